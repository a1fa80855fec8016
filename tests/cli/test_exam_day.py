"""`--exam DATE` of practice and review: how a day is written, which are refused, and what is said of it."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.cli.options import Day
from quizdl.cli.practice import announced
from tests.cli.test_widths import MINI

TODAY = date.today()


def run(*arguments, **options):
    return CliRunner().invoke(main, [*arguments, "--bank", str(MINI)], **options)


@pytest.mark.parametrize("command", [["practice", "mini"], ["review"]])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("24.11.2026", "`24.11.2026`: write 2026-11-24"),
        ("1.2.2030", "`1.2.2030`: write 2030-02-01"),
        ("tomorrow", "`tomorrow`: write year-month-day, such as 2026-11-24"),
        ("2026-02-30", "`2026-02-30`: write year-month-day, such as 2026-11-24"),
        ("2020-01-01", "`2020-01-01` is not after today: name a day to come"),
        (f"{TODAY}", f"`{TODAY}` is not after today: name a day to come"),
    ],
)
def test_a_day_that_cannot_be_used_is_refused_in_a_sentence(command, typed, said):
    result = run(*command, "--exam", typed)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: Invalid value for '--exam': {said}\n")
    assert result.stdout == ""


def test_a_session_begins_with_the_day_of_the_exam():
    day = TODAY + timedelta(days=40)
    shown = run("practice", "mini", "--exam", f"{day}", input=":q\n").output
    assert " ".join(shown.split()).startswith(
        f"Exam on {day.day} {day:%B} {day.year}: everything that you answer comes again before that day. A small topic"
    )


def test_on_the_day_before_it_is_not_said_that_everything_comes_again_before():
    tomorrow = datetime.combine(TODAY + timedelta(days=1), datetime.min.time()).astimezone()
    assert announced(tomorrow).endswith("comes again on that day.")
    assert announced(tomorrow + timedelta(days=1)).endswith("comes again before that day.")


def test_without_an_exam_nothing_is_said_of_one():
    assert "Exam" not in run("practice", "mini", input=":q\n").output


@pytest.fixture
def far_east(monkeypatch):
    """A place whose days begin 14 hours before those of UTC."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_day_of_the_exam_begins_where_the_learner_is(far_east):
    assert Day().convert("2099-02-01", None, None) == datetime(2099, 1, 31, 10, tzinfo=UTC)
