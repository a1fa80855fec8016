"""Progress as a page of its own: no script, nothing from elsewhere; every plot has its numbers in a table below."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from html import escape

from quizdl.model.progress import Progress, Tally, TopicProgress
from quizdl.show import plots
from quizdl.show.feedback import coded
from quizdl.show.progress import UNTRAPPED, caught, day, percent
from quizdl.show.text import counted, one_line

NAME = 26
"""Characters of a topic beside its bar."""
ASKED_AGAIN = 0.9
"""FSRS has a question come again when the chance to recall it has fallen to this."""
BREAK = re.compile(r"(?<=[0-9]) %")
GENERATOR = '<meta name="generator" content="quizdl progress">'
"""By this line quizdl knows a page that it may write over."""
HEAD = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
{GENERATOR}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>Progress, quizdl</title><style>
:root {{ color-scheme: light dark; --ink: #1c1c1c; --soft: #575757; --line: #d4d4d4; --paper: #fff; --bar: #14708c;
  --second: #b04a1f; --ground: #fbe9e0; --mark: #1c1c1c }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #ececec; --soft: #b0b0b0; --line: #454545; --paper: #191919;
  --bar: #4fb3d1; --second: #f0936a; --ground: #3d241a; --mark: #fff }} }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: var(--ink);
  background: var(--paper) }}
h2 {{ margin: 2em 0 .3em; font-size: 1.2em }} figure {{ margin: 0 }} p {{ margin: .4em 0 }}
figcaption, summary, small {{ color: var(--soft) }} summary {{ cursor: pointer }}
.scroll {{ overflow-x: auto }} .scroll > svg {{ width: 100%; min-width: 34em; display: block }}
text {{ font: 13px system-ui, sans-serif; fill: var(--soft) }} .grid {{ stroke: var(--line) }}
.bar {{ fill: var(--bar) }} .second {{ stroke: var(--second) }} .ground {{ fill: var(--ground) }}
.stroke {{ stroke: var(--second); stroke-width: 4 }} .mark {{ stroke: var(--mark); stroke-width: 3 }}
.key {{ vertical-align: -1px; margin: 0 .3em 0 .6em }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; margin: .5em 0 }}
th, td {{ text-align: right; padding: .2em .7em; border-bottom: 1px solid var(--line) }}
th:first-child, td:first-child {{ text-align: left; padding-left: 0 }} th {{ font-weight: 600 }}
td {{ white-space: nowrap }} figcaption > .key:first-child {{ margin-left: 0 }}
li {{ margin: .6em 0 }} small {{ display: block }}
</style></head><body>
"""
Cells = Sequence[str]


def page(found: Progress) -> str:
    """The whole page."""
    begun = [topic for topic in found.topics if topic.ever.count or topic.seen]
    row = f"{counted(found.streak, 'day')} in a row, {counted(found.longest, 'day')} at most"
    parts = [f"<h1>Progress</h1>\n<p>{day(found.today)} {found.today.year} · {row} · {due(found)} due now</p>"]
    if not begun:
        parts.append("<p>Nothing was answered yet.</p>")
    else:
        parts += [topics(begun), attempts(found), recall(found), forecast(found), accuracy(begun)]
    fresh = [topic.id for topic in found.topics if topic not in begun]
    parts += [f"<p>Not begun: {escape(', '.join(fresh))}</p>"] if fresh else []
    parts += [traps(found) if begun else "", confidence(found), gone(found)]
    body = "\n".join(part for part in parts if part)
    return f"{HEAD}{BREAK.sub('&nbsp;%', body)}\n</body></html>\n"


def due(found: Progress) -> int:
    """Over all topics."""
    return sum(topic.due for topic in found.topics)


def figure(title: str, caption: str, plot: str, header: Cells, rows: Iterable[Cells]) -> str:
    """A plot, what it shows, and its numbers."""
    numbers = f"<details><summary>The numbers as a table</summary>{table(header, rows)}</details>"
    shown = f'<div class="scroll" role="group" aria-label="Plot" tabindex="0">{plot}</div>'
    return f"<h2>{title}</h2>\n<figure><figcaption>{caption}</figcaption>\n{shown}\n{numbers}</figure>"


