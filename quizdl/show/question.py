"""A question as the learner sees it, for one seed."""

from quizdl import variants
from quizdl.model.question import Choice, Multi, Option, Question
from quizdl.show.text import Lay, as_written, prose

LETTERS = "abcdefghi"
KINDS = ("number", "open", "code", "shape", "order", "match", "short", "predict", "spot")
"""Types of questions that show.kinds knows how to show: it is loaded for them only."""
LISTED = ("spot", "order", "match")
"""Those of them that show more than a prompt."""


def question(item: Question, seed: int, raw: bool = False) -> str:
    """The prompt, the options and what kind of answer is expected. `raw`: the texts only, as they are written."""
    lay = as_written if raw else prose
    params = variants.draw(item, seed)
    parts = [lay(variants.fill(item.prompt, params))]
    if isinstance(item, Choice | Multi):
        parts.append(options(variants.shuffled(item, seed), lay))
    elif item.type in LISTED:
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
    if item.type in KINDS:
        from quizdl.show.kinds import instruction

        return instruction(item)
    return ""
