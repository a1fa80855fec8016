"""Reads YAML by the 1.2 core schema, where PyYAML alone reads 1.1 (`no` is False there, `1e-3` a string, 010 is 8).

The parser composes nodes; one walk turns them into plain data and finds, with their places, what PyYAML lets pass:
duplicate keys, aliases, keys that are not text, tags, control characters, and prose cut short by a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from quizdl.model.problem import Problem

MOST_BYTES = 8 * 2**20
DEEPEST = 40
PROSE = {
    "text",
    "prompt",
    "explanation",
    "says",
    "teaches",
    "point",
    "model_answer",
    "title",
    "source",
    "name",
    "hints",
}
"""Keys whose plain values may not be followed by a comment: it is more likely a sentence with ` #` in it."""
INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that reverse the direction of the text around them."""

Loc = tuple[int | str, ...]


class Parser(yaml.CSafeLoader):
    """libyaml without implicit types: every plain scalar arrives as it was written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  replaces PyYAML's table on the class


@dataclass
class Document:
    """A YAML file as plain data, and the way back from the data to lines and columns."""

    file: str
    root: yaml.Node | None = None
    data: Any = None
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, column: int, what: str) -> None:
        """Note a problem; line and column count from 0, as in PyYAML's marks."""
        self.problems.append(Problem(self.file, line + 1, column + 1, what))

    def at(self, loc: Loc, what: str, key: bool = False) -> Problem:
        """A problem at a place in the data: at the value, or at the key itself."""
        mark = self.mark(loc, key)
        return Problem(self.file, mark[0] + 1, mark[1] + 1, what)

    def mark(self, loc: Loc, key: bool = False) -> tuple[int, int]:
        """Where the data at `loc` was written. Steps that are not in the file (missing keys, union tags) are skipped."""
        node, place = self.root, self.root
        for i, step in enumerate(loc):
            if isinstance(node, yaml.MappingNode):
                pair = next(((k, v) for k, v in node.value if k.value == step), None)
                if pair is not None:
                    node = pair[1]
                    place = pair[0] if key and i == len(loc) - 1 else node
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = place = node.value[step]
        return (place.start_mark.line, place.start_mark.column) if place else (0, 0)


def read(path: Path, shown: str) -> Document:
    """Read one file. Whatever is wrong with it stands in the document's problems."""
    document = Document(shown)
    text = read_text(path, document)
    if text is None:
        return document
    parser = None
    try:
        if too_deep(text):
            document.add(0, 0, f"nested more than {DEEPEST} levels deep")
            return document
        parser = Parser(text)
        document.root = parser.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        document.add(mark.line if mark else 0, mark.column if mark else 0, f"this is not YAML: {explain(what)}")
    except (yaml.YAMLError, RecursionError) as error:
        document.add(0, 0, f"this is not YAML: {str(error).partition(chr(10))[0] or 'nested too deep'}")
    finally:
        if parser is not None:
            parser.dispose()
    if document.root is not None:
        document.data = Walk(document, text.split("\n")).value(document.root, depth=0, prose=False)
    elif not document.problems:
        document.add(0, 0, "the file is empty: see `quizdl bank new` for a file to start from")
    return document


def read_text(path: Path, document: Document) -> str | None:
    """The text of a file of reasonable size; a problem and None otherwise."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            document.add(0, 0, f"the file has {size / 2**20:.0f} MiB, at most {MOST_BYTES // 2**20} are read: split it")
            return None
        raw = path.read_bytes()
    except OSError as error:
        document.add(0, 0, f"cannot be read: {error.strerror}")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start)
        document.add(line, 0, f"byte 0x{raw[error.start]:02x} is not UTF-8: save the file in UTF-8")
        return None
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    if tab:
        document.add(text.count("\n", 0, tab.end()), tab.end() - tab.start() - 1, "a tab indents this line: use spaces")
        return None
    found = CONTROL.search(text.replace("\r\n", "\n"))
    if found:
        line = text.replace("\r\n", "\n").count("\n", 0, found.start())
        document.add(line, 0, f"control character U+{ord(found[0]):04X}: remove it")
        return None
    return text


def too_deep(text: str) -> bool:
    """Whether the nesting would exhaust the C stack of the composer, which crashes at some 10,000 levels.

    Only a text with that many openings can; for it the events, which need no stack, are counted first.
    """
    if text.count("[") + text.count("{") + text.count("- ") + text.count("? ") + text.count(": ") < 5000:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=Parser):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                return True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return False


def explain(what: str) -> str:
    """libyaml's complaint, with what usually causes it."""
    if "mapping values are not allowed" in what:
        return what + " (a sentence with a colon in it? write it behind `|` on a line of its own, or in single quotes)"
    if "found character that cannot start any token" in what:
        return what + " (a value that starts with @, ` or %? put it in single quotes)"
    if "expected <block end>" in what or "block mapping" in what:
        return what + " (is the indentation the same as on the lines around it?)"
    return what


@dataclass
class Walk:
    """One pass over the nodes of a document."""

    document: Document
    lines: list[str]
    seen: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, depth: int, prose: bool) -> Any:
        """The data of a node; what is wrong with it becomes a problem of the document."""
        if id(node) in self.seen:
            self.problem(node, "an alias (*name) points here: write the value out where it is used")
            return None
        self.seen.add(id(node))
        if depth > DEEPEST:
            self.problem(node, f"nested more than {DEEPEST} levels deep")
            return None
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, depth))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1, prose) for item in node.value]
        return self.scalar(node, prose) if isinstance(node, yaml.ScalarNode) else None

    def pairs(self, node: yaml.MappingNode, depth: int) -> Iterator[tuple[str, Any]]:
        """The entries of a mapping, each key once."""
        first: dict[str, int] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem(key, "a list or mapping as key: keys are words")
                continue
            if key.value in first:
                self.problem(key, f"`{key.value}` stands here twice, first in line {first[key.value] + 1}: keep one")
                continue
            first[key.value] = key.start_mark.line
            yield key.value, self.value(item, depth + 1, key.value in PROSE)

    def scalar(self, node: yaml.ScalarNode, prose: bool) -> Any:
        """Text, number, truth value or nothing, by the YAML 1.2 core schema."""
        if node.tag not in ("tag:yaml.org,2002:str", "!"):
            self.problem(node, f"the tag {node.tag}: tags are not used here, remove it")
            return None
        text: str = node.value
        found = CONTROL.search(text)
        if found:
            hint = r" (in double quotes `\f` and `\t` are escapes: use single quotes)" if node.style == '"' else ""
            self.problem(node, f"control character U+{ord(found[0]):04X} in the text{hint}")
        if node.style:  # quoted or block style
            return text
        if prose and self.comment_follows(node):
            self.problem(node, "the text ends where ` #` starts a comment: put it in single quotes or behind `|`")
        if text in WORDS:
            return WORDS[text]
        if INTEGER.fullmatch(text) and len(text) < 300:
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        if FLOAT.fullmatch(text) and len(text) < 300:
            word = text.lstrip("+-.").lower()
            return float(text.replace(".", "") if word in ("inf", "nan") else text)
        return text

    def comment_follows(self, node: yaml.ScalarNode) -> bool:
        """Whether a comment stands behind the last word of a plain text."""
        end = node.end_mark
        return end.line < len(self.lines) and self.lines[end.line][end.column :].lstrip().startswith("#")

    def problem(self, node: yaml.Node, what: str) -> None:
        """Note a problem where the node starts."""
        self.document.add(node.start_mark.line, node.start_mark.column, what)
