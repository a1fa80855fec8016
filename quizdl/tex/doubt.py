"""What stops a formula: something in it that is unknown, or that one line of text would show wrongly."""


class Doubt(Exception):  # noqa: N818  it is no error: the formula is shown as TeX
    """Says what was not understood, as the end of a sentence."""
