"""All question files in use as one bank: asked for a topic, it reads that topic's file and no other."""

import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from quizdl.bank.cache import Cache
from quizdl.bank.folders import QUESTIONS, Folders
from quizdl.errors import BankError, QuizdlError
from quizdl.model.question import Question
from quizdl.model.topic import Topic

if TYPE_CHECKING:  # each class costs the way to the first question
    from quizdl.model.layer import Layer, Misconception
    from quizdl.model.problem import Problem


class Bank:
    """The topics of quizdl and of the user's own bank."""

    def __init__(self, folders: Folders, use_cache: bool = True):
        self.folders = folders
        self.cache = Cache(folders.fingerprint()) if use_cache else None
        self.found: dict[str, Topic] = {}
        self.mistakes: dict[str, dict[str, Misconception]] = {}

    @classmethod
    def open(cls, own: str | None = None) -> Self:
        """The bank that comes with quizdl, with the folder of the user's own one if there is one."""
        own = own or os.environ.get("QUIZDL_BANK")
        return cls(Folders((QUESTIONS, Path(own).resolve()) if own else (QUESTIONS,)))

    @functools.cache  # noqa: B019  one bank per process
    def topics(self) -> Mapping[str, Path]:
        """Every topic and its file."""
        return self.folders.topics()

    @functools.cache  # noqa: B019  one bank per process
    def layers(self) -> Mapping[str, Path]:
        """Every layer and its file."""
        return self.folders.layers()

    def topic(self, name: str) -> Topic:
        """One topic; BankError where its file has problems."""
        if name not in self.topics():
            raise QuizdlError(f"there is no topic `{name}`: {suggestion(name, list(self.topics()))}")
        if name in self.found:
            return self.found[name]
        path = self.topics()[name]
        topic = self.cache.topic(path, lambda: self.read(path).questions) if self.cache else None
        self.found[name] = topic or self.read(path)
        return self.found[name]

    def read(self, path: Path) -> Topic:
        """A topic from its file; BankError where it has problems."""
        from quizdl.bank import read

        topic, problems = read.topic(path, self)
        if topic is None:
            raise BankError(problems)
        if self.cache:
            self.cache.keep_topic(path, topic)
        return topic

    def readable(self) -> "tuple[list[Topic], list[Problem]]":
        """All topics that can be used, and what is wrong with the others."""
        topics: list[Topic] = []
        problems: list[Problem] = []
        for name in self.topics():
            try:
                topics.append(self.topic(name))
            except BankError as error:
                problems.extend(error.problems)
        return topics, problems

    def question(self, name: str) -> Question:
        """A question by its full id, topic/id."""
        topic, slash, _ = name.partition("/")
        if not slash:
            raise QuizdlError(f"`{name}` is not the id of a question: write topic/id, see `quizdl bank list`")
        names = [heading.id for heading in self.topic(topic).headings]
        if name not in names:
            raise QuizdlError(f"there is no question `{name}`: {suggestion(name, names)}")
        return self.topic(topic).questions[names.index(name)]

    @functools.cache  # noqa: B019  one bank per process
    def layer(self, name: str) -> "Layer":
        """A layer file; LayerError where it cannot be used."""
        from quizdl.bank.layers import LayerError, read_layer

        path = self.layers()[name]
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise LayerError(f"{path.name} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise LayerError(f"{path.name} is not UTF-8: save it in UTF-8") from error
        return read_layer(name, path.name, text)

    def misconceptions(self, layer: str) -> "Mapping[str, Misconception]":
        """The named mistakes of a layer, by id; BankError where their file has problems."""
        if layer in self.mistakes:
            return self.mistakes[layer]
        path = self.folders.mistakes().get(layer)
        if path is None:
            return {}
        found = self.cache.misconceptions(path) if self.cache else None
        if found is None:
            from quizdl.bank import read

            found, problems = read.misconceptions(path, self)
            if problems:
                raise BankError(problems)
            if self.cache:
                self.cache.keep_misconceptions(path, found)
        self.mistakes[layer] = found
        return found

    def misconception(self, name: str) -> "Misconception":
        """A mistake by its id, layer/name. The rules have made sure that it exists."""
        return self.misconceptions(name.partition("/")[0])[name]

    def mistaken(self, mistake: "Misconception") -> str:
        """The source of a layer with a mistake in it."""
        from quizdl.bank.layers import mistaken

        return mistaken(self.layer(mistake.layer), mistake)


def suggestion(name: str, known: list[str]) -> str:
    """The nearest of the known names, or all of them."""
    import difflib

    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"there are {', '.join(known) or 'none'}"
