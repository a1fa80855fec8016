"""Turns a flaw that pydantic found into a sentence with a place: what was found, what was expected, what to do."""

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from quizdl.bank.yaml12 import Document, Loc
from quizdl.model.problem import Problem
from quizdl.model.question import QUESTION_TYPES

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "mapping_type": "a mapping (`name: value` lines)",
    "dict_type": "a mapping (`name: value` lines)",
    "dataclass_type": "a mapping (`name: value` lines)",
    "model_type": "a mapping (`name: value` lines)",
    "model_attributes_type": "a mapping (`name: value` lines)",
    "int_from_float": "a whole number",
    "scalar_type": "text or a number",
    "option_type": "text, a number or a list of whole numbers",
    "number_type": "a number",
    "text_or_list": "text or a list",
}
SCALARS = ("str", "int", "float", "bool")
BRANCH_TYPES = {"string_type", "int_type", "int_from_float", "float_type", "bool_type"}
LIST, PAIR = "tuple[str, ...]", "tuple[int, ...]"
UNION_BRANCHES = {*SCALARS, LIST}


def merged(flaws: "list[ErrorDetails]") -> "list[ErrorDetails]":
    """One flaw for each place where several branches of a union failed, and none that only follows from others."""
    kept, places, locs = [], set(), {flaw["loc"] for flaw in flaws}
    lists = {loc[: loc.index(LIST)] for loc in locs if LIST in loc}
    options = {loc[: loc.index(PAIR)] for loc in locs if PAIR in loc}
    for flaw in flaws:
        *place, last = flaw["loc"] or ("",)
        if PAIR in flaw["loc"]:
            continue
        if tuple(place) in lists:
            if last == LIST or isinstance(flaw["input"], list):
                continue
            flaw["type"] = "text_or_list"
        elif last in SCALARS and flaw["type"] in BRANCH_TYPES:
            flaw["type"] = "scalar_type" if (*place, "str") in locs else "number_type"
            flaw["type"] = "option_type" if tuple(place) in options else flaw["type"]
            if tuple(place) in places:
                continue
            places.add(tuple(place))
        if flaw["type"] == "too_short" and isinstance(flaw["input"], list):
            flaw["ctx"]["actual_length"] = len(flaw["input"])  # pydantic counts only the valid ones
            if len(flaw["input"]) >= flaw["ctx"]["min_length"]:
                continue
        kept.append(flaw)
    return kept


def sentence(flaw: "ErrorDetails", document: Document, schema: dict[str, Any]) -> Problem:
    """One flaw as a problem of the document. `schema` is the JSON Schema that the document should fit."""
    kind, context = flaw["type"], flaw.get("ctx", {})
    loc = tuple(step for i, step in enumerate(flaw["loc"]) if not is_tag(flaw["loc"], i))
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        known = known_keys(flaw["loc"][:-1], schema)
        return document.at(loc, f"`{loc[-1]}` is not a key here: {suggest(str(loc[-1]), known)}", key=True)
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return document.at(loc[:-1], f"`{loc[-1]}` is missing here: {needed(str(loc[-1]))}")
    if kind == "union_tag_not_found":
        return document.at(loc, f"`type` is missing here: one of {', '.join(QUESTION_TYPES)}")
    if kind == "union_tag_invalid":
        found = str(context.get("tag"))
        return document.at((*loc, "type"), f"`type: {found}` is not known: {suggest(found, list(QUESTION_TYPES))}")
    return document.at(loc, f"{name_of(loc)}: {what_is_wrong(kind, context, flaw)}")


def name_of(loc: Loc) -> str:
    """The key at a place, and which entry of its list it is about."""
    steps = [step for step in loc if step not in UNION_BRANCHES]
    key = next((step for step in reversed(steps) if isinstance(step, str)), "")
    return f"`{key}`, entry {steps[-1] + 1}" if isinstance(steps[-1], int) else f"`{key}`"


def is_tag(loc: Loc, i: int) -> bool:
    """Whether a step is the type of the question, which pydantic inserts and the file does not have."""
    return i == 2 and loc[0] == "questions" and loc[i] in QUESTION_TYPES


def what_is_wrong(kind: str, context: Mapping[str, Any], flaw: "ErrorDetails") -> str:
    """Found and expected, for a value of the wrong type or out of its range."""
    found = show(flaw["input"])
    if kind in EXPECTED:
        expected = EXPECTED[kind]
        hint = ": put it in single quotes" if kind == "string_type" and isinstance(flaw["input"], int | float) else ""
        return f"expected {expected}, found {found}{hint}"
    if kind == "literal_error":
        expected = "true" if context["expected"] == "True" else context["expected"]
        return f"expected {expected}, found {found}"
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        sign = {"greater_than": ">", "greater_than_equal": ">=", "less_than": "<", "less_than_equal": "<="}[kind]
        return f"expected a number {sign} {next(iter(context.values())):g}, found {found}"
    if kind == "too_short":
        entries = "1 entry" if context["min_length"] == 1 else f"{context['min_length']} entries"
        return f"expected at least {entries}, found {context['actual_length']}"
    if kind == "too_long":
        return f"expected at most {context['max_length']} entries, found {len(flaw['input'])}"
    if kind == "string_too_short":
        return "there is no text"
    return f"{flaw['msg']}, found {found}"


def known_keys(loc: Loc, schema: dict[str, Any]) -> list[str]:
    """The keys that the schema has at `loc`."""
    place = schema
    for step in loc:
        place = descend(place, step, schema)
    return sorted(place.get("properties", {}))


def descend(place: dict[str, Any], step: int | str, schema: dict[str, Any]) -> dict[str, Any]:
    """One step down a JSON Schema: into a property, an item, or the branch of a union."""
    if "discriminator" in place and step in place["discriminator"]["mapping"]:
        found: Any = {"$ref": place["discriminator"]["mapping"][step]}
    elif isinstance(step, int):
        found = place.get("items", {})
    else:
        found = place.get("properties", {}).get(step, place.get("additionalProperties", {}))
    if isinstance(found, dict) and "$ref" in found:
        found = schema["$defs"][found["$ref"].rpartition("/")[2]]
    return found if isinstance(found, dict) else {}


def suggest(found: str, known: list[str]) -> str:
    """The nearest of the known words, or all of them."""
    near = difflib.get_close_matches(found, known, n=1)
    return f"did you mean `{near[0]}`?" if near else f"expected one of {', '.join(known)}"


def needed(key: str) -> str:
    """What to write for a key that is missing."""
    return {
        "source": "a primary source that says so (paper and section), or `derivation`",
        "tolerance": "for example `tolerance: {digits: 3}`, or exact: true, rtol, atol",
        "type": f"one of {', '.join(QUESTION_TYPES)}",
    }.get(key, "add it")


def show(value: object) -> str:
    """A value from a file, short enough for a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    text = str(value)
    text = text if len(text) <= 40 else text[:37] + "..."
    return f"the text '{text}'" if isinstance(value, str) else f"the number {text}"
