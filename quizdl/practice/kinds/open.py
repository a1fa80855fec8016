"""Asks for sentences of one's own; the learner judges them point by point, and again beside a model answer.

Nobody else does: matching words found the points of an answer about half of the time, and rewarded stuffing.
"""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizdl.bank.bank import Bank
from quizdl.model.kinds.open import Open
from quizdl.practice.answers import Answered, QuitError
from quizdl.practice.keys import BackgroundKeys
from quizdl.show.text import one_line, prose, width

if TYPE_CHECKING:
    from quizdl.practice.desk import Desk

HOW = "Now judge it, point by point: y where the core of a point is there, p for about half of it or with a mistake."
BAR = "  | "
"""In front of one's own lines."""


def ask(question: Open, seed: int, desk: "Desk", bank: Bank, keys: BackgroundKeys) -> Answered:  # noqa: ARG001
    """Write, judge, compare, judge again."""
    from quizdl.grading import rubric

    text = write(desk)
    desk.save(text)  # judging takes a while: what was written survives whatever happens meanwhile
    desk.show("\n" + prose(HOW))
    first = [judge(question, number, text, desk) for number in range(1, len(question.rubric) + 1)]
    desk.show(f"\nA model answer:\n\n{prose(question.model_answer, '  ')}\n")
    last = revise(question, first, desk)
    kept = json.dumps({"answer": text, "ticks": "".join(last), "first": "".join(first)}, ensure_ascii=False)
    return Answered(kept, rubric.grade(question, last), "", question.explanation)


def write(desk: "Desk") -> str:
    """The answer; one that was written earlier and never judged is offered again."""
    draft = desk.draft()
    if draft:
        desk.show(f"You wrote this the last time and did not judge it:\n\n{quoted(draft)}\n")
        desk.show(prose("Enter keeps it; anything else is a new answer."))
    while not (text := desk.ask_lines("> ").strip() or draft):
        desk.show("write at least a sentence; :q quits")
    return text


def judge(question: Open, number: int, text: str, desk: "Desk") -> str:
    """One point of the rubric beside the learner's own words: y, p or n."""
    point = question.rubric[number - 1].point
    desk.show(f"\nYour answer:\n\n{quoted(text)}\n")
    desk.show(prose(point, "    ", f"Point {number} of {len(question.rubric)}: ") + "\n")
    return desk.pick("Does your answer say so? [y]es  [p]artly  [n]o ", "ypn")


def revise(question: Open, ticks: Sequence[str], desk: "Desk") -> list[str]:
    """The ticks after the model answer was read. Who leaves here has judged: the answer counts."""
    found = list(ticks)
    try:
        while True:
            points = zip(question.rubric, found, strict=True)
            said = [f"  {i}{tick}  {one_line(point.point, width() - 6)}" for i, (point, tick) in enumerate(points, 1)]
            desk.show("Your ticks:\n" + "\n".join(said))
            desk.show(prose(f"To change one, type it, such as 1{other(found[0])}; Enter keeps them."))
            typed = re.sub(r"[\s,;.:)]", "", desk.ask("> ").lower())
            if not typed:
                return found
            changes = re.findall(r"(\d+)([ypn])", typed)
            if "".join(map("".join, changes)) != typed or not all(0 < int(n) <= len(found) for n, _ in changes):
                desk.show(f"type the number of a point, from 1 to {len(found)}, and y, p or n")
                continue
            for n, tick in changes:
                found[int(n) - 1] = tick
    except QuitError:
        desk.leaving = True
        return found


def other(tick: str) -> str:
    """A tick that changes it."""
    return "n" if tick == "y" else "y"


def quoted(text: str) -> str:
    """The learner's words, each line behind a bar."""
    lines = [prose(line, BAR, BAR) if line.strip() else BAR.rstrip() for line in text.split("\n")]
    return "\n".join(lines)
