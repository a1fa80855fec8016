"""`quizdl bank check`: what is right passes, and every flaw is named where it is."""

import os

import pytest

from quizdl.bank.bank import Bank
from quizdl.bank.folders import Folders
from quizdl.errors import MISUSE, WRONG, BankError
from tests.bank.conftest import ROOT

BANKS = ROOT / "tests" / "banks"
GOOD = sorted((BANKS / "good").iterdir())
BAD = sorted(path for path in (BANKS / "bad").iterdir() if path.suffix != ".problems")


def question(name, prompt="Why?"):
    return f"""topic: {name}
title: {name}
questions:
  - {{id: a, type: open, prompt: {prompt}, rubric: [{{point: a}}, {{point: b}}], model_answer: So., source: derivation}}
"""


def sparse(path, size):
    """A file that claims a size without taking it."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_bank_passes(path, quizdl):
    said = quizdl("bank", "check", path)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("ok: ")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_flaw_of_a_bad_bank_is_reported(path, quizdl, at_root, monkeypatch):
    monkeypatch.setattr("quizdl.grading.keys.SECONDS", 2.0)
    said = quizdl("bank", "check", path.relative_to(ROOT))
    start = f"{path.relative_to(ROOT)}{'/' if path.is_dir() else ':'}"
    expected = path.with_suffix(".problems").read_text(encoding="utf-8").splitlines()
    assert said.out.splitlines() == [start + line for line in expected]
    assert said.code == WRONG


def test_every_file_of_expected_problems_has_its_bank():
    assert {path.stem for path in (BANKS / "bad").glob("*.problems")} == {path.stem for path in BAD}


def test_there_are_enough_bad_banks():
    assert len(BAD) >= 30


def test_all_problems_of_all_files_are_reported_at_once_and_sorted(tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "misconceptions").mkdir()
    (tmp_path / "misconceptions" / "gone.yaml").write_text("layer: gone\nmisconceptions: []\n")
    (tmp_path / "b.yaml").write_text(question("c") + "author: me\n")
    (tmp_path / "a.yaml").write_text(question("A", prompt="3") + "title: again\n")
    (tmp_path / "d.yaml").write_text(question("d").replace("title: d", "title: 4\nneeds: 5"))
    (tmp_path / "e.yaml").write_text(question("e"))
    assert quizdl("bank", "check", ".") == (
        WRONG,
        "a.yaml:5:1: `title` stands here twice, first in line 2: keep one\n"
        "b.yaml:5:1: `author` is not a key here: expected one of layer, needs, questions, title, topic\n"
        "d.yaml:2:8: `title`: expected text, found the number 4: put it in single quotes\n"
        "d.yaml:3:8: `needs`: expected a list, found the number 5\n"
        "misconceptions/gone.yaml:2:17: `misconceptions`: expected at least 1 entry, found 0\n",
        "5 problems in 4 files\n",
    )


def test_a_single_problem_is_counted_as_one(tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(question("b"))
    assert quizdl("bank", "check", "a.yaml") == (
        WRONG,
        "a.yaml:1:8: the topic is `b`, but the file is a.yaml: give both the same name\n",
        "1 problem in 1 file\n",
    )


def test_only_the_file_asked_for_is_checked(tmp_path, quizdl):
    (tmp_path / "a.yaml").write_text(question("a"))
    (tmp_path / "b.yaml").write_text("not a topic")
    assert quizdl("bank", "check", tmp_path / "a.yaml") == (0, "ok: 1 topic, 1 question, 0 misconceptions\n", "")


def test_a_file_of_misconceptions_can_be_checked_alone(quizdl):
    path = BANKS / "good" / "own-layer" / "misconceptions"
    expected = (0, "ok: 0 topics, 0 questions, 3 misconceptions\n", "")
    assert quizdl("bank", "check", path / "power.yaml") == expected
    assert quizdl("bank", "check", path) == expected


def test_the_problems_of_a_file_of_misconceptions_are_sorted():
    bank = Bank(Folders([BANKS / "bad" / "misconceptions-with-formulas"]), use_cache=False)
    with pytest.raises(BankError) as error:
        bank.misconceptions("scale")
    assert [problem.line for problem in error.value.problems] == [9, 10, 10, 15, 16]


def test_the_bank_of_ones_own_is_checked_with_that_of_quizdl(tmp_path, monkeypatch, quizdl):
    monkeypatch.setattr("quizdl.prove.check.QUESTIONS", BANKS / "good" / "own-layer")
    (tmp_path / "a.yaml").write_text(question("a"))
    assert quizdl("bank", "check", "--bank", tmp_path).out.startswith("ok: 3 topics, ")
    monkeypatch.setenv("QUIZDL_BANK", str(tmp_path))
    assert quizdl("bank", "check").out.startswith("ok: 3 topics, ")


def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    sparse(tmp_path / "huge.yaml", 100 * 2**20)
    said = quizdl("bank", "check", "huge.yaml")
    assert said.out == "huge.yaml:1:1: the file has 100 MiB, at most 8 are read: split it\n"
    assert said.code == WRONG


def test_a_file_that_cannot_be_opened_is_reported(tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "link.yaml").symlink_to("nowhere")
    said = quizdl("bank", "check", ".")
    assert said.out == (
        "folder.yaml:1:1: cannot be read: Is a directory\nlink.yaml:1:1: cannot be read: No such file or directory\n"
    )
    assert said.code == WRONG


def test_hidden_files_of_editors_are_left_alone(tmp_path, quizdl):
    (tmp_path / "a.yaml").write_text(question("a"))
    (tmp_path / ".#a.yaml").symlink_to("me@host.1234")
    (tmp_path / "._a.yaml").write_bytes(b"\x00\x05\x16\x07")
    assert quizdl("bank", "check", tmp_path).out == "ok: 1 topic, 1 question, 0 misconceptions\n"
    assert quizdl("bank", "list", "--bank", tmp_path).code == 0


def test_a_folder_that_does_not_exist_is_named(quizdl):
    assert quizdl("bank", "check", "nowhere") == (MISUSE, "", "quizdl: there is no file or folder nowhere\n")


@pytest.mark.parametrize("names", [[], ["a.yml"], ["notes.txt"]])
def test_a_folder_without_question_files_is_named(names, tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "empty"
    folder.mkdir()
    for name in names:
        (folder / name).write_text(question("a"))
    message = "quizdl: empty: no question file here, they are called <topic>.yaml\n"
    assert quizdl("bank", "check", "empty") == (MISUSE, "", message)


def test_a_bank_folder_that_does_not_exist_is_named(quizdl, monkeypatch):
    gone = os.fspath(ROOT / "gone")
    message = f"quizdl: {gone}: there is no such folder; --bank and QUIZDL_BANK name a folder of question files\n"
    assert quizdl("bank", "check", "--bank", gone) == (MISUSE, "", message)
    monkeypatch.setenv("QUIZDL_BANK", gone)
    assert quizdl("bank", "list") == (MISUSE, "", message)
