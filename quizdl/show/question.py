"""A question as the learner sees it, for one seed."""

from quizdl import variants
from quizdl.model.question import Choice, Code, Multi, Number, Open, Option, Question, Tolerance
from quizdl.show.text import Lay, as_written, number, prose

LETTERS = "abcdefghi"
KINDS = ("shape", "order", "match", "short", "predict", "spot")
"""Types of questions that show.kinds knows how to show: it is loaded for them only."""


def question(item: Question, seed: int, raw: bool = False) -> str:
    """The prompt, the options and what kind of answer is expected. `raw`: the texts only, as they are written."""
    lay = as_written if raw else prose
    params = variants.draw(item, seed)
    parts = [lay(variants.fill(item.prompt, params))]
    if isinstance(item, Choice | Multi):
        parts.append(options(variants.shuffled(item, seed), lay))
    elif item.type in KINDS:
        from quizdl.show.kinds import body

        parts += body(item, seed, lay)
    expected = "" if raw else ask(item)
    if expected:
        parts.append(prose(expected))
    return "\n\n".join(parts)


def options(shown: tuple[Option, ...], lay: Lay = prose) -> str:
    """Options with a letter each."""
    return "\n".join(lay(option.text, "     ", f"  {letter}) ") for letter, option in zip(LETTERS, shown, strict=False))


def ask(item: Question) -> str:
    """What to type."""
    if isinstance(item, Choice):
        return f"(one letter, a to {LETTERS[len(item.choices) - 1]})"
    if isinstance(item, Multi):
        rule = {
            "all": "all or nothing",
            "each": "each option counts",
            "net": "right ticks minus wrong ticks",
        }[item.credit]
        return f"(one or more letters, such as ac; {rule})"
    if isinstance(item, Number):
        unit = f", in {item.unit}" if item.unit else ""
        return f"(a number, {precision(item.tolerance)}{unit})"
    if isinstance(item, Open):
        return "(one or more sentences; an empty line ends the answer)"
    if isinstance(item, Code):
        asked = f"{number(item.points)} points for {', '.join(item.functions)}"
        return f"({asked}; `quizdl start {item.id}` writes a file to fill in)"
    if item.type in KINDS:
        from quizdl.show.kinds import instruction

        return instruction(item)
    return ""


def precision(tolerance: Tolerance) -> str:
    """What a learner is told about the tolerance."""
    if tolerance.digits is not None:
        return f"{tolerance.digits} significant digit{'s' if tolerance.digits > 1 else ''}"
    if tolerance.rtol is not None:
        return f"within {100 * tolerance.rtol:g} %"
    return "exact" if tolerance.exact else f"within {tolerance.atol:g}"
