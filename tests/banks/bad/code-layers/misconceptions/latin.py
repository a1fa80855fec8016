"""A layer in Latin-1: é."""
