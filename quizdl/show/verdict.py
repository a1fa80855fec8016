"""A verdict as the learner sees it. A sign and a word say what color says, too."""

from collections.abc import Sequence

import click

from quizdl.model.question import Question
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from quizdl.show.text import both_ends, formulas, number, prose, wrap

SIGNS = {Outcome.PASSED: ("✓", "green"), Outcome.FAILED: ("✗", "red"), Outcome.SKIPPED: ("–", "yellow")}

OFF = " is off by "
"""In the message about numbers that are wrong: how far differs from case to case, and one of them tells enough."""
STAR = "\ue000"
"""Stands for an asterisk while a line is wrapped."""


def answer(item: Question, verdict: Verdict, expected: str, explanation: str) -> str:
    """Feedback on an answer in a practice session."""
    right = verdict.status is Status.RIGHT
    word = "Right." if right else "Wrong."
    sign, color = SIGNS[Outcome.PASSED if right else Outcome.FAILED]
    if not right and verdict.score:
        word = f"Partly right: {number(verdict.score)} of {number(verdict.max_score)} points."
        sign, color = "~", "yellow"
    parts = [click.style(f"{sign} {word}", fg=color, bold=True)]
    parts += [prose(line, "  ") for line in verdict.feedback if line]
    if expected and not right:
        parts.append(prose(expected, "  "))
    if explanation:
        parts.append(prose(explanation, "  "))
    parts.append(wrap(f"Source: {item.source} [{item.id}]", "  ", "  "))
    return "\n".join(f"{part}\n" if "\n\n" in part else part for part in parts)  # a list ends with a free line


def submission(question: str, verdict: Verdict) -> str:
    """Feedback on a file: what passed case by case, what failed reason by reason."""
    score = f"{number(verdict.score)} / {number(verdict.max_score)}"
    lines = [both_ends(question, score)]
    cases = len({finding.case for finding in verdict.findings if finding.case})
    for group in groups(verdict.findings):
        lines.extend(shown(group, cases))
    lines.append(click.style(closing(verdict.status), bold=True))
    lines += [literal(formulas(line), "  ", "  ") for line in verdict.feedback]
    if verdict.smallest:
        lines.append("The smallest input that shows it:")
        lines += [f"    {line}" for line in verdict.smallest]
    for note in verdict.notes:
        first, *rest = note.split("\n")
        lines.append(wrap(f"Note: {first}", "  ", "  "))
        lines += [f"    {line}" for line in rest]
    return "\n".join(lines)


def groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that one line can tell: those that passed in one case, those that failed for one reason."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for i, finding in enumerate(findings):
        key: tuple[object, ...] = (finding.outcome, finding.case, finding.message)
        if not finding.case:
            key = (i,)
        elif OFF in finding.message:
            key = (finding.outcome, finding.result, OFF)
        elif finding.outcome is not Outcome.PASSED:
            key = (finding.outcome, finding.message)
        found.setdefault(key, []).append(finding)
    return list(found.values())


def closing(status: Status) -> str:
    """The verdict in a sentence."""
    return {
        Status.RIGHT: "Right: every check passed.",
        Status.WRONG: "Not right yet: see the lines marked ✗.",
        Status.FAILED: "The code did not run to its end.",
        Status.TIMED_OUT: "Out of time: the checks before it keep their points.",
    }[status]


def shown(group: Sequence[Finding], cases: int) -> list[str]:
    """A group of checks on the screen."""
    sign, color = SIGNS[group[0].outcome]
    first, *more = lines_of(group, cases)
    line = literal(first, f"  {sign} ", "    ").replace(sign, click.style(sign, fg=color), 1)
    return [line, *(literal(text, "      ", "      ") for text in more)]


def lines_of(group: Sequence[Finding], cases: int) -> list[str]:
    """One line for a group of checks, and what is to be said about them."""
    message = group[0].message
    if OFF in message and len(group) > 1:
        more = "1 other case" if len(group) == 2 else f"{len(group) - 1} other cases"
        return [f"{group[0].case}: {message}; wrong in {more}, too"]
    if len(group) == 1 and group[0].case and message:
        return [f"{group[0].case}: {message}"]
    return [title(group, cases), *([message] if message else [])]


def literal(text: str, first: str, indent: str) -> str:
    """Wrap text in which `**` is no Markdown: it quotes code."""
    return wrap(text.replace("*", STAR), first, indent).replace(STAR, "*")


def title(group: Sequence[Finding], cases: int) -> str:
    """Which results in which cases."""
    if not group[0].case:
        return group[0].name
    results = list(dict.fromkeys(finding.result for finding in group))
    where = list(dict.fromkeys(finding.case for finding in group))
    if len(where) == cases > 1 and len(group) == len(results) * cases:
        return f"{', '.join(results)}, in all {cases} cases"
    if group[0].outcome is Outcome.PASSED:
        return f"{where[0]}: {', '.join(results)}"
    if len(group) == len(results) * len(where):
        return f"{', '.join(results)}: {'; '.join(where)}"
    return "; ".join(f"{', '.join(f.result for f in group if f.case == case)}, {case}" for case in where)
