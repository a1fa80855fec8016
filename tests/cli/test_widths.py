"""Every screen fits the window, however narrow; in a wide one, prose stays readable."""

import dataclasses
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from quizdl.bank.folders import QUESTIONS
from quizdl.practice.session import NEXT
from quizdl.store.attempts import Attempts
from tests.cli.window import Window

PRACTICE = Path(__file__).parent.parent / "practice"
KINDS, MINI = PRACTICE / "kinds", PRACTICE / "bank"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PROMPT = re.compile(r"(^> |quit |\[n\]o |\[g\]uess )$", re.MULTILINE)
SPOT = (KINDS / "spot.yaml").read_text(encoding="utf-8")
LEAD = re.compile(r"\s*(\w+\)|\d+\.|\d+[ypn]|\d+|[-✓✗~|])?\s*")
HELD = re.compile(r"`[^`]*`| [=≈<>≤≥] ")
"""Code and equations are not torn apart."""
ANSWERS = {
    "match": ["ab\n", "bca\n", "1a 2b 3a\n", "bac\n", "aba\n"],
    "order": ["ab\n", "edbca\n", "52431\n", "edcba\n", "bceab\n", "bcead\n"],
    "predict": ["d", "u", "s", "d"],
    "shape": [
        "\n", "eight\n", "8,-1\n", "8,64,27,27\n", "N C H/2 W/2\n", "F,1\n", "16,64,28,28\n", "N 2C H/2 W/2\n", "F\n",
    ],
    "short": ["-\n", "Instance norm\n", "b\n", "layer norm\n", "β\n"],
    "spot": ["4", "c", "11\n", "3\n", "b", "2", "c", "2\n", "b"],
    "mini": [
        ":h\n", ":x\n", ":t\n", ":v\n", "b", "x\n", "a c\n", "x\n", "0,5\n", ":! what is this\n", "3.67\n",
        "I do not know.\n", "\n", "y", "p", "n", "9y\n", "\n", "a", "ab\n", "1.28\n",
    ],
}  # fmt: skip
"""Seed 4: what cannot be read first, then a wrong answer to each question, then a right one to those that come back."""


def play(window, answers):
    """Give the answers, one to each prompt, and go on after each verdict; the exit code and the whole screen."""
    for keys in answers:
        while window.until(PROMPT).endswith(NEXT):
            window.press("\n")
        if keys.startswith(":"):  # the colon is a key; what follows it is a line
            window.press(":")
            window.until(":")
        window.press(keys.removeprefix(":"))
    code, _ = window.end()
    return code, window.shown()


def columns(line):
    """How wide a line is."""
    return sum(not unicodedata.combining(letter) for letter in line)


def wider(screen, most):
    """The lines that are too wide. Allowed are the lines of a program, and a line that is a single word."""
    found = []
    for line in screen.splitlines():
        rest = line[LEAD.match(line).end() :].rstrip()
        program = rest and f"      {rest}\n" in SPOT
        if columns(line.rstrip()) > most and not program and " " in HELD.sub("_", rest):
            found.append(line)
    return found


def practice(home, topic, columns, *more):
    """A session with the answers above."""
    bank = MINI if topic == "mini" else KINDS
    with Window(home, "practice", topic, "--bank", bank, "--seed", 4, *more, columns=columns) as window:
        return play(window, ANSWERS[topic])


@pytest.mark.parametrize("topic", sorted(ANSWERS))
def test_every_type_of_question_is_answered_wrong_and_right_in_40_columns(topic, home):
    code, screen = practice(home, topic, 40)
    assert code == 0
    assert wider(screen, 40) == []
    assert screen.count("✗ ") + screen.count("~ ") >= 2
    assert screen.count("✓ Right.") == screen.count("once more")


@pytest.mark.parametrize("columns", [80, 160])
@pytest.mark.parametrize("topic", ["match", "mini"])
def test_prose_fills_a_wider_window_up_to_100_columns(topic, columns, home):
    _, screen = practice(home, topic, columns)
    most = min(columns, 100)
    assert wider(screen, most) == []
    assert most - 12 < max(map(len, screen.splitlines())) <= most


def test_a_choice_of_the_bank_of_quizdl_is_answered_wrong_and_right_in_40_columns(home, tmp_path):
    topic = yaml.safe_load((QUESTIONS / "batchnorm.yaml").read_text(encoding="utf-8"))
    topic["questions"] = [question for question in topic["questions"] if question["id"] == "constant-feature"]
    (tmp_path / "real.yaml").write_text(yaml.safe_dump({**topic, "topic": "real"}))
    with Window(home, "practice", "real", "--bank", tmp_path, columns=40) as window:
        for option in ("14.5", "0.5"):
            seen = window.until("> ")
            window.press(re.search(rf"(\w)\) {option}\n", seen)[1])
            if option == "14.5":
                window.until(NEXT)
                window.press("\n")
        code, screen = window.end()[0], window.shown()
    assert code == 0
    assert wider(screen, 40) == []
    assert "1 of 2 answers right" in screen


def test_a_question_about_confidence_fits_40_columns(home):
    with Window(home, "practice", "short", "--bank", KINDS, "--seed", 4, "-n", 1, "--confidence", columns=40) as window:
        code, screen = play(window, ["b\n", "s", "layer norm\n", "g"])
    assert code == 0
    assert wider(screen, 40) == []
    assert "How sure are you? [s]ure  [u]nsure\n[g]uess s\n" in screen


def test_the_list_of_commands_fits_40_columns(home):
    with Window(home, "practice", "mini", "--bank", MINI, "--seed", 4, columns=40) as window:
        _, screen = play(window, [":?\n", ":q\n"])
    assert ":!  flag this question" in screen
    assert wider(screen, 40) == []


def run(home, *arguments, answers=()):
    """Another command in 40 columns."""
    with Window(home, *arguments, columns=40) as window:
        code, screen = play(window, answers)
    assert code == 0
    assert wider(screen, 40) == []
    return screen


def test_topics_and_progress_fit_40_columns_before_and_after_answers(home):
    assert "0/0 right    0 to repeat" in run(home)
    assert "Nothing was answered yet." in run(home, "progress")
    practice(home, "mini", 40)
    assert "0 to repeat" in run(home, "--bank", MINI)
    for how in ((), ("--plain",)):
        assert "4 of 5 seen" in run(home, "progress", "mini", "--bank", MINI, *how)


def test_a_review_fits_40_columns(home):
    assert "Nothing is due." in run(home, "review", "--bank", MINI)
    practice(home, "mini", 40)
    with Attempts(home) as store:
        store.remember([dataclasses.replace(memory, due=LONG_AGO) for memory in store.memories().values()])
    assert "Review · 4 to repeat, 0 new" in run(home, "review", "--bank", MINI, "-n", 4, answers=["a", ":q\n"])


def test_an_exam_fits_40_columns(home):
    screen = run(home, "exam", "mini", "--bank", MINI, "--seed", 4, answers=["x\n", "9\n", "a", "abd\n"])
    assert "3 of 3 questions answered" in " ".join(screen.split())
