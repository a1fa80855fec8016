"""Reads YAML by the 1.2 core schema, where PyYAML alone reads 1.1 (`no` is False there, `1e-3` a string, 010 is 8).

The parser composes nodes; one walk turns them into plain data and finds, with their places, what PyYAML lets pass:
duplicate keys, aliases, keys that are not text, tags, control characters, and prose cut short by a comment.
"""

import math
import re
from collections import Counter
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
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Control characters, line ends that editors do not show as such, and what reverses the direction of text."""
ESCAPED = re.compile(r"\t|\n(abla|eq|otin|u)\b")
r"""What double quotes make of TeX without any other control character: `\theta`, `\nabla`, `\neq`, `\notin`, `\nu`."""
TAG = re.compile(r"(?:&\S+ +)?(!\S*)")
NO_TAG = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}

HINTS = {
    "mapping values are not allowed":
        " (a sentence with a colon in it? write it behind `|` on a line of its own, or in single quotes)",
    "found character that cannot start any token": " (a value that starts with @, ` or %? put it in single quotes)",
    "parsing a quoted": " (a backslash in double quotes? use single quotes)",
    "unexpected end of stream": " (is the quote at the end missing?)",
    "parsing a flow": " (is a bracket missing, or are single quotes around a text with a comma or colon in it?)",
    "parsing a block":
        " (is the indentation that of the lines around it, or does ` #` in the sentence above it start a comment?)",
    "alias": " (a value that starts with *? put it in single quotes)",
    "an anchor": " (a value that starts with &? put it in single quotes)",
}  # fmt: skip
"""What usually causes a complaint of libyaml, by a part of it."""

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
        self.problems.append(Problem(self.file, line + 1, column + 1, " ".join(what.split())))

    def at(self, loc: Loc, what: str, key: bool = False) -> Problem:
        """A problem at a place in the data: at the value, or at the key itself."""
        mark = self.mark(loc, key)
        return Problem(self.file, mark[0] + 1, mark[1] + 1, " ".join(what.split()))

    def mark(self, loc: Loc, key: bool = False) -> tuple[int, int]:
        """Where the data at `loc` was written. Steps that are not in the file (such as union tags) are skipped."""
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
        not_yaml(error, document)
    finally:
        if parser is not None:
            parser.dispose()
    if document.root is not None:
        document.data = Walk(document, text.split("\n")).value(document.root, depth=0, prose=False)
    elif not document.problems:
        document.add(0, 0, "the file is empty, or all comments: `quizdl bank new` writes one to start from")
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
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without the byte order mark
        what = f"byte 0x{error.object[error.start]:02x} is not UTF-8: save the file in UTF-8"
        document.add(*place(before, len(before)), what)
        return None
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    found = CONTROL.search(text)
    if tab:
        document.add(*place(text, tab.end() - 1), "a tab indents this line: use spaces")
    if found:
        document.add(*place(text, found.start()), f"the invisible character U+{ord(found[0]):04X}: remove it")
    return None if document.problems else text


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column of a character, from 0."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


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


def not_yaml(error: yaml.MarkedYAMLError, document: Document) -> None:
    """libyaml's complaint, with what usually causes it, where the cause is."""
    what = " ".join(part for part in (error.context, error.problem) if part)
    mark = error.context_mark if "unexpected end of stream" in what else error.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    hint = next((hint for part, hint in HINTS.items() if part in what), "")
    if "another document" in what:
        document.add(line, column, "a second document starts here (`---`): a file holds one, remove it")
    elif "duplicate anchor" in what:
        document.add(line, column, "an anchor (&name) stands here that stood above already: remove it")
    else:
        document.add(line, column, f"this is not YAML: {what}{hint}")


@dataclass
class Walk:
    """One pass over the nodes of a document."""

    document: Document
    lines: list[str]
    seen: Counter[int] = field(default_factory=Counter)

    def value(self, node: yaml.Node, depth: int, prose: bool) -> Any:
        """The data of a node; what is wrong with it becomes a problem of the document."""
        self.seen[id(node)] += 1
        if self.seen[id(node)] == 2:  # however often it is used
            self.problem(node, "an alias (*name) points here: write the value out where it is used")
        if self.seen[id(node)] > 1:
            return None
        if depth >= DEEPEST and isinstance(node, yaml.CollectionNode):
            self.problem(node, f"nested more than {DEEPEST} levels deep")
            return None
        tag = TAG.match(self.rest_of_line(node.start_mark))
        if tag or node.tag not in NO_TAG:
            self.problem(node, f"`{tag[1] if tag else node.tag}`: tags are not used here, remove it")
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
            self.value(key, depth + 1, prose=False)  # for the problems a key can have
            yield key.value, self.value(item, depth + 1, key.value in PROSE)

    def scalar(self, node: yaml.ScalarNode, prose: bool) -> Any:
        """Text, number, truth value or nothing, by the YAML 1.2 core schema."""
        text: str = node.value
        self.check_text(node, text)
        if node.style:  # quoted or block style
            return text
        if prose and self.rest_of_line(node.end_mark).lstrip().startswith("#"):
            self.problem(node, "the text ends where ` #` starts a comment: put it in single quotes or behind `|`")
        if text in WORDS:
            return WORDS[text]
        if INTEGER.fullmatch(text) and len(text) < 300:
            return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
        if FLOAT.fullmatch(text) and len(text) < 300:
            return self.float(node, text)
        return text

    def check_text(self, node: yaml.ScalarNode, text: str) -> None:
        """Control characters that only escapes can bring into a text, and TeX that double quotes have eaten."""
        found = CONTROL.search(text) or (ESCAPED.search(text) if node.style == '"' else None)
        if found:
            what = f"the invisible character U+{ord(found[0][0]):04X} in the text"
            self.problem(node, rf"{what} (in double quotes `\f`, `\t` and `\n` are escapes: use single quotes)")

    def float(self, node: yaml.ScalarNode, text: str) -> float:
        """A number with a fraction or an exponent. The schema knows infinity, a question bank has no use for it."""
        word = text.lstrip("+-.").lower()
        number = float(text.replace(".", "") if word in ("inf", "nan") else text)
        if not math.isfinite(number):
            self.problem(node, f"expected a finite number, found {text} (a text? put it in single quotes)")
        return number

    def rest_of_line(self, mark: yaml.Mark) -> str:
        """What stands in the file from a place on."""
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

    def problem(self, node: yaml.Node, what: str) -> None:
        """Note a problem where the node starts."""
        self.document.add(node.start_mark.line, node.start_mark.column, what)
