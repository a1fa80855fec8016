"""Limits in the annotations of the model, without importing what enforces them.

annotated-types would do the same, but takes 9 ms of the way to the first question; the bank alone needs pydantic.
"""

from typing import Any


class Bounds:
    """Limits of a number (ge, gt, le) or of the length of a text or list (min_length, max_length)."""

    def __init__(self, **limits: float):
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Called by pydantic: the schema of the type, with the limits in it."""
        return {**handler(source), **self.limits}
