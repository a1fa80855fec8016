"""From TeX to text, or to the reason why not."""

from functools import lru_cache

from quizdl.tex.doubt import Doubt
from quizdl.tex.layout import Layout
from quizdl.tex.parser import parse


def render(tex: str) -> str | None:
    """One line of text; None where it could be wrong."""
    return attempt(tex)[0]


def doubt(tex: str) -> str:
    """What was not understood in a formula that cannot be shown, or nothing."""
    return attempt(tex)[1]


@lru_cache(maxsize=256)
def attempt(tex: str) -> tuple[str | None, str]:
    """The text or the doubt."""
    try:
        text = Layout().row(parse(tex)).text
        if "`" in text or "**" in text:
            raise Doubt("it holds signs of Markdown")
    except Doubt as unclear:
        return None, str(unclear)
    return text, ""
