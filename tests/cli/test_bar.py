"""The bar of `experiment` and `grade` stays in one line of the window."""

import io

import click
import pytest

from quizdl.cli.options import bar_beside


class Screen(io.StringIO):
    """A terminal that keeps what it was sent."""

    def isatty(self):
        return True


def drawn(columns, words, monkeypatch, **fields):
    """Every state of the line."""
    monkeypatch.setenv("COLUMNS", str(columns))
    screen = Screen()
    with click.progressbar(length=1000, file=screen, **fields, **bar_beside(len(words))) as bar:
        for _ in range(4):
            bar.update(250)
    sent = click.unstyle(screen.getvalue()).replace("\x1b[?25l", "").replace("\x1b[?25h", "")
    return [line.rstrip() for line in sent.split("\r")]


SCIENCE = "100%  00:00:00", {}
CLASS = (
    "grading  1000/1000  00:00:00  99.9/s",
    {"label": "grading", "show_pos": True, "item_show_func": lambda _: "99.9/s"},
)


@pytest.mark.parametrize("columns", [20, 30, 36, 37, 43, 44, 50, 80, 200])
@pytest.mark.parametrize(("words", "fields"), [SCIENCE, CLASS], ids=["experiment", "grade"])
def test_no_state_of_the_bar_fills_the_window(columns, words, fields, monkeypatch):
    assert max(map(len, drawn(columns, words, monkeypatch, **fields))) < columns


def test_a_narrow_window_has_a_short_bar_a_narrower_one_only_words_and_then_nothing(monkeypatch):
    assert f"  [{'#' * 36}]  100%" in drawn(80, SCIENCE[0], monkeypatch)
    assert f"  [{'#' * 23}]  100%" in drawn(44, SCIENCE[0], monkeypatch)
    assert "grading  1000/1000  99.9/s" in drawn(44, CLASS[0], monkeypatch, **CLASS[1])
    assert "".join(drawn(36, CLASS[0], monkeypatch, **CLASS[1])) == ""
