"""A verdict as a piece of HTML in a notebook. All of it may come from the learner's code, so all of it is escaped."""

from html import escape

from quizdl.model.verdict import Status, Verdict
from quizdl.show.feedback import SIGNS, coded
from quizdl.show.text import number
from quizdl.show.verdict import closing, groups, lines_of

COLORS = {"passed": "#176f2c", "failed": "#b3261e", "skipped": "#7a5b00"}


def html(question: str, verdict: Verdict, note: str) -> str:
    """What passed and what did not, the mistake by its name, and the smallest input that shows it."""
    score = f"{number(verdict.score)} / {number(verdict.max_score)}"
    parts = [f"<div><p><strong>{escape(question)}</strong> {score}: {escape(closing(verdict.status))}</p><ul>"]
    cases = len({finding.case for finding in verdict.findings if finding.case})
    for group in groups(verdict.findings):
        outcome = group[0].outcome
        sign = f'<b style="color: {COLORS[outcome.value]}">{SIGNS[outcome]}</b>'
        first, *more = lines_of(group, cases)
        detail = "".join(f"<br><small>{coded(line)}</small>" for line in more)
        parts.append(f'<li style="list-style: none">{sign} {coded(first)}{detail}</li>')
    parts.append("</ul>")
    parts += [f"<p>{coded(line)}</p>" for line in verdict.feedback]
    if verdict.smallest:
        parts.append(f"<p>The smallest input that shows it:</p><pre>{escape(chr(10).join(verdict.smallest))}</pre>")
    parts += [f"<p>{coded(text)}</p>" for text in verdict.notes if verdict.status is not Status.FAILED]
    return "\n".join([*parts, f"<p><small>{coded(note)}</small></p></div>"])
