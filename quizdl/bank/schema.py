"""What a bank's files look like: the models that pydantic validates them with, and the JSON Schema for editors."""

import json
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from quizdl.bank.sentences import merged, sentence, show
from quizdl.bank.yaml12 import Document
from quizdl.model.kinds.code import Code
from quizdl.model.kinds.match import Match
from quizdl.model.kinds.number import Number
from quizdl.model.kinds.open import Open
from quizdl.model.kinds.order import Order
from quizdl.model.kinds.predict import Predict
from quizdl.model.kinds.shape import Shape
from quizdl.model.kinds.short import Short
from quizdl.model.kinds.spot import Spot
from quizdl.model.question import QUESTION_TYPES, Choice, Multi, Question, Text, noun

AnyQuestion = Annotated[
    Choice | Multi | Number | Open | Code | Shape | Order | Match | Short | Predict | Spot,
    Field(discriminator="type"),
]
Model = TypeVar("Model", bound=BaseModel)
STRICT = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)


class TopicFile(BaseModel):
    """questions/<topic>.yaml"""

    model_config = STRICT

    topic: str
    """The name of the file without .yaml."""
    title: Text
    """What learners read."""
    needs: tuple[str, ...] = ()
    """Topics to know first."""
    layer: str | None = None
    """The layer file that questions refer to unless they name another."""
    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1)]
    """In the order in which new ones are met, within their level."""


class EditEntry(BaseModel):
    """A replacement in the code of a layer file."""

    model_config = STRICT

    old: Annotated[str, Field(alias="from", min_length=1)]
    """Occurs exactly once in the code; docstrings and comments do not count."""
    new: Annotated[str, Field(alias="to")]
    """What stands there instead."""


class MisconceptionEntry(BaseModel):
    """A mistake with a name."""

    model_config = STRICT

    id: str
    """Elsewhere: <layer>/<id>."""
    says: Text
    """What the mistaken code does, as one sentence about it."""
    teaches: Text
    """What is true instead: the feedback."""
    change: tuple[EditEntry, ...] = ()
    """Edits of the layer file."""
    code: str | None = None
    """Or whole functions that take the place of those of the layer file."""
    row: str | tuple[str, ...] = ()
    """The row or rows of misconceptions.md that it covers."""
    convention: bool = False
    """A legitimate variant: named, at no cost."""
    like: str | tuple[str, ...] = ()
    """Mistakes of this layer that no input tells apart from it: the first of them is named."""


class MisconceptionFile(BaseModel):
    """questions/misconceptions/<layer>.yaml"""

    model_config = STRICT

    layer: str
    """The name of the file without .yaml."""
    misconceptions: Annotated[tuple[MisconceptionEntry, ...], Field(min_length=1)]
    """The mistakes one makes in this layer."""


def validate(document: Document, model: type[Model]) -> Model | None:
    """The content of a document; None, and sentences among its problems, where it does not fit the model."""
    if document.problems:
        return None
    if not isinstance(document.data, dict):
        what = f"expected `{next(iter(model.model_fields))}: ...` at the top, found {show(document.data)}"
        document.problems.append(document.at((), what))
        return None
    try:
        # JSON, because strict validation of Python values takes dataclasses only as instances and tuples only as tuples
        return model.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        schema = model.model_json_schema()
        found = {sentence(flaw, document, schema) for flaw in merged(error.errors(include_url=False))}
        document.problems.extend(sorted(found))
        return None


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a topic file."""
    schema = TopicFile.model_json_schema()
    common = TypeAdapter(Question).json_schema()["properties"]  # pydantic leaves out what a base class says
    for kind in map(noun, QUESTION_TYPES):
        for name, field in common.items():
            schema["$defs"][kind.__name__]["properties"][name].setdefault("description", field["description"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "quizdl-topic", **schema}
