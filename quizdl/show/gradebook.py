"""What an instructor sees of a class on the terminal: how it did, and where it got stuck."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import click

from quizdl.model.gradebook import CheckCount, Row, State
from quizdl.show.text import both_ends, counted, number, wrap

BINS = 10
BAR = 40
COLUMNS = {State.NOT_GRADED: "not graded", State.MISSING: "missing", State.UNREADABLE: "unreadable"}


@dataclass
class Column:
    """One question over the class."""

    count: int = 0
    score: float = 0.0
    of: float = 0.0
    states: Counter[State] = field(default_factory=Counter)
    overridden: int = 0

    def add(self, row: Row) -> None:
        """One more student."""
        self.count += 1
        self.score += row.score
        self.of += row.max_score
        self.states[row.grade.state] += 1
        self.overridden += row.override is not None


@dataclass
class Summary:
    """A class in a few numbers; its size does not depend on that of the class."""

    students: int = 0
    late: int = 0
    bins: Counter[int] = field(default_factory=Counter)
    columns: dict[str, Column] = field(default_factory=dict)
    outdated: list[str] = field(default_factory=list)
    """Scores that were set for an earlier submission than the one that is here now."""

    remarked: int = 0
    """Submissions about which there is a remark for the instructor."""

    def add(self, rows: Sequence[Row]) -> None:
        """One more student."""
        self.students += 1
        self.remarked += sum(bool(row.grade.verdict.remarks) for row in rows)
        self.late += rows[0].student.late
        share = sum(row.score for row in rows) / (sum(row.max_score for row in rows) or 1.0)
        self.bins[max(0, min(BINS - 1, int(share * BINS)))] += 1
        for row in rows:
            self.columns.setdefault(row.question, Column()).add(row)
            if row.override is not None and row.override.source_hash != row.grade.source_hash:
                self.outdated.append(f"{row.student.name}, {row.question}")


def summary(found: Summary, checks: Sequence[CheckCount], notes: Iterable[str] = ()) -> str:
    """The screen after a run."""
    parts = [click.style(counted(found.students, "student"), bold=True)]
    if found.late:
        parts[0] += f", {found.late} late"
    for name, column in found.columns.items():
        mean = f"mean {number(column.score / column.count)} of {number(column.of / column.count)}"
        parts.append(both_ends(name, mean))
        states = [f"{count} {state.value}" for state in State if (count := column.states[state])]
        states += [f"{column.overridden} overridden"] if column.overridden else []
        parts.append(wrap(", ".join(states), "  ", "  "))
    parts += ["", "Share of all points", *histogram(found.bins), *hardest(checks)]
    parts += [wrap(f"Score set for an earlier submission: {name}", "", "  ") for name in found.outdated[:10]]
    return "\n".join([*parts, *(wrap(note, "", "  ") for note in notes)])


def histogram(bins: Counter[int]) -> list[str]:
    """The distribution."""
    largest = max(bins.values(), default=1)
    shown = []
    for i in range(BINS):
        ends = f"{100 * i // BINS:3d} to {100 * (i + 1) // BINS:3d} %"
        bar = "█" * round(BAR * bins[i] / largest) or ("▏" if bins[i] else "")
        shown.append(f"  {ends}  {bar} {bins[i] or ''}".rstrip())
    return shown


def hardest(checks: Sequence[CheckCount]) -> list[str]:
    """The check that the smallest share passed of those it was run on, and the one that most failed."""
    judged = [check for check in checks if check.passed + check.failed]
    if not any(check.failed for check in judged):
        return []
    hard = min(judged, key=lambda check: check.passed / (check.passed + check.failed))
    often = max(judged, key=lambda check: check.failed)
    share = f"passed by {hard.passed} of {hard.passed + hard.failed}"
    return [
        "",
        wrap(f"Hardest check: {hard.question}, {hard.name}, {share}", "", "  "),
        wrap(f"Most frequent failing check: {often.question}, {often.name}, failed by {often.failed}", "", "  "),
    ]
