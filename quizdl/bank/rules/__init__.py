"""What has to hold beyond the types of the fields: one plain module per rule, each listed here."""

from quizdl.bank.rules import cases, hints, identifiers, numbers, options, placeholders, references
from quizdl.bank.rules.flaw import Flaw, Rule, Sources

RULES: tuple[Rule, ...] = (
    identifiers.check,
    references.check,
    options.check,
    placeholders.check,
    numbers.check,
    cases.check,
    hints.check,
)

__all__ = ["RULES", "Flaw", "Rule", "Sources"]
