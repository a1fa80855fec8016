"""Reads one file of a bank completely: its content, and every problem in it."""

import dataclasses
from pathlib import Path

from quizdl.bank import layers, yaml12
from quizdl.bank.rules import MISCONCEPTION_RULES, RULES, Sources
from quizdl.bank.rules.identifiers import ID
from quizdl.bank.rules.references import no_layer
from quizdl.bank.schema import MisconceptionEntry, MisconceptionFile, TopicFile, validate
from quizdl.model.layer import Edit, Layer, Misconception
from quizdl.model.problem import Problem
from quizdl.model.question import Question
from quizdl.model.topic import Topic


def shown(path: Path) -> str:
    """A path as the user would type it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, FileNotFoundError):
        return str(path)


def topic(path: Path, sources: Sources) -> tuple[Topic | None, list[Problem]]:
    """A topic file; without a topic where there are problems."""
    document = yaml12.read(path, shown(path))
    content = validate(document, TopicFile)
    if content is None:
        return None, sorted(document.problems)
    problems = [document.at(flaw.loc, flaw.what) for rule in RULES for flaw in rule(content, path, sources)]
    if problems:
        return None, sorted(problems)
    questions = tuple(complete(question, content) for question in content.questions)
    return Topic(content.topic, content.title, content.needs, questions, str(path)), []


def complete(question: Question, content: TopicFile) -> Question:
    """A question with its full id and its layer."""
    return dataclasses.replace(question, id=f"{content.topic}/{question.id}", layer=question.layer or content.layer)


def misconceptions(path: Path, sources: Sources) -> tuple[dict[str, Misconception], list[Problem]]:
    """A file of misconceptions by id; empty where there are problems."""
    document = yaml12.read(path, shown(path))
    content = validate(document, MisconceptionFile)
    if content is None:
        return {}, sorted(document.problems)
    if content.layer != path.stem:
        what = f"the layer is `{content.layer}`, but the file is {path.name}: give both the same name"
        return {}, [document.at(("layer",), what)]
    if content.layer not in sources.layers():
        return {}, [document.at(("layer",), no_layer(content.layer, sources))]
    try:
        layer = sources.layer(content.layer)
    except layers.LayerError as error:
        return {}, [document.at(("layer",), str(error))]
    found: dict[str, Misconception] = {}
    problems = [document.at(flaw.loc, flaw.what) for rule in MISCONCEPTION_RULES for flaw in rule(content)]
    for i, entry in enumerate(content.misconceptions):
        noun = named(content.layer, entry)
        what = flaw(noun, layer, entry.id, found)
        if what:
            problems.append(document.at(("misconceptions", i, "id"), what))
        found[noun.id] = noun
    return ({}, sorted(problems)) if problems else (found, [])


def named(layer: str, entry: MisconceptionEntry) -> Misconception:
    """An entry as the noun that the rest of quizdl knows."""
    edits = tuple(Edit(edit.old, edit.new) for edit in entry.change)
    row, like = ((one,) if isinstance(one, str) else one for one in (entry.row, entry.like))
    return Misconception(
        f"{layer}/{entry.id}", entry.says, entry.teaches, edits, entry.code, row, entry.convention, like
    )


def flaw(mistake: Misconception, layer: Layer, name: str, found: dict[str, Misconception]) -> str:
    """What is wrong with a misconception, or nothing."""
    if not ID.fullmatch(name):
        return f"the id `{name}`: use lower case letters, digits and hyphens"
    if mistake.id in found:
        return f"the id `{name}` stands here twice: use another"
    if bool(mistake.edits) == (mistake.code is not None):
        return f"`{name}`: exactly one of `change` and `code` is needed"
    try:
        source = layers.mistaken(layer, mistake)
        layers.read_layer(layer.name, "the layer with it", source)
    except layers.LayerError as error:
        return f"`{name}`: {error}"
    return f"`{name}` changes nothing" if source == layers.code_of(layer.text) else ""
