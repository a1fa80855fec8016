"""An exam says nothing before its end, and its clock is not the learner's."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizdl.bank.bank import Bank
from quizdl.cli.main import main
from quizdl.cli.screen import Script
from quizdl.practice.exam import Exam, readable
from quizdl.store.attempts import Attempts

BANK = Path(__file__).parent / "bank"
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def exam(*arguments, **options):
    return CliRunner().invoke(
        main, ["exam", "mini", "--bank", str(BANK), "--seed", "4", *map(str, arguments)], **options
    )


def test_verdicts_come_at_the_end_with_the_points_of_all_questions():
    output = exam(input="9\na\nab\n").output
    during, _, report = output.partition("mini/")
    assert "Right" not in during
    assert "Wrong" not in during
    assert "Your answer: " in report
    assert "3 of 3 questions answered in 0 min" in report
    assert report.rstrip().endswith("of 30 points.")


def test_open_questions_and_code_are_left_out():
    assert "Why does batch norm behave differently" not in exam(input="9\na\nab\n").output


def test_what_was_not_reached_earns_nothing():
    report = exam("-n", 2, input="9\n").output
    assert "1 of 2 questions answered" in report
    assert report.rstrip().endswith("of 20 points.")


@pytest.mark.parametrize("command", [":v", ":u", ":h"])
def test_there_are_no_variants_and_nothing_is_taken_back(command):
    assert "Not in an exam." in exam("-n", 1, input=f"{command}\n9\n").output


def test_the_same_seed_asks_the_same():
    assert exam(input="").output == exam(input="").output


def test_an_answer_after_the_end_is_kept_as_practice_and_the_rest_is_not_asked(home):
    times = iter([0, 0, 1, 11, 12, 12])

    def clock():
        return NOON + timedelta(minutes=next(times, 20))

    bank = Bank.open(str(BANK))
    lines = []
    screen = Script(iter(["9", "a", "ab"]))
    screen.show = lines.append
    with Attempts(home) as store:
        Exam([bank.topic("mini")], bank, store, screen, clock, 4).run(3, 10)
        assert len(store.all()) == 1
    shown = "\n".join(lines)
    assert "That was too late for the exam; it is kept as practice." in shown
    assert "The time is up." in shown
    assert "0 of 3 questions answered" in shown


def test_the_report_tells_each_question_and_an_answer_for_people():
    output = exam(input="9\na\nac\n").output
    report = output[output.index("mini/by-hand: The minibatch [") :]
    assert "mini/trained: Which of these are trained by gradient descent?\nYour answer: gamma; running_mean\n" in report
    assert "Subtract the mean of" in report  # the reason, where the answer was wrong


def test_the_list_of_commands_is_that_of_an_exam():
    output = exam("-n", 1, input=":?\n").output
    assert ":!" in output
    assert ":h" not in output


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("3", "3"), ("N x C", "N x C"), ('["a", "b"]', "a; b"), ("[]", "nothing"), ('{"a": "b", "c": "d"}', "a: b; c: d")],
)
def test_what_is_kept_as_json_is_read_by_people(kept, shown):
    assert readable(kept) == shown
