"""Compares the ticks of learners with an instructor's marks of the same open answers, point by point."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizdl.errors import BankError, QuizdlError
from quizdl.model.agreement import Agreement, PointAgreement
from quizdl.model.problem import Problem
from quizdl.show.text import counted

SCALE = {"n": 0, "p": 1, "y": 2}
"""The marks in their order: no, partly, yes."""
EXAMPLE = '"marks": ["y", "p", "n"]'


class LineError(Exception):
    """What is wrong with a line, in a sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the file."""

    question: str
    revision: str
    rubric: tuple[str, ...]
    ticks: tuple[str, ...]
    marks: tuple[str, ...] | None
    """None: not marked yet."""
    same: tuple[str, ...]
    """By what an answer is known that stands in the file twice."""


def agreement(file: Path) -> Agreement:
    """The agreement of all answers in a file; BankError with every line that cannot be read."""
    answers = read(file)
    marked = [answer for answer in answers if answer.marks is not None]
    groups: dict[tuple[str, str], list[Answer]] = {}
    for answer in marked:
        groups.setdefault((answer.question, answer.revision), []).append(answer)
    points = [
        of_point(number, group) for _, group in sorted(groups.items()) for number in range(1, len(group[0].ticks) + 1)
    ]
    return Agreement(tuple(points), len(marked), len(answers) - len(marked))


def of_point(number: int, group: Sequence[Answer]) -> PointAgreement:
    """One point of a rubric."""
    pairs = [(answer.ticks[number - 1], answer.marks[number - 1]) for answer in group if answer.marks is not None]
    sides = {"learner": {tick for tick, _ in pairs}, "instructor": {mark for _, mark in pairs}}
    return PointAgreement(
        question=group[0].question,
        revision=group[0].revision,
        point=number,
        text=group[0].rubric[number - 1] if number <= len(group[0].rubric) else "",
        answers=len(pairs),
        same=sum(tick == mark for tick, mark in pairs) / len(pairs),
        kappa=kappa(pairs),
        constant=tuple(side for side, letters in sides.items() if len(letters) == 1),
    )


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa with linear weights for the letters n, p, y.

    kappa = 1 - sum_ij v_ij o_ij / sum_ij v_ij e_ij, with o_ij the share of answers that one side gave letter i and
    the other j; e_ij the product of the shares of i on one side and of j on the other; and v_ij = |i - j| / 2, the
    disagreement: 0 for the same letter, 1/2 beside partly, 1 between yes and no. Source: J. Cohen 1968, Weighted
    kappa, Psychological Bulletin 70(4), 213-220; linear weights: Cicchetti & Allison 1971, American Journal of EEG
    Technology 11(3), 101-109.

    None where a side gave one letter to every answer: then both sums are the same whatever the other side did (kappa
    is 0, or 0 / 0), and the number would say nothing about agreement.

    >>> kappa([("y", "y"), ("n", "n"), ("p", "p")])
    1.0
    >>> kappa([("y", "y"), ("n", "y")]) is None
    True
    """
    first, second = ([SCALE[pair[side]] for pair in pairs] for side in (0, 1))
    if len(set(first)) < 2 or len(set(second)) < 2:
        return None
    observed = sum(abs(i - j) for i, j in zip(first, second, strict=True)) * len(pairs)
    expected = sum(abs(i - j) for i in first for j in second)
    return 1 - observed / expected


def read(file: Path) -> list[Answer]:
    """The answers in a file, one JSON object in each line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuizdlError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise QuizdlError(f"{file} is not UTF-8: save it in UTF-8") from error
    answers: list[Answer] = []
    problems = []
    seen: dict[tuple[str, ...], int] = {}
    points: dict[tuple[str, str], tuple[int, int]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            answer = read_line(line)
            first = seen.setdefault(answer.same, number)
            if first != number:
                raise LineError(f"is the same answer as line {first}: leave one of them out")
            count, where = points.setdefault((answer.question, answer.revision), (len(answer.ticks), number))
            if count != len(answer.ticks):
                raise LineError(
                    f"has {counted(len(answer.ticks), 'tick')}, line {where} of the same question has {count}"
                )
            answers.append(answer)
        except LineError as error:
            problems.append(Problem(str(file), number, 1, str(error)))
    if problems:
        raise BankError(problems)
    return answers


def read_line(line: str) -> Answer:
    """One answer; LineError where it is none."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"is not JSON ({getattr(error, 'msg', 'nested too deep')})") from error
    if not isinstance(data, dict):
        raise LineError("is not a JSON object: each line is an answer as `quizdl export answers` writes it")
    question, revision = data.get("question"), data.get("revision", "")
    if not isinstance(question, str) or not isinstance(revision, str):
        raise LineError("has no `question`: keep the lines that `quizdl export answers` wrote, and add `marks`")
    ticks, marks = letters(data, "ticks"), letters(data, "marks")
    if ticks is None:
        raise LineError("has no `ticks`: keep the lines that `quizdl export answers` wrote, and add `marks`")
    if marks is not None and len(marks) != len(ticks):
        raise LineError(f"`marks` has {counted(len(marks), 'letter')}, the rubric has {counted(len(ticks), 'point')}")
    rubric = data.get("rubric")
    texts = tuple(map(str, rubric)) if isinstance(rubric, list) else ()
    same = tuple(json.dumps(data.get(key)) for key in ("question", "revision", "at", "answer", "ticks"))
    return Answer(question, revision, texts, ticks, marks, same)


def letters(data: dict[str, Any], key: str) -> tuple[str, ...] | None:
    """A list of y, p and n; None where there is none."""
    found = data.get(key)
    if found is None:
        return None
    if not isinstance(found, list) or not found or not all(isinstance(item, str) and item in SCALE for item in found):
        raise LineError(f"`{key}` is not a list of y, p or n, one for each point of the rubric, such as {EXAMPLE}")
    return tuple(found)
