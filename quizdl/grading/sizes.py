"""Reads a shape as a learner types it: (N, 64, 16, 16), N x 64 x 16 x 16, [2N, H/2], and the like."""

import math
import re
from collections.abc import Mapping
from fractions import Fraction

from quizdl.grading.numbers import UnreadableError

LONGEST = 120
"""Characters: more is no shape, and brackets in brackets cost stack."""
MOST_DIGITS = 12
EXAMPLE = "write a shape such as (8, 3, 32), 8 x 3 x 32 or (8,)"
TOKEN = re.compile(r"\s*(\d+|[^\W\d]\w*|//|[-+*/()])")
SIGNS = str.maketrans({"−": "-", "·": "*", "⋅": "*", "∗": "*", "[": "(", "]": ")", ";": ",", "⌊": "(", "⌋": ")"})
BLANKS = re.compile(r"(?<=[\w)])\s+(?=[\w(])")
TIMES = re.compile(r"\s+[xX]\s+|(?<=[\d)])[xX](?=[\d(])|\s*×\s*")


def read_shape(text: str, names: Mapping[str, int]) -> tuple[int, ...]:
    """The sizes, with numbers for the symbols; a part of a unit is cut off, as where `//` stands."""
    text = text.strip().removeprefix("torch.Size").translate(SIGNS).strip()
    if not text or len(text) > LONGEST:
        raise UnreadableError(EXAMPLE)
    inner = without_brackets(without_brackets(text))  # torch.Size([8, 3]) has two pairs
    parts = split(inner, names)
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()  # (8,)
    if parts == [""] and inner != text:
        return ()
    return tuple(size(part, names) for part in parts)


def without_brackets(text: str) -> str:
    """What stands in the brackets that go around everything, or all of it."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0 and (c == ")") != (i == len(text) - 1):
            return text
    return text[1:-1].strip() if depth == 0 and text.startswith("(") else text


def split(text: str, names: Mapping[str, int]) -> list[str]:
    """One part for each axis: between commas, else between crosses, else between blanks."""
    parts, depth = [""], 0
    for c in text:
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    if len(parts) > 1:
        return parts
    if not {"x", "X"} & set(names):
        parts = [piece for part in TIMES.split(text) for piece in glued(part, names)]
    if len(parts) == 1:
        parts = BLANKS.split(text)
    return parts if all(part.count("(") == part.count(")") for part in parts) else [text]


def glued(part: str, names: Mapping[str, int]) -> list[str]:
    """Nx64 as N and 64, where Nx64 is nothing else."""
    pieces = re.split("[xX]", part)
    return pieces if all(piece.isdecimal() or named(piece, names) for piece in pieces) else [part]


def named(word: str, names: Mapping[str, int]) -> str | None:
    """The symbol that a word means; case counts only where two differ in nothing else."""
    alike = [name for name in names if name.casefold() == word.casefold()]
    return word if word in names else alike[0] if len(alike) == 1 else None


def size(text: str, names: Mapping[str, int]) -> int:
    """One axis."""
    tokens, end = [], 0
    while end < len(text.rstrip()):
        match = TOKEN.match(text, end)
        if match is None:
            raise UnreadableError(EXAMPLE)
        tokens.append(match[1])
        end = match.end()
    try:
        value = Sum(tokens, names).whole()
    except ZeroDivisionError:
        raise UnreadableError("that divides by zero") from None
    if value < 0 and text.strip().startswith("-"):
        raise UnreadableError("a size is not negative: write the number that stands there")
    return math.floor(value)


class Sum:
    """The value of a term such as 2 * (H + 1) // 2, computed while it is read."""

    def __init__(self, tokens: list[str], names: Mapping[str, int]):
        self.tokens = tokens
        self.names = names

    def whole(self) -> Fraction:
        """All of it."""
        value = self.sum()
        if self.tokens:
            raise UnreadableError(EXAMPLE)
        return value

    def next(self, *wanted: str) -> str:
        """The next token where it is one of these, else nothing."""
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else ""

    def sum(self) -> Fraction:
        """Terms with + and - between them."""
        value = -self.product() if self.next("-") else self.product()
        while sign := self.next("+", "-"):
            value += self.product() if sign == "+" else -self.product()
        return value

    def product(self) -> Fraction:
        """Factors with *, / or // between them, or nothing, as in 4C."""
        value = self.factor()
        while self.tokens and self.tokens[0] not in ("+", "-", ")"):
            sign = self.next("*", "/", "//")
            factor = self.factor()
            value = value * factor if sign in ("*", "") else value / factor
            value = Fraction(math.floor(value)) if sign == "//" else value
        return value

    def factor(self) -> Fraction:
        """A number, a symbol, or something in brackets, rounded or not."""
        if self.next("("):
            return self.closed()
        word = self.tokens.pop(0) if self.tokens else ""
        if word.isdecimal() and len(word) <= MOST_DIGITS:
            return Fraction(int(word))
        if word in ("floor", "ceil") and self.next("("):
            value = self.closed()
            return Fraction(math.floor(value) if word == "floor" else math.ceil(value))
        name = named(word, self.names)
        if name is not None:
            return Fraction(self.names[name])
        if word.isidentifier():
            known = f"{', '.join(self.names)} and numbers" if self.names else "numbers only"
            raise UnreadableError(f"`{word}` means nothing here: use {known}, such as (8, 3, 32)")
        raise UnreadableError(EXAMPLE)

    def closed(self) -> Fraction:
        """What stands before the closing bracket."""
        value = self.sum()
        if not self.next(")"):
            raise UnreadableError(EXAMPLE)
        return value
