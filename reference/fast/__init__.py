"""Faster forms of the layers that need one: the same functions as in `reference/<layer>.py`, held to them by a test."""
