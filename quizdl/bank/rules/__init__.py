"""What has to hold beyond the types of the fields: one plain module per rule, each listed here."""

from quizdl.bank.rules import (
    cases,
    hints,
    identifiers,
    match,
    numbers,
    options,
    order,
    placeholders,
    predict,
    references,
    shape,
    short,
    spot,
    tex,
)
from quizdl.bank.rules.flaw import Flaw, MisconceptionRule, Rule, Sources

RULES: tuple[Rule, ...] = (
    identifiers.check,
    references.check,
    options.check,
    placeholders.check,
    numbers.check,
    cases.check,
    match.check,
    order.check,
    predict.check,
    shape.check,
    short.check,
    spot.check,
    hints.check,
    tex.check,
)

MISCONCEPTION_RULES: tuple[MisconceptionRule, ...] = (tex.check_misconceptions,)

__all__ = ["MISCONCEPTION_RULES", "RULES", "Flaw", "MisconceptionRule", "Rule", "Sources"]
