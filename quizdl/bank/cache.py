"""Remembers what was validated, so that a question is shown without YAML, pydantic or NumPy.

Plain JSON, one file per topic, in the cache folder of the platform. Whatever cannot be read is a miss: the file is
derived and made anew.
"""

import contextlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from quizdl.hashing import sha256
from quizdl.model.question import Question, noun
from quizdl.model.topic import Heading, Topic
from quizdl.places import cache_folder

if TYPE_CHECKING:
    from quizdl.model.layer import Misconception

PARTS = {
    "choices": "Option", "reasons": "Option", "wrong": "WrongValue", "rubric": "RubricPoint", "cases": "Case",
    "ladder": "Case", "inputs": "Change", "tolerance": "Tolerance", "limits": "Limits", "steps": "Step",
    "pairs": "Pair", "x": "Axis",
    "Short.wrong": "WrongText", "Spot.wrong": "WrongLine", "Order.wrong": "WrongOrder", "Match.wrong": "WrongPair",
    "Predict.wrong": "WrongDirection", "Case.steps": "",
}  # fmt: skip
"""Fields whose values are nouns, with their class: it stands in, or is imported by, the module of the question."""


class Cache:
    """Validated content under the fingerprint of all the files it was made from."""

    def __init__(self, fingerprint: str):
        self.fingerprint = fingerprint
        self.folder = cache_folder() / "bank"

    def path(self, source: Path) -> Path:
        """Where the content of a file is remembered."""
        return self.folder / f"{source.stem}-{sha256(str(source).encode()).hexdigest()[:16]}.json"

    def get(self, source: Path) -> Any:
        """The content as JSON, or None."""
        with contextlib.suppress(OSError, ValueError, RecursionError):
            kept = json.loads(self.path(source).read_bytes())
            if isinstance(kept, dict) and kept.get("fingerprint") == self.fingerprint:
                return kept.get("content")
        return None

    def put(self, source: Path, content: Any) -> None:
        """Remember; a cache that cannot be written only costs time."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.path(source)
            draft = path.with_suffix(".new")
            draft.write_text(json.dumps({"fingerprint": self.fingerprint, "content": content}), encoding="utf-8")
            draft.replace(path)

    def topic(self, source: Path, read: Callable[[], Sequence[Question]]) -> Topic | None:
        """A remembered topic. read: reads the questions from the file, where what is remembered cannot be used."""
        content = self.get(source)
        if content is None:
            return None
        try:
            questions = Remembered(content["questions"], read)
            return Topic(content["id"], content["title"], tuple(content["needs"]), questions, content["file"])
        except (TypeError, KeyError, AttributeError):  # written by a quizdl with other fields
            return None

    def misconceptions(self, source: Path) -> "dict[str, Misconception] | None":
        """The remembered mistakes of a layer."""
        content = self.get(source)
        if content is None:
            return None
        try:
            return {item["id"]: misconception(item) for item in content}
        except (TypeError, KeyError, AttributeError):
            return None

    def keep_topic(self, source: Path, topic: Topic) -> None:
        """Remember a topic."""
        self.put(source, asdict(topic))

    def keep_misconceptions(self, source: Path, found: "dict[str, Misconception]") -> None:
        """Remember the mistakes of a layer."""
        self.put(source, [asdict(item) for item in found.values()])


class Remembered(Sequence[Question]):
    """The questions of a topic, each made from its JSON when it is first looked at: their classes cost milliseconds."""

    def __init__(self, data: list[dict[str, Any]], read: Callable[[], Sequence[Question]]):
        self.headings = [Heading(item["id"], item["type"], item["level"]) for item in data]
        self.data = data
        self.read = read
        self.made: dict[int, Question] = {}

    def __len__(self) -> int:
        return len(self.data)

    @overload
    def __getitem__(self, place: int) -> Question: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Question]: ...
    def __getitem__(self, place: int | slice) -> Question | Sequence[Question]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        if place not in self.made:
            try:
                self.made[place] = question(self.data[place])
            except (TypeError, KeyError, AttributeError, ValueError):  # written by a quizdl with other fields
                self.made = dict(enumerate(self.read()))
        return self.made[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as that of a list


def misconception(data: dict[str, Any]) -> "Misconception":
    """A misconception from its JSON."""
    from quizdl.model.layer import Edit, Misconception

    edits = tuple(Edit(**edit) for edit in data["edits"])
    return Misconception(**{**data, "edits": edits, "row": tuple(data["row"]), "like": tuple(data["like"])})


def question(data: dict[str, Any]) -> Question:
    """A question from its JSON."""
    kind = noun(data["type"])
    found: Question = revive(kind, data)
    return found


def revive(kind: type, data: dict[str, Any]) -> Any:
    """A noun from the JSON that `asdict` made of it."""
    return kind(**{key: value(kind, key, item) for key, item in data.items()})


def value(kind: type, key: str, data: Any) -> Any:
    """The value of one field."""
    name = PARTS.get(f"{kind.__name__}.{key}", PARTS.get(key, ""))
    if name and data is not None:
        noun_of: type = getattr(sys.modules[kind.__module__], name)
        if key == "inputs":
            return {argument: revive(noun_of, item) for argument, item in data.items()}
        return tuple(revive(noun_of, item) for item in data) if isinstance(data, list) else revive(noun_of, data)
    if key == "params":
        return {name: tuple(item) for name, item in data.items()}
    return tuple(data) if isinstance(data, list) else data
