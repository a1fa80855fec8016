"""Attempts are on disk at once, and stay there; where they cannot be kept, a sentence says why."""

import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt
from quizdl.store import migrations
from quizdl.store.attempts import NAME, Attempts
from quizdl.store.migrations import STEPS

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def attempt(question="batchnorm/eps", score=10.0, at=NOON, answer="1.36"):
    return Attempt(at, question, "abc123", 7, answer, score, 10.0, 4.5)


def test_an_attempt_comes_back_as_it_was_kept(home):
    with Attempts(home) as store:
        store.add(attempt(answer="x̂ – \n two lines"))
    with Attempts(home) as store:
        assert store.all() == [attempt(answer="x̂ – \n two lines")]


def test_the_last_attempt_at_each_question_is_the_newest_one(home):
    with Attempts(home) as store:
        store.add(attempt(score=0.0))
        store.add(attempt("batchnorm/axes", score=0.0))
        store.add(attempt(score=10.0, at=NOON + timedelta(days=1)))
        last = store.last()
    assert {name: found.right for name, found in last.items()} == {"batchnorm/eps": True, "batchnorm/axes": False}


def test_a_process_that_is_killed_right_after_an_attempt_has_kept_it(home):
    program = (
        "import os, signal, pathlib, datetime\n"
        "from quizdl.store.attempts import Attempts\n"
        "from quizdl.model.attempt import Attempt\n"
        f"store = Attempts(pathlib.Path({str(home)!r}))\n"
        "store.add(Attempt(datetime.datetime.now(datetime.UTC), 'a/b', 'r', 1, 'x', 1.0, 1.0, 0.1))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=False)
    assert ended.returncode == -signal.SIGKILL
    with Attempts(home) as store:
        assert [kept.question for kept in store.all()] == ["a/b"]


def test_two_sessions_write_to_one_database(home):
    with Attempts(home) as one, Attempts(home) as two:
        one.add(attempt("a/b"))
        two.add(attempt("c/d"))
        assert {kept.question for kept in one.all()} == {"a/b", "c/d"}


def test_sessions_that_begin_at_once_share_a_new_database(home):
    program = (
        "import sys, pathlib\n"
        "from quizdl.store.attempts import Attempts\n"
        "print(flush=True)\n"
        "input()\n"
        f"Attempts(pathlib.Path({str(home)!r}) / sys.argv[1])\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, "new"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(6)
    ]
    for process in started:
        process.stdout.readline()
    for process in started:
        process.stdin.write(b"\n")
        process.stdin.flush()
    for process in started:
        process.communicate()
    assert [process.returncode for process in started] == [0] * 6


def test_where_sqlite_does_not_wait_for_another_that_begins_too_it_is_asked_again(home):
    class Busy(sqlite3.Connection):
        asked = 0

        def execute(self, statement):
            self.asked += 1
            if self.asked == 1:
                error = sqlite3.OperationalError("database is locked")
                error.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise error
            return super().execute(statement)

    database = sqlite3.connect(home / NAME, factory=Busy)
    migrations.write_ahead(database, 10.0)
    assert database.asked == 2
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


def test_a_database_that_another_session_makes_meanwhile_is_not_made_again(home, monkeypatch):
    asked = []

    def step_of(database):
        found = migrations.step_of.real(database)
        asked.append(found)
        if len(asked) == 1:
            with Attempts(home):  # between the question and what is done about the answer
                pass
        return found

    step_of.real = migrations.step_of
    monkeypatch.setattr(migrations, "step_of", step_of)
    with Attempts(home) as store:
        assert store.all() == []
    assert asked[-1] == len(STEPS)


def test_a_new_database_is_at_the_last_step_of_the_migrations(home):
    with Attempts(home):
        pass
    with sqlite3.connect(home / NAME) as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)


def test_opening_again_changes_nothing(home):
    for _ in range(3):
        with Attempts(home) as store:
            store.add(attempt())
    with Attempts(home) as store:
        assert len(store.all()) == 3


def sentence_of(action) -> str:
    with pytest.raises(QuizdlError) as caught:
        action()
    return str(caught.value)


def test_a_database_of_a_newer_quizdl_is_left_alone(home):
    with Attempts(home) as store:
        store.database.execute("PRAGMA user_version = 99")
    assert (
        sentence_of(lambda: Attempts(home)) == f"{home / NAME} was written by a newer quizdl: upgrade quizdl to use it"
    )


def test_a_file_that_is_no_database_is_left_as_it_is(home):
    (home / NAME).write_bytes(b"notes of mine, no database" * 100)
    said = sentence_of(lambda: Attempts(home))
    assert said == (
        f"{home / NAME} is damaged (file is not a database). It was left as it is: move it away to start anew, "
        f"or recover it with `sqlite3 {home / NAME} .recover`"
    )
    assert (home / NAME).read_bytes().startswith(b"notes of mine")


def test_a_database_with_a_damaged_page_is_reported_and_left_as_it_is(home):
    with Attempts(home) as store:
        for i in range(500):
            store.add(attempt(f"a/q{i}", answer="x" * 100))
        store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray((home / NAME).read_bytes())
    raw[4096:12288] = b"\xff" * 8192
    (home / NAME).write_bytes(raw)

    def read():
        with Attempts(home) as store:
            store.all()

    assert "is damaged (database disk image is malformed). It was left as it is" in sentence_of(read)
    assert (home / NAME).read_bytes() == bytes(raw)


def test_a_full_disk_is_said_and_earlier_attempts_are_safe(home):
    with Attempts(home) as store:
        store.add(attempt("a/first"))
        pages = store.database.execute("PRAGMA page_count").fetchone()[0]
        store.database.execute(f"PRAGMA max_page_count = {pages}")  # what SQLite sees of a full disk
        said = sentence_of(lambda: store.add(attempt("a/second", answer="x" * 100_000)))
        assert (
            said == f"the disk is full: {home / NAME} could not be written. Earlier attempts are safe; free some space"
        )
        assert [kept.question for kept in store.all()] == ["a/first"]


def test_a_database_in_use_by_another_program_is_said(home, monkeypatch):
    monkeypatch.setattr("quizdl.store.attempts.WAIT_SECONDS", 0.05)
    with Attempts(home) as store, Attempts(home) as other:
        other.database.execute("BEGIN IMMEDIATE")
        said = sentence_of(lambda: store.add(attempt()))
    assert said == f"{home / NAME} is in use by another program for more than 0 seconds: try again"


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "home"
    said = sentence_of(lambda: Attempts(folder))
    assert said == f"cannot make the folder {folder} for your progress: Not a directory"


def test_a_database_that_cannot_be_opened_is_said(home):
    (home / NAME).mkdir()
    said = sentence_of(lambda: Attempts(home))
    assert said == f"{home / NAME} cannot be written: check its permissions, or set QUIZDL_HOME to another folder"


def test_a_read_only_database_is_said(home):
    with Attempts(home) as store:
        store.database.execute("PRAGMA query_only = ON")  # root may write to read-only files
        said = sentence_of(lambda: store.add(attempt()))
    assert said == f"{home / NAME} cannot be written: check its permissions, or set QUIZDL_HOME to another folder"
