"""Finds the formulas of a text in Markdown: a dollar sign may also be money, escaped, or part of code."""

import re
from collections.abc import Iterator
from typing import Literal

from quizdl.tex.render import render

Kind = Literal["text", "code", "formula", "escape", "money", "stray"]

PIECE = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<escape>\\[\\$])"
    r"|\$\$(?P<display>(?:\\.|[^\\$`])+?)\$\$"
    r"|\$(?=[^\s$])(?P<inline>(?:\\.|[^\\$`])*?(?:\\.|[^\\$`\s]))\$(?![\d$])"
    r"|(?P<money>\$\d+(?:[.,]\d+)*(?![\w\\^_{]))"
    r"|(?P<stray>\$+)"
    r"|(?P<text>[^`\\$]+|.)",
    re.DOTALL,
)
KINDS: dict[str, Kind] = {
    "code": "code", "escape": "escape", "display": "formula", "inline": "formula", "money": "money", "stray": "stray",
    "text": "text",
}  # fmt: skip
FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[^\n]*$|\Z)", re.DOTALL | re.MULTILINE)


def in_prose(text: str, glue: str = " ", most: int = 0) -> str:
    """A text with its formulas rendered where they can be. `glue` stands for the blanks of those of at most `most`
    characters, so that they are not torn apart when lines are wrapped.
    """
    if "$" not in text:
        return text
    return "".join(shown(kind, piece, glue, most) for kind, piece in pieces(text))


def shown(kind: Kind, piece: str, glue: str, most: int) -> str:
    """One piece of a text."""
    if kind == "escape":
        return piece.replace("\\$", "$")
    if kind != "formula":
        return piece
    formula = render(inner(piece))
    if formula is None:
        return piece
    return formula.replace(" ", glue) if len(formula) <= most else formula


def inner(piece: str) -> str:
    """A formula without its dollar signs."""
    signs = 2 if piece.startswith("$$") else 1
    return piece[signs:-signs]


def dollars(text: str) -> Iterator[tuple[Kind, str]]:
    """The formulas of a text, and the dollar signs that are neither part of one nor money."""
    for kind, piece in pieces(text):
        if kind == "formula":
            yield kind, inner(piece)
        elif kind == "stray":
            yield kind, piece


def pieces(text: str) -> Iterator[tuple[Kind, str]]:
    """A text, cut up; the pieces together are the text."""
    position = 0
    for fence in FENCE.finditer(text):
        yield from paragraphs(text[position : fence.start()])
        yield "code", fence[0]
        position = fence.end()
    yield from paragraphs(text[position:])


def paragraphs(text: str) -> Iterator[tuple[Kind, str]]:
    """Paragraphs and indented code: no formula and no code span goes on over an empty line."""
    for block in re.split(r"(\n\s*\n)", text):
        lines = block.strip("\n").split("\n")
        if all(line.startswith("    ") for line in lines):
            yield "code", block
        else:
            for match in PIECE.finditer(block):
                yield kind(match), match[0]


def kind(match: re.Match[str]) -> Kind:
    """What a piece is."""
    return KINDS[match.lastgroup or "text"]
