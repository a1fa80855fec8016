"""What each type of question but choice and multi shows under its prompt, and what it asks to type."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from quizdl import variants
from quizdl.show.question import LETTERS
from quizdl.show.text import Lay, number, prose

if TYPE_CHECKING:
    from quizdl.model.kinds.match import Match
    from quizdl.model.kinds.number import Tolerance
    from quizdl.model.kinds.shape import Shape
    from quizdl.model.kinds.spot import Spot


def body(item: Any, seed: int, lay: Lay = prose) -> list[str]:
    """What stands under the prompt."""
    if item.type == "spot":
        return [lines(item, lay)]
    if item.type == "order":
        return [listed(LETTERS, variants.mixed([step.text for step in item.steps], seed, "steps"), lay)]
    if item.type == "match":
        lefts, rights = sides(item, seed)
        return [listed("123456789", lefts, lay), listed(LETTERS, rights, lay)]
    return []


def instruction(item: Any) -> str:
    """What to type."""
    match item.type:
        case "number":
            unit = f", in {item.unit}" if item.unit else ""
            return f"(a number, {precision(item.tolerance)}{unit})"
        case "open":
            return "(one or more sentences; an empty line ends the answer)"
        case "code":
            asked = f"{number(item.points)} points for {', '.join(item.functions)}"
            return f"({asked}; `quizdl start {item.id}` writes a file to fill in)"
        case "shape":
            return shape(item)
        case "short":
            return "(a word, or a few; case, spaces and hyphens do not count)"
        case "spot":
            return spot(item)
        case "order":
            letters = example(len(item.steps), len(item.steps))
            return f"(the letters in order, such as {letters}; part of the points for the longest run that is right)"
        case "match":
            return match(item)
        case _:
            return f"(u up, d down, s about the same: a change of less than {100 * item.least:g} %)"


def precision(tolerance: "Tolerance") -> str:
    """What a learner is told about the tolerance."""
    if tolerance.digits is not None:
        return f"{tolerance.digits} significant digit{'s' if tolerance.digits > 1 else ''}"
    if tolerance.rtol is not None:
        return f"within {100 * tolerance.rtol:g} %"
    return "exact" if tolerance.exact else f"within {tolerance.atol:g}"


def shape(item: "Shape") -> str:
    """A shape, with the symbols that it may hold."""
    names = list(item.symbols)
    both = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    letters = f", with {both} where the size is not known" if names else ""
    return f"(a shape, such as (8, 3) or 8 x 3{letters})"


def spot(item: "Spot") -> str:
    """A line, at once where its number has one digit, and a reason."""
    line = "one digit" if len(item.text.rstrip("\n").split("\n")) < 10 else "the number of a line"
    return f"({line}; then you pick the reason from a list: half of the points for each)"


def match(item: "Match") -> str:
    """A letter for each number."""
    count, (_, rights) = len(item.pairs), sides(item, 0)
    twice = ", some of them twice" if len({pair.right for pair in item.pairs}) < count else ""
    return f"(a letter for each number{twice}, such as {example(count, len(rights))}; each pair counts)"


def lines(item: "Spot", lay: Lay) -> str:
    """The lines with their numbers; those of a program as they stand."""
    numbered = enumerate(item.text.rstrip("\n").split("\n"), start=1)
    if item.program:
        return "\n".join(f"{number:4}  {line}".rstrip() for number, line in numbered)
    return "\n".join(lay(line.strip() or " ", " " * 6, f"{number:4}  ") for number, line in numbered)


def sides(item: "Match", seed: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides as this attempt shows them; a right side that several left ones share stands there once."""
    rights = dict.fromkeys([*(pair.right for pair in item.pairs), *item.extra])
    lefts = [pair.left for pair in item.pairs]
    return variants.mixed(lefts, seed, "left"), variants.mixed(tuple(rights), seed, "right")


def listed(names: str, texts: Iterable[str], lay: Lay) -> str:
    """Texts, each behind its letter or number."""
    return "\n".join(lay(text, "     ", f"  {name}) ") for name, text in zip(names, texts, strict=False))


def example(count: int, of: int) -> str:
    """An answer of so many letters, of those that there are."""
    return "".join(LETTERS[i % of] for i in range(1, count + 1))
