"""The screen of `quizdl progress` at three widths and in words, and what its page holds and never holds."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

from quizdl.model.progress import Progress, Tally, TopicProgress, Trap
from quizdl.show.plots import tick_step
from quizdl.show.progress import progress
from quizdl.show.progress_page import page

SCREENS = Path(__file__).parent / "screens"
WEEKS = tuple(Tally(right, count) for right, count in ((0, 0), (0, 4), (1, 4), (2, 4), (3, 4), (0, 0), (4, 4), (7, 8)))
TOPICS = (
    TopicProgress("batchnorm", "Batch norm", 26, 20, 3, 0.8449, Tally(15, 20), Tally(30, 50), WEEKS, 4),
    TopicProgress("dropout-vs-batchnorm", "Dropout or not", 1, 1, 0, 1.0, Tally(0, 1), Tally(0, 2), WEEKS, 0),
    TopicProgress("rnn", "Recurrent nets", 9, 0, 0, None, Tally(), Tally(), (Tally(),) * 8, 0),
    TopicProgress("a-topic-with-a-name-that-is-longer-than-most-screens", "Long", 150, 150, 120, 0.05, Tally(150, 150),
                  Tally(150, 150), WEEKS, 365),
)  # fmt: skip
TRAPS = (
    Trap("batchnorm/unbiased-variance", 3, date(2026, 11, 21), ("batchnorm/by-hand", "batchnorm/implement"),
         "Batch norm divides by `N`, the size of the batch; PyTorch divides by `N - 1` for the running variance only."),
    Trap("batchnorm/gone", 1, date(2026, 11, 2), ("batchnorm/by-hand",)),
)  # fmt: skip
FOUND = Progress(
    date(2026, 11, 22), TOPICS, 4, 12, (*[Tally()] * 57, Tally(2, 2), Tally(0, 3), Tally(4, 5)),
    (0.5, 0.91, 0.92, 0.99), (3, 0, 2, *[0] * 27), TRAPS, {"sure": Tally(9, 12), "guess": Tally(1, 3)}, 2, 5,
)  # fmt: skip
EMPTY = replace(FOUND, topics=(TOPICS[2],), traps=(), confidence={}, gone_questions=0, gone_answers=0)


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_screen_of_a_width_is_this_one(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = click.unstyle(progress(FOUND)) + "\n"
    assert shown == (SCREENS / f"progress-{columns}.txt").read_text(encoding="utf-8")
    assert max(map(len, shown.splitlines())) <= columns


def test_the_screen_in_words_is_this_one_and_draws_nothing():
    shown = click.unstyle(progress(FOUND, words=True)) + "\n"
    assert shown == (SCREENS / "progress-words.txt").read_text(encoding="utf-8")
    assert not set(shown) & set("▁▂▃▄▅▆▇█░·")


def test_color_says_nothing_that_the_characters_do_not_say():
    shown = progress(FOUND)
    assert "\x1b[32m████████\x1b[0m░░" in shown
    assert "████████░░  84 %" in click.unstyle(shown)


def test_a_bar_is_full_at_100_percent_only():
    almost = replace(FOUND, topics=(replace(TOPICS[0], retrievability=0.996),))
    assert "█████████░ 100 %" in click.unstyle(progress(almost))


def test_before_the_first_answer_it_says_how_to_begin():
    assert click.unstyle(progress(EMPTY)) == "Nothing was answered yet. Next: `quizdl practice rnn`."


def test_without_misconceptions_it_says_so_and_of_many_it_shows_ten():
    none = "No named mistake catches you at present; a wrong answer without a name is not counted here."
    assert progress(replace(FOUND, traps=())).replace("\n", " ").endswith(f" {none}")
    assert f"<p>{none}</p>" in page(replace(FOUND, traps=()))
    assert none not in page(FOUND)
    assert none not in page(EMPTY)
    shown = click.unstyle(progress(replace(FOUND, traps=TRAPS[1:] * 12)))
    assert shown.count("✗") == 10
    assert shown.endswith("\n  2 more: `quizdl progress --json` has them.")


class Page(HTMLParser):
    """Tags with their attributes, and the cells of each table."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.tables, self.cell = [], [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.cell = tag in ("th", "td")
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])

    def handle_endtag(self, tag):
        self.cell = self.cell and tag not in ("th", "td")

    def handle_data(self, data):
        if self.cell:
            self.tables[-1][-1].append(data.replace("\u00a0", " "))


