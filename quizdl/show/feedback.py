"""Feedback for one student, as Markdown and HTML; all of it may come from a student, so all of it is escaped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from quizdl.model.assignment import Reveal
from quizdl.model.gradebook import Row, State
from quizdl.model.verdict import Finding, Outcome

SPAN = re.compile(r"`[^`\n]+`")
SPECIAL = re.compile(r"([\\`*\[\]!|~$<>&]|(?<![^\W_])_|_(?![^\W_]))")
LEADING = re.compile(r"^([#+=-]|\d+(?=[.)]))")
"""What starts a heading, a list or a line across, at the start of a line only."""
SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.SKIPPED: "–"}
CLOSING = {
    State.RIGHT: "Right: every check passed.",
    State.WRONG: "Not right yet.",
    State.FAILED: "The code did not run to its end.",
    State.TIMED_OUT: "Out of time: the checks before it keep their points.",
    State.MISSING: "Nothing was handed in for this question.",
    State.UNREADABLE: "The file could not be read as Python source.",
    State.NOT_GRADED: "This could not be graded yet; it is not your fault.",
}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em }}
h2 {{ display: flex; justify-content: space-between; border-bottom: 1px solid #bbb }}
ul {{ list-style: none; padding: 0 }} li {{ margin: .3em 0 }}
small {{ display: block; margin-left: 1.4em; color: #444 }}
.passed b {{ color: #176f2c }} .failed b {{ color: #b3261e }} .skipped b {{ color: #7a5b00 }} pre {{ overflow: auto }}
</style></head><body>
{body}
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Line:
    """Checks that one line tells."""

    outcome: Outcome
    what: str
    message: str = ""


def points(value: float) -> str:
    """Points, without a tail of zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def total(rows: Sequence[Row]) -> str:
    """All points of a student."""
    return f"{points(sum(row.score for row in rows))} / {points(sum(row.max_score for row in rows))}"


def lines(row: Row, reveal: Reveal) -> list[Line]:
    """The checks of one question: what passed case by case, what failed message by message."""
    if reveal is Reveal.SCORE:
        return []
    told = reveal is not Reveal.CHECKS
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in row.grade.verdict.findings:
        why = finding.case if finding.outcome is Outcome.PASSED or not told else finding.message
        found.setdefault((finding.outcome, why, bool(finding.case)), []).append(finding)
    return [Line(group[0].outcome, what(group), group[0].message if told else "") for group in found.values()]


def what(group: Sequence[Finding]) -> str:
    """Which results in which cases."""
    cases: dict[str, list[str]] = {}
    for finding in group:
        cases.setdefault(finding.case, []).append(finding.result or finding.name)
    return "; ".join(f"{case}: {', '.join(results)}" if case else "; ".join(results) for case, results in cases.items())


def remarks(row: Row, reveal: Reveal) -> Iterator[str]:
    """What is said beside the checks."""
    if row.override is not None:
        yield f"The score was set by your instructor: {row.override.reason}"
    if reveal in (Reveal.MESSAGES, Reveal.VALUES):
        yield from (line for line in row.grade.verdict.feedback if line)
        if row.grade.verdict.smallest:
            yield "\n".join(("The smallest input that shows it:", *row.grade.verdict.smallest))
        yield from row.grade.verdict.notes
    if reveal is Reveal.VALUES:
        yield from row.grade.expected


def markdown(title: str, rows: Sequence[Row], reveal: Reveal) -> str:
    """One student's feedback as Markdown."""
    student = rows[0].student
    parts = [f"# {plain(title or 'Feedback')}", f"**{plain(student.name)}**, {total(rows)} points"]
    if student.late:
        parts.append("Handed in late.")
    for row in rows:
        parts.append(f"## {plain(row.question)}: {points(row.score)} / {points(row.max_score)}")
        shown = []
        for line in lines(row, reveal):
            shown.append(f"- {SIGNS[line.outcome]} {plain(line.what)}")
            if line.message:
                shown.append(f"  <br>{plain(line.message)}")
        if shown:
            parts.append("\n".join(shown))
        parts.append(CLOSING[row.grade.state])
        for remark in remarks(row, reveal):
            first, *rest = remark.split("\n")
            parts.append(plain(first))
            if rest:
                parts.append("\n".join(f"    {line}" for line in rest))
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Text in which Markdown and HTML find nothing to do; spans of code stay."""
    text = " ".join(text.split())
    kept, end = [], 0
    for span in SPAN.finditer(text):
        kept += [SPECIAL.sub(r"\\\1", text[end : span.start()]), span[0]]
        end = span.end()
    joined = "".join([*kept, SPECIAL.sub(r"\\\1", text[end:])])
    return LEADING.sub(
        lambda lead: f"\\{lead[0]}" if not lead[0].isdigit() else f"&#{ord(lead[0][0])};{lead[0][1:]}", joined
    )


def html(title: str, rows: Sequence[Row], reveal: Reveal) -> str:
    """One student's feedback as a page of its own, without a script and without anything from elsewhere."""
    student = rows[0].student
    parts = [
        f"<h1>{escape(title or 'Feedback')}</h1>",
        f"<p><strong>{escape(student.name)}</strong>, {total(rows)} points",
    ]
    if student.late:
        parts.append("<p>Handed in late.")
    for row in rows:
        score = f"{points(row.score)} / {points(row.max_score)}"
        parts += [f"<h2><span>{escape(row.question)}</span> <span>{score}</span></h2>", "<ul>"]
        for line in lines(row, reveal):
            message = f"<small>{coded(line.message)}</small>" if line.message else ""
            sign = f"<b>{SIGNS[line.outcome]}</b>"
            parts.append(f'<li class="{line.outcome.value}">{sign} {coded(line.what)}{message}</li>')
        parts += ["</ul>", f"<p><strong>{CLOSING[row.grade.state]}</strong></p>"]
        for remark in remarks(row, reveal):
            first, *rest = remark.split("\n")
            listing = f"<pre>{escape(chr(10).join(rest))}</pre>" if rest else ""
            parts.append(f"<p>{coded(first)}</p>{listing}")
    return PAGE.format(title=escape(student.name), body="\n".join(parts))


def coded(text: str) -> str:
    """Escaped text with its spans of code."""
    return SPAN.sub(lambda span: f"<code>{span[0][1:-1]}</code>", escape(text))
