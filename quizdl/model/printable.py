"""Text of others, fit to be shown: nothing in it moves the cursor, changes color or turns the direction of writing."""


def printable(text: str, keep: str = "", instead: str = " ") -> str:
    """The text with every character that does not print replaced, but for those in `keep`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else instead for c in text)
