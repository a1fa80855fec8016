"""What a seed draws: the params of a question and the order of what it shows.

Drawing is by hash, not by `random`: the same seed gives the same question on every version of Python, for as long
as attempts are kept.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from quizdl.hashing import sha256
from quizdl.model.question import Choice, Multi, Option, Question

SEEDS = 2**31
"""Seeds run from 0 to SEEDS - 1."""
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")

Params = Mapping[str, int | float]


def any_seed() -> int:
    """A seed that nobody can foresee."""
    return int.from_bytes(os.urandom(4)) % SEEDS


def digest(*parts: object) -> int:
    """A number in [0, 2**64) that depends on the parts only."""
    text = json.dumps(parts, default=str)
    return int.from_bytes(sha256(text.encode()).digest()[:8])


def revision(question: Question) -> str:
    """Hash of the question as validated: comments, order of keys and line breaks of the file do not matter, nor does
    its name. What is left at its default does not count, so that a field that quizdl gets later changes nothing."""
    text = json.dumps({key: value for key, value in stated(question).items() if key != "id"}, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:16]


def stated(value: Any) -> Any:
    """A value as JSON, without the fields that are at their default."""
    if is_dataclass(value):
        given = {field.name: getattr(value, field.name) for field in fields(value) if not at_default(value, field)}
        return stated(given)
    if isinstance(value, Mapping):
        return {key: stated(item) for key, item in value.items()}
    return [stated(item) for item in value] if isinstance(value, list | tuple) else value


def at_default(item: Any, field: Field[Any]) -> bool:
    """Whether a field was not given."""
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return bool(getattr(item, field.name) == default)


def derive(seed: int, *parts: object) -> int:
    """A seed of its own for one part of a session that has one seed."""
    return digest("derive", seed, *parts) % SEEDS


def params(question: Question) -> Mapping[str, Sequence[int | float]]:
    """The values to draw from; several types of questions have them."""
    found: Mapping[str, Sequence[int | float]] = getattr(question, "params", {})
    return found


def draw(question: Question, seed: int) -> Params:
    """One value for each param; whole numbers as int, so that they can be sizes."""
    drawn = {}
    for name, values in params(question).items():
        value = values[digest("draw", seed, name) % len(values)]
        drawn[name] = int(value) if float(value).is_integer() else value
    return drawn


def variants(question: Question, most: int = 50) -> list[int]:
    """Seeds that draw different variants of a question, at most `most` of them: what a check has to go through."""
    if not params(question):
        return [0]
    seeds: dict[str, int] = {}
    total = 1
    for values in params(question).values():
        total *= len(set(values))
    for seed in range(20 * most):
        seeds.setdefault(json.dumps(draw(question, seed)), seed)
        if len(seeds) >= min(most, total):
            break
    return list(seeds.values())


def fill(text: str, params: Params) -> str:
    """Put the drawn values where {{name}} stands."""
    return PLACEHOLDER.sub(lambda match: plain(params[match[1]]) if match[1] in params else match[0], text)


def plain(number: float) -> str:
    """A number as a person writes it: 3 rather than 3.0, and no noise in the last digits."""
    return f"{number:.10g}"


def shuffled(question: Choice | Multi, seed: int) -> tuple[Option, ...]:
    """The options in the order in which this attempt shows them."""
    if question.keep_order:
        return question.choices
    return tuple(sorted(question.choices, key=lambda option: digest("order", seed, option.text)))


def mixed(texts: Sequence[str], seed: int, part: str) -> tuple[str, ...]:
    """Texts in the order in which this attempt shows them; each part of a question has an order of its own."""
    return tuple(sorted(texts, key=lambda text: digest("order", seed, part, text)))
