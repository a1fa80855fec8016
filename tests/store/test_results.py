"""The database of a class: each result comes back as it was kept, and trouble is a sentence."""

import sqlite3

import pytest

from quizdl.errors import QuizdlError
from quizdl.model.gradebook import Grade, State, Student
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from quizdl.store.grading_steps import STEPS
from quizdl.store.results import NAME, Results, Run

RUN = Run("2026-01-01", 7, "0.1", "/class", None)
VERDICT = Verdict(
    Status.TIMED_OUT,
    2.5,
    10,
    (Finding("y", Outcome.SKIPPED, 0, 1, "m", "y", "c"),),
    ("f",),
    ("n",),
    ("r",),
    ("d",),
    ("s",),
    1.5,
)
GRADE = Grade("anna", "a/b", State.TIMED_OUT, VERDICT, "k", 7, "a.py", "x̂ = 1", "r", "l", "0.1", ("e",), "s")


@pytest.fixture
def store(tmp_path):
    with Results(tmp_path) as found:
        found.enroll([Student("anna", "anna", "noon", True)], {"a/b": {"points": 10}})
        yield found


def test_a_result_comes_back_as_it_was_kept(store):
    store.add(store.begin(RUN), GRADE, "noon", [1, 2])
    (row,) = store.book()
    assert (row.student, row.grade) == (Student("anna", "anna", "noon", True), GRADE)


def test_the_newest_result_counts_and_the_older_one_stays(store):
    run = store.begin(RUN)
    for key in ("old", "new"):
        store.add(run, Grade("anna", "a/b", State.WRONG, VERDICT, key), "noon")
    assert store.known("anna", "a/b") == ("new", 0, State.WRONG)
    assert len(list(store.book())) == 1
    assert store.do("SELECT count(*) FROM result").fetchone() == (2,)


def test_a_full_disk_is_a_sentence_and_earlier_results_are_safe(store):
    run = store.begin(RUN)
    store.add(run, GRADE, "noon")
    pages = store.database.execute("PRAGMA page_count").fetchone()[0]
    store.database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(QuizdlError) as error:
        store.add(run, GRADE, "noon", range(10_000))
    assert str(error.value) == (
        f"the disk is full: {store.path} could not be written. What was graded before is safe; free some space"
    )
    assert len(list(store.book())) == 1


def test_a_damaged_database_is_left_as_it_is(tmp_path):
    (tmp_path / NAME).write_bytes(b"not a database at all" * 200)
    with pytest.raises(QuizdlError) as error:
        Results(tmp_path)
    assert str(error.value) == (
        f"{tmp_path / NAME} is damaged (file is not a database). It was left as it is: name another folder with --out, "
        f"or recover it with `sqlite3 {tmp_path / NAME} .recover`"
    )


def test_a_database_of_a_newer_quizdl_is_refused(tmp_path):
    with sqlite3.connect(tmp_path / NAME) as database:
        database.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    database.close()
    with pytest.raises(QuizdlError) as error:
        Results(tmp_path)
    assert str(error.value) == f"{tmp_path / NAME} was written by a newer quizdl: upgrade quizdl to use it"


def test_a_database_that_cannot_be_written_is_a_sentence(store):
    store.database.execute("PRAGMA query_only = 1")
    with pytest.raises(QuizdlError) as error:
        store.begin(RUN)
    expected = f"{store.path} cannot be written: check its permissions, or name another folder with --out"
    assert str(error.value) == expected


def test_a_database_that_another_program_holds_is_a_sentence(store, monkeypatch):
    store.database.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(QuizdlError) as error:
        store.begin(RUN)
    other.close()
    assert str(error.value) == f"{store.path} is in use by another program for more than 10 seconds: try again"
