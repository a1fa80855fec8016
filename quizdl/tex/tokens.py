"""Cuts a formula into tokens: commands, characters, whole \\text{...}, and the {{name}} of params."""

import re
from dataclasses import dataclass
from typing import Literal

from quizdl.tex.doubt import Doubt
from quizdl.tex.nodes import Gap
from quizdl.tex.symbols import BARS, BLANKS, CLOSERS, NOTHING, OPENERS, SIZES, UPRIGHT, WIDE_BLANKS
from quizdl.variants import PLACEHOLDER

LONGEST = 2000
"""Characters of a formula."""
PATTERN = re.compile(
    rf"(?P<blank>\s+)|(?P<placeholder>{PLACEHOLDER.pattern})|\\(?P<edge>begin|end)\s*\{{(?P<matrix>\w+\*?)\}}"
    r"|\\(?P<command>[A-Za-z]+|.)(?:(?<=\\\\)\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm)\s*\])?|(?P<char>.)",
    re.DOTALL,
)
INSIDE = re.compile(rf"\*?\s*\{{((?:{PLACEHOLDER.pattern}|\\[_%&#, ]|[^\\{{}}$^])*)\}}")
"""The words of \\text{...}; mathematics in them is not read."""
THIN = "\u2009"
"""The blank that \\, is: in a name, it counts where a typed one does not."""

Kind = Literal["command", "char", "placeholder", "upright", "begin", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token, whether a blank stands before it, and the words that \\text holds."""

    kind: Kind
    text: str
    blank: bool = False
    words: str = ""

    @property
    def source(self) -> str:
        """As it was typed."""
        slashed = {"command": "\\", "upright": "\\", "begin": "\\begin ", "end": "\\end "}
        return slashed.get(self.kind, "") + self.text

    @property
    def opener(self) -> str:
        """The bracket that it opens."""
        return OPENERS.get(self.source, "")

    @property
    def closer(self) -> str:
        """The bracket that it closes."""
        return CLOSERS.get(self.source, "")

    @property
    def bar(self) -> str:
        """The bar that it is."""
        return BARS.get(self.source, "")

    @property
    def digit(self) -> bool:
        """Whether it is a digit."""
        return self.kind == "char" and self.text.isascii() and self.text.isdigit()

    @property
    def ends_row(self) -> bool:
        """Whether no row goes on behind it."""
        return bool(self.closer) or self.source in ("}", "&", "\\\\", "\\right") or self.kind == "end"

    @property
    def ignored(self) -> bool:
        """Whether it is only space, or size, or nothing."""
        if self.kind == "command":
            return self.text in NOTHING or self.text in SIZES or self.space > Gap.NONE
        return self.source == "~"

    @property
    def space(self) -> Gap:
        """The space that it is."""
        if self.kind == "command":
            return Gap.SPACE if self.text in BLANKS else Gap.WIDE if self.text in WIDE_BLANKS else Gap.NONE
        return Gap.SPACE if self.source == "~" else Gap.NONE


def tokens(tex: str) -> list[Token]:
    """All tokens of a formula."""
    if len(tex) > LONGEST:
        raise Doubt(f"it has {len(tex)} characters, at most {LONGEST} are read")
    found: list[Token] = []
    position, blank = 0, False
    while position < len(tex):
        match = PATTERN.match(tex, position)
        if match is None:  # pragma: no cover  the pattern takes any character
            raise Doubt("it cannot be read")
        position = match.end()
        if match["blank"]:
            blank = True
            continue
        if match["command"] in UPRIGHT:
            inside = INSIDE.match(tex, position)
            if inside is None:
                raise Doubt(f"`\\{match['command']}` needs plain words in braces")
            position = inside.end()
            words = re.sub(r"\\(.)", r"\1", inside[1].replace("\\,", THIN))
            found.append(Token("upright", match["command"], blank, words))
        elif match["edge"]:
            found.append(Token("begin" if match["edge"] == "begin" else "end", match["matrix"], blank))
        else:
            kind: Kind = "command" if match["command"] else "placeholder" if match["placeholder"] else "char"
            found.append(Token(kind, match["command"] or match[0], blank))
        blank = False
    return found
