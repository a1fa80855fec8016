"""Open answers and flags as JSON lines: for an instructor who marks the same answers, for the author of a bank."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quizdl.grading.rubric import SHARES
from quizdl.model.attempt import Attempt, Flag
from quizdl.model.kinds.open import Open
from quizdl.model.question import Question
from quizdl.variants import revision


def answers(attempts: Iterable[Attempt], questions: Mapping[str, Question]) -> Iterator[dict[str, Any]]:
    """The open answers among the attempts. questions: those of the bank; the rubric is there where the question is
    still the one that was asked."""
    for attempt in attempts:
        question = questions.get(attempt.question)
        kept = opened(attempt.answer)
        if kept is None or not isinstance(question, Open | None):
            continue
        line = {
            "question": attempt.question, "revision": attempt.revision, "at": attempt.at.isoformat(),
            "answer": kept["answer"], "ticks": list(kept["ticks"]),
        }  # fmt: skip
        line |= {key: value for key, value in kept.items() if key not in line}
        line |= {"score": attempt.score, "max_score": attempt.max_score, "seconds": round(attempt.seconds, 1)}
        if question is not None and revision(question) == attempt.revision:
            line["rubric"] = [point.point for point in question.rubric]
        yield line


def opened(text: str) -> dict[str, Any] | None:
    """What is kept of an open answer: its text and its ticks; None for an answer of another type."""
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(kept, dict) or not isinstance(kept.get("answer"), str):
        return None
    ticks = kept.get("ticks")
    return kept if isinstance(ticks, str | list) and ticks and all(tick in SHARES for tick in ticks) else None


def flags(found: Iterable[Flag]) -> Iterator[dict[str, Any]]:
    """Remarks about questions."""
    for flag in found:
        yield {
            "question": flag.question, "revision": flag.revision, "seed": flag.seed, "at": flag.at.isoformat(),
            "note": flag.note,
        }  # fmt: skip


def line(data: Mapping[str, Any]) -> str:
    """One line of JSON; what a terminal would obey, or an editor take for the end of a line, is escaped."""
    text = json.dumps(data, ensure_ascii=False)
    return text if text.isprintable() else "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