def test_a_page_runs_no_script_and_fetches_nothing():
    read = Page(page(FOUND))
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in read.attributes
    assert not {"script", "link", "img", "iframe", "object", "form", "a", "base"} & set(read.tags)
    assert not {"src", "href", "xlink:href", "onclick", "onload"} & {name for name, _ in read.attributes}
    assert set(re.findall(r"url\(([^)]*)\)", page(FOUND))) == {"#attempts-hatch", "#key-hatch"}


def test_a_page_has_colors_for_light_and_for_dark():
    assert "color-scheme: light dark" in page(FOUND)
    assert "@media (prefers-color-scheme: dark)" in page(FOUND)


def test_a_percent_sign_stays_on_the_line_of_its_number():
    assert "84&nbsp;%" in page(FOUND)
    assert not re.search(r"[0-9] %", page(FOUND).partition("<body>")[2])


def test_every_plot_is_a_sentence_for_who_does_not_see_it():
    labels = [value for name, value in Page(page(FOUND)).attributes if name == "aria-label" and value != "Plot"]
    assert [label.replace("\u00a0", " ") for label in labels] == [
        "Answers per day in the last 60 days: 10 answers, 6 right.",
        "Chance to recall each question now: 1 below 90 %, 3 from 90 % on.",
        "Questions due: 3 today or before, 2 on the 29 days after.",
        "Right answers: Batch norm 75 %, Dropout or not 0 %, Long 100 %.",
    ]


def test_every_plot_has_its_numbers_in_a_table():
    _, days, recall, due, topics, sure = Page(page(FOUND)).tables
    assert days[1:] == [["2026-11-20", "2", "0"], ["2026-11-21", "0", "3"], ["2026-11-22", "4", "1"]]
    assert [row for row in recall if row[1] != "0"] == [
        ["Chance", "questions"], ["< 80 %", "1"], ["90–92 %", "1"], ["92–94 %", "1"], ["98–100 %", "1"],
    ]  # fmt: skip
    assert due[1:] == [["2026-11-22", "3"], ["2026-11-24", "2"]]
    assert topics[1] == ["Batch norm", "15", "20", "30", "50"]
    assert sure[1:] == [["sure", "12", "3", "75 %"], ["guess", "3", "2", "33 %"]]


def heights(plot, kind):
    return [float(bar.get("height")) for bar in plot.iter("rect") if bar.get("class") == kind]


def test_the_bars_of_a_plot_are_as_high_as_their_numbers():
    plots = [
        ElementTree.fromstring(svg)
        for svg in re.findall(r'<svg role="img".*?</svg>', page(FOUND).replace("&nbsp;", " "))
    ]
    attempts, _, due, accuracy = plots
    unit = heights(attempts, "bar")[0] / 2
    assert [round(height / unit) for height in heights(attempts, "bar")] == [2, 4]
    assert [round(height / unit) for height in heights(attempts, "second")] == [3, 1]
    high = heights(due, "bar")
    assert high[0] / high[1] == pytest.approx(3 / 2, abs=0.01)
    wide = [float(bar.get("width")) for bar in accuracy.iter("rect")]
    assert [round(width / wide[-1], 2) for width in wide] == [0.75, 0, 1]


def test_names_from_a_bank_are_text_on_a_page():
    evil = '<script>alert("x")</script>'
    topics = (replace(TOPICS[0], id=evil, title=evil), replace(TOPICS[2], id=evil))
    trap = replace(TRAPS[0], id=evil, questions=(evil,), teaches=evil)
    assert "<script" not in page(replace(FOUND, topics=topics, traps=(trap,)))


def test_a_page_before_the_first_answer_has_no_plots():
    assert "Nothing was answered yet." in page(EMPTY)
    assert "<svg" not in page(EMPTY)


@pytest.mark.parametrize(("largest", "step"), [(0, 1), (4, 1), (5, 2), (8, 2), (9, 5), (21, 10), (81, 50), (401, 200)])
def test_lines_across_a_plot_are_1_2_or_5_times_a_power_of_ten_apart(largest, step):
    assert tick_step(largest) == step
