"""The real commands on real submissions: two jobs, a kill, Ctrl-C, a replay, a terminal."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.classroom.conftest import QUESTION, RIGHT, WRONG
from tests.submissions.conftest import BANK

QUIZDL = [sys.executable, "-m", "quizdl"]
ACCEPT = "--accept-incomplete-sandbox"
SLOW = RIGHT.replace("    return", "    import time; time.sleep(0.2)\n    return")


def start(*arguments, **options):
    command = [*QUIZDL, *map(str, arguments), "--bank", str(BANK), ACCEPT]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def command(*arguments):
    with start(*arguments) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def grading(folder, out, *more):
    return "grade", folder, "--question", QUESTION, "--out", out, *more


def of_class(tmp_path, count, text):
    root = tmp_path / "many"
    root.mkdir()
    for i in range(count):
        (root / f"s{i:02}.py").write_text(f"{text}# {i}\n")
    return root


def results(out):
    """(student, seed) of every result that is in the database, by whoever reads it now."""
    if not (out / "results.db").exists():
        return []
    database = sqlite3.connect(f"file:{out / 'results.db'}?mode=ro", uri=True)
    try:
        return database.execute("SELECT student, seed FROM result").fetchall()
    except sqlite3.OperationalError:  # the tables are not there yet
        return []
    finally:
        database.close()


def group_lives(number):
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(out, count):
    deadline = time.monotonic() + 60
    while len(results(out)) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_two_jobs_grade_a_class_as_one_does(folder, tmp_path):
    (folder / "dora.py").write_text("import os; os._exit(3)\n")
    (folder / "evan.py").write_text("def dense_forward(x, w, b):\n    while True: pass\n")
    (folder / "assignment.yaml").write_text(f"limits: {{seconds: 1}}\nquestions: [{{id: {QUESTION}}}]\n")
    grades = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        code, _, err = command("grade", folder, "--out", out, "--jobs", jobs, "--seed", 5)
        assert (code, err) == (0, "")
        grades.append((out / "grades.csv").read_text())
    assert grades[0] == grades[1]
    assert grades[0].splitlines()[1:] == [
        "anna,10,10,10,,right,", "ben,0,0,10,,wrong,", "carl,0,0,10,,missing,", "dora,0,0,10,,failed,",
        "evan,0,0,10,,timed out,",
    ]  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_is_killed_goes_on_where_it_was_with_its_seed(tmp_path, jobs):
    root, out = of_class(tmp_path, 10, SLOW), tmp_path / "out"
    with start(*grading(root, out, "--jobs", jobs)) as process:
        wait_for(out, 3)
        process.kill()
    before = results(out)
    assert 3 <= len(before) < 10
    code, printed, _ = command(*grading(root, out, "--jobs", jobs, "--json"))
    after = results(out)
    assert code == 0
    assert json.loads(printed)["kept"] == len(before)
    assert after[: len(before)] == before
    assert sorted(student for student, _ in after) == [f"s{i:02}" for i in range(10)]
    assert len({seed for _, seed in after}) == 1


def test_ctrl_c_stops_at_once_says_what_is_safe_and_leaves_no_process(tmp_path):
    root, out = (
        of_class(tmp_path, 10, RIGHT.replace("    return", "    import time; time.sleep(3)\n    return")),
        tmp_path / "out",
    )
    (root / "s00.py").write_text(RIGHT)
    with start(*grading(root, out, "--jobs", 2), start_new_session=True) as process:
        wait_for(out, 1)
        begun = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        printed, err = process.communicate(timeout=30)
    assert time.monotonic() - begun < 3
    assert (process.returncode, printed) == (130, "")
    expected = f"\nstopped: 1 of 10 results are safe in {out}. The same command goes on where this one was\n"
    assert err == expected
    deadline = time.monotonic() + 5
    while group_lives(process.pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_zip_is_graded_in_place(packed, tmp_path):
    members = {"Anna_1_assignsubmission_file_/dense.py": RIGHT, "Ben_2_assignsubmission_file_/dense.py": WRONG}
    code, _, err = command(*grading(packed(members), tmp_path / "out"))
    assert (code, err) == (0, "")
    lines = (tmp_path / "out" / "grades.csv").read_text().splitlines()
    assert lines[1:] == ["Anna,10,10,10,,right,", "Ben,0,0,10,,wrong,"]


def test_expected_values_are_told_where_the_assignment_says_so(folder, out):
    (folder / "assignment.yaml").write_text(f"reveal: values\nquestions: [{{id: {QUESTION}}}]\n")
    code, _, err = command("grade", folder, "--out", out)
    assert (code, err) == (0, "")
    assert r"y, a minibatch (4, 3, 2), should be \[\[" in (out / "feedback" / "ben.md").read_text()
    assert "should be" not in (out / "feedback" / "anna.md").read_text()


def test_a_layer_that_fails_ends_the_run_with_a_sentence(folder, out, tmp_path):
    bank = tmp_path / "bank"
    (bank / "misconceptions").mkdir(parents=True)
    (bank / "misconceptions" / "twice.py").write_text(
        "def inputs(rng, N):\n    raise ValueError('no')\n\n\ndef twice_forward(x):\n    y = 2 * x\n    cache = None\n"
        "    return y, cache\n"
    )
    (bank / "t.yaml").write_text(
        "topic: t\ntitle: T\nlayer: twice\nquestions:\n  - {id: q, type: code, prompt: P, source: derivation,\n"
        "     functions: [twice_forward], cases: [{name: one, sizes: {N: 2}}]}\n"
    )
    ran = subprocess.run(
        [*QUIZDL, "grade", folder, "--out", out, "--question", "t/q", "--bank", bank, ACCEPT],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr == "quizdl: twice.py, inputs, case `one`: ValueError: no\n"


def test_the_bar_is_for_a_terminal_only(folder, out):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*QUIZDL, *map(str, grading(folder, out)), "--bank", str(BANK), ACCEPT],
        stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 4096):
            seen += chunk
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0
    assert b"grading" in seen
    assert b"3/3" in seen
    assert b"/s" in seen


# Replay


@pytest.fixture
def results_of_class(folder, out):
    code, _, err = command(*grading(folder, out, "--seed", 5))
    assert (code, err) == (0, "")
    return out


def test_a_replay_says_that_a_result_is_the_same(results_of_class, folder):
    (folder / "ben" / "dense.py").unlink()  # the source is in the database
    code, printed, _ = command("replay", results_of_class, "ben")
    at = time.strftime("%Y-%m-%d", time.gmtime())
    assert (code, printed) == (0, f"ben, {QUESTION}: the same as on {at} (0 of 10, wrong, seed 5)\n")


def test_a_replay_says_what_is_different(results_of_class):
    database = sqlite3.connect(results_of_class / "results.db")
    database.execute(
        "UPDATE result SET source = ?, version = '0.0', layer = 'x', revision = 'y' WHERE student = 'ben'", (RIGHT,)
    )
    database.commit()
    database.close()
    code, printed, _ = command("replay", results_of_class, "ben", QUESTION)
    assert code == 1
    assert printed == (
        f"ben, {QUESTION}: DIFFERENT: was 0 of 10, wrong, seed 5, is 10 of 10, right\n"
        "  y, a minibatch (4, 3, 2): was failed, is passed\n"
        "  quizdl was 0.0, is 0.1.0\n"
        "  the question has changed since\n"
        "  the layer file or its misconceptions have changed since\n"
    )


def test_there_is_nothing_to_replay_where_nothing_was_handed_in(results_of_class):
    code, printed, _ = command("replay", results_of_class, "carl")
    assert (code, printed) == (0, f"carl, {QUESTION}: missing, there is nothing to grade again\n")


def test_a_replay_of_nobody_is_refused(results_of_class):
    code, _, err = command("replay", results_of_class, "bem")
    db = results_of_class / "results.db"
    assert (code, err) == (2, f"quizdl: there is no student `bem` in {db}: did you mean `ben`?\n")


def test_a_replay_without_results_is_refused(tmp_path):
    code, _, err = command("replay", Path(tmp_path), "ben")
    db = tmp_path / "results.db"
    assert (code, err) == (2, f"quizdl: there is no {db}: name the folder that `quizdl grade` wrote to (--out)\n")
