"""Prose for the terminal: the little Markdown that questions use, wrapped by what is visible of it."""

import re
import shutil
import textwrap
from typing import Protocol

import click

from quizdl.variants import PLACEHOLDER

WIDEST = 100
CODE = re.compile(r"`([^`\n]+)`")
MARKED = re.compile(
    rf"(?P<code>{CODE.pattern})|\*\*(?P<strong>(?:`[^`\n]+`|[^*`\n])+)\*\*|(?<![\w*])\*(?P<em>\w[^*`\n]*)\*(?![\w*])"
)
"""Within code, two stars are no signs."""
ITEM = re.compile(r"(\s*)([-*]|\d+\.) +")
RELATION = re.compile(r"(?<=\S) ([=≈<>≤≥]) (?=\S)")
SPACE = "\u00a0"
"""Holds code spans and equations together while lines are wrapped."""


class Lay(Protocol):
    """How a text is shown: by `prose` or `as_written`."""

    def __call__(self, text: str, indent: str = "", first: str | None = None) -> str:
        """`first` takes the place of the indent of the first line."""


def screen() -> int:
    """Columns that there are."""
    return max(20, shutil.get_terminal_size().columns)


def width() -> int:
    """Columns to use: prose is hard to read in long lines."""
    return min(WIDEST, screen())


def prose(text: str, indent: str = "", first: str | None = None) -> str:
    """Paragraphs, lists and code blocks, wrapped. `first` takes the place of the indent of the first line."""
    text = formulas(text)
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lead = indent if blocks or first is None else first
        blocks.append(paragraph(block, lead, indent))
    return "\n\n".join(blocks)


def as_written(text: str, indent: str = "", first: str | None = None) -> str:
    """The same text with its marks and raw TeX."""
    return (indent if first is None else first) + text.strip("\n").replace("\n", f"\n{indent}")


def formulas(text: str) -> str:
    """The text with its formulas as they are shown."""
    if "$" not in text:
        return text
    from quizdl.tex import in_prose  # many a text has no formula

    return in_prose(text, SPACE, width() // 2)


def paragraph(block: str, first: str, indent: str) -> str:
    """One paragraph, list or block of code."""
    lines = block.split("\n")
    if all(line.startswith("    ") for line in lines):
        return "\n".join(f"{lead}{line}" for lead, line in zip([first, *[indent] * len(lines)], lines, strict=False))
    parts: list[list[str]] = []
    for line in lines:
        if not parts or ITEM.match(line):
            parts.append([line])
        else:
            parts[-1].append(line.strip())
    wrapped: list[str] = []
    for part in parts:
        joined = " ".join(part)
        item = ITEM.match(joined)
        hang = indent + " " * len(item[0]) if item else indent
        wrapped.append(wrap(joined, indent if wrapped else first, hang))
    return "\n".join(wrapped)


def wrap(text: str, first: str, indent: str) -> str:
    """Wrap one line of text to the width of the terminal, then style it."""
    text = CODE.sub(lambda match: f"`{match[1].replace(' ', SPACE)}`", text)
    text = RELATION.sub(rf"{SPACE}\1{SPACE}", text)
    lines = textwrap.wrap(
        text, width(), initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(styled(line) for line in lines).replace(SPACE, " ")


def styled(line: str) -> str:
    """Code and strong words; without color the backquotes of code stay."""
    return MARKED.sub(lambda match: cyan(match["code"] or "") or click.style(cyan(words(match)), bold=True), line)


def words(match: re.Match[str]) -> str:
    """What is marked, without the marks."""
    return match["code"] or match["strong"] or match["em"]


def cyan(text: str) -> str:
    """A text whose code is styled."""
    return CODE.sub(lambda match: click.style(match[0], fg="cyan"), text)


def plain(text: str) -> str:
    """Without color."""
    return click.unstyle(text)


def both_ends(left: str, right: str) -> str:
    """One line with text at both ends, or two where they do not fit."""
    gap = width() - len(left) - len(right)
    return f"{left}{' ' * gap}{right}" if gap >= 2 else f"{left}\n{right}"


def one_line(text: str, most: int) -> str:
    """The beginning of a text, for lists."""
    if "$" in text:
        from quizdl.tex import in_prose

        text = in_prose(text)
    line = " ".join(PLACEHOLDER.sub(r"\1", text).split())
    line = MARKED.sub(words, line)
    return line if len(line) <= most else line[: most - 1] + "…"


def number(value: float) -> str:
    """Points, without a tail of zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def counted(count: int, noun: str) -> str:
    """1 question, 2 questions"""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