def table(header: Cells, rows: Iterable[Cells]) -> str:
    """A table; the first cell of a row is its name."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = []
    for first, *rest in rows:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        body.append(f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>')
    inside = f"<thead><tr>{head}</tr></thead><tbody>\n{chr(10).join(body)}\n</tbody>"
    return f'<div class="scroll"><table>{inside}</table></div>'


def topics(begun: Sequence[TopicProgress]) -> str:
    """All numbers of all topics."""
    header = ("Topic", "seen", "due", "remembered", "right, last", "right, ever", "days in a row")
    rows = [
        (topic.title, f"{topic.seen} of {topic.questions}", str(topic.due), percent(topic.retrievability),
         percent(topic.last.share), percent(topic.ever.share), str(topic.streak))
        for topic in begun
    ]  # fmt: skip
    note = (
        "<p><small>Remembered: the chance to recall an answer now (FSRS), over the questions seen. Right: of the last "
        "answers to each question, and of all answers ever.</small></p>"
    )
    return f"<h2>Topics</h2>\n{table(header, rows)}{note}"


def attempts(found: Progress) -> str:
    """Answers per day, right and wrong."""
    size = len(found.days)
    dates = [found.today - timedelta(days=size - 1 - i) for i in range(size)]
    bars = [
        plots.Column((t.right, t.count - t.right), f"{day(when)}: {told(t)}", monday(when))
        for when, t in zip(dates, found.days, strict=True)
    ]
    total = Tally(sum(t.right for t in found.days), sum(t.count for t in found.days))
    summary = f"Answers per day in the last {size} days: {told(total)}."
    caption = f"The last {size} days: {plots.swatch('bar')}right, {plots.swatch('second')}wrong"
    plot = plots.columns("attempts", summary, bars, "week from this Monday on")
    rows = [(when.isoformat(), str(t.right), str(t.count - t.right))
            for when, t in zip(dates, found.days, strict=True) if t.count]  # fmt: skip
    return figure("Answers per day", caption, plot, ("Day", "right", "wrong"), rows)


def told(tally: Tally) -> str:
    """7 answers, 5 right"""
    return f"{counted(tally.count, 'answer')}, {tally.right} right"


def monday(when: date) -> str:
    """A label under the first day of a week."""
    return f"{when.day} {when:%b}" if when.weekday() == 0 else ""


def recall(found: Progress) -> str:
    """How many questions are remembered how well."""
    bins = binned(found.recall)
    bars = [plots.Column((n,), f"{end} %: {counted(n, 'question')}", end) for end, n in bins]
    low = sum(chance < ASKED_AGAIN for chance in found.recall)
    summary = f"Chance to recall each question now: {low} below 90 %, {len(found.recall) - low} from 90 % on."
    caption = "Questions seen, by the chance that you recall the answer now (FSRS; it asks again at 90 %)."
    plot = plots.columns("recall", summary, bars, "chance to recall, in %")
    rows = [(f"{end} %", str(n)) for end, n in bins]
    return figure("What you remember", caption, plot, ("Chance", "questions"), rows)


def binned(chances: Sequence[float]) -> list[tuple[str, int]]:
    """Chances in steps of 10 %; where most are high, as they are with who comes when asked, in steps of 2 % from 80 %.

    >>> binned([0.5, 0.91, 0.9])[0], binned([0.5, 0.91, 0.9])[6]
    (('< 80', 1), ('90–92', 2))
    >>> binned([0.5, 0.6, 1.0])[5], binned([0.5, 0.6, 1.0])[-1]
    (('50–60', 1), ('90–100', 1))
    """
    high = sum(chance >= 0.8 for chance in chances) > len(chances) / 2
    start, step = (80, 2) if high else (0, 10)
    ends = [("< 80", 0.0, 0.8)] if high else []
    ends += [(f"{low}–{low + step}", low / 100, (low + step) / 100) for low in range(start, 100, step)]
    return [(end, sum(low <= min(chance, 0.999999) < top for chance in chances)) for end, low, top in ends]


def forecast(found: Progress) -> str:
    """What is due in the next days."""
    dates = [found.today + timedelta(days=i) for i in range(len(found.forecast))]
    names = ["today", *(f"{when.day} {when:%b}" for when in dates[1:])]
    bars = [
        plots.Column((n,), f"{name}: {n} due", name if i % 5 == 0 else "")
        for i, (name, n) in enumerate(zip(names, found.forecast, strict=True))
    ]
    size = len(found.forecast)
    rest = f"{sum(found.forecast[1:])} on the {size - 1} days after"
    summary = f"Questions due: {found.forecast[0]} today or before, {rest}."
    caption = f"The next {size} days, if you answer nothing; today has what is overdue, too."
    plot = plots.columns("forecast", summary, bars, "day")
    rows = [(when.isoformat(), str(n)) for when, n in zip(dates, found.forecast, strict=True) if n]
    return figure("What will be due", caption, plot, ("Day", "due"), rows)


def accuracy(begun: Sequence[TopicProgress]) -> str:
    """The share of right answers of each topic."""
    bars = [
        plots.Row(one_line(t.title, NAME), t.last.share, t.ever.share, f"{t.last.right} of {t.last.count}",
                  f"{t.title}: {percent(t.last.share)} of the last answers, {percent(t.ever.share)} of all")
        for t in begun
    ]  # fmt: skip
    listed = ", ".join(f"{t.title} {percent(t.last.share)}" for t in begun)
    caption = (
        f"{plots.swatch('bar')}right, of the last answer to each question, {plots.swatch('mark')}of all answers ever"
    )
    header = ("Topic", "last: right", "of", "ever: right", "of")
    rows = [(t.title, *map(str, (t.last.right, t.last.count, t.ever.right, t.ever.count))) for t in begun]
    return figure("Right answers by topic", caption, plots.rows(f"Right answers: {listed}.", bars), header, rows)


def traps(found: Progress) -> str:
    """What catches the learner, and what is true instead."""
    if not found.traps:
        return f"<p>{UNTRAPPED}</p>"
    items = [f"<li><strong>{escape(trap.id)}</strong> {coded(trap.teaches)}<small>named {escape(caught(trap))}</small>"
             for trap in found.traps]  # fmt: skip
    return f"<h2>Misconceptions that still catch you</h2>\n<ul>\n{chr(10).join(items)}\n</ul>"


def confidence(found: Progress) -> str:
    """What was said before the verdict, and how it went."""
    named = [(name, found.confidence[name]) for name in ("sure", "unsure", "guess") if name in found.confidence]
    if not named:
        return ""
    rows = [(name, str(t.count), str(t.count - t.right), percent(t.share)) for name, t in named]
    return f"<h2>How sure you were</h2>\n{table(('You said', 'answers', 'wrong', 'right'), rows)}"


def gone(found: Progress) -> str:
    """Questions that the bank had once."""
    if not found.gone_questions:
        return ""
    questions, answers = counted(found.gone_questions, "question"), counted(found.gone_answers, "answer")
    return f"<p>Not in this bank any more: {questions} of your history; {answers} kept, and counted by day.</p>"
