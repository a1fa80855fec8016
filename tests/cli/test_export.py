"""Open answers and flags as JSON lines, and the way to an instructor's marks and back."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from quizdl.bank.bank import Bank
from quizdl.cli.main import main
from quizdl.errors import QuizdlError
from quizdl.model.attempt import Attempt
from quizdl.store.attempts import Attempts
from quizdl.variants import revision

OPEN = """\
topic: {0}
title: {0}
questions:
  - id: why
    type: open
    prompt: Why?
    rubric: [{{point: The first.}}, {{point: The second.}}]
    model_answer: So.
    source: derivation
  - {{id: sum, type: short, prompt: Type it., answers: [it], source: derivation}}
"""
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SCREEN = """\
3 answers with marks; 1 without are left out.

one/why: 3 answers
  1.  100 % same, kappa 1.00
     The first.
  2.   33 % same, kappa undefined
     the instructor gave every answer the same letter
     The second.

same: answers with the same letter from both. kappa: Cohen's, with linear
weights (y, p, n): 1 is full agreement, 0 what chance alone would give.
"""


@pytest.fixture
def bank(tmp_path, monkeypatch):
    """Two topics with an open question each."""
    folder = tmp_path / "questions"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(OPEN.format(name))
    monkeypatch.setattr("quizdl.bank.bank.QUESTIONS", folder)
    return Bank.open()


def keep(home, bank, question, text, ticks, changed=False, second=0):
    now = "r" if changed else revision(bank.question(question))
    answer = json.dumps({"answer": text, "ticks": ticks}, ensure_ascii=False)
    with Attempts(home) as store:
        store.add(Attempt(AT.replace(second=second), question, now, 0, answer, 7.5, 10.0, 61.26))


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def read(text):
    return [json.loads(line) for line in text.split("\n") if line]


def test_an_open_answer_is_a_line_with_all_that_an_instructor_needs(home, bank):
    keep(home, bank, "one/why", "Because ü.", "yp")
    assert read(run("export", "answers").stdout) == [
        {
            "question": "one/why",
            "revision": revision(bank.question("one/why")),
            "at": "2026-11-22T12:00:00+00:00",
            "answer": "Because ü.",
            "ticks": ["y", "p"],
            "score": 7.5,
            "max_score": 10.0,
            "seconds": 61.3,
            "rubric": ["The first.", "The second."],
        }
    ]


def test_an_answer_to_a_question_that_changed_or_is_gone_has_no_rubric(home, bank, tmp_path):
    keep(home, bank, "one/why", "Then.", "yp", changed=True)
    keep(home, bank, "two/why", "Then.", "yp")
    (tmp_path / "questions" / "two.yaml").unlink()
    found = read(run("export", "answers").stdout)
    assert [(line["question"], "rubric" in line) for line in found] == [("one/why", False), ("two/why", False)]


def test_answers_of_other_types_are_no_open_answers(home, bank):
    with Attempts(home) as store:
        for question, answer in (
            ("one/sum", '{"answer": "a", "ticks": "y"}'),
            ("one/why", "not what is kept of an open answer"),
            ("old/number", "3"),
            ("old/match", '["a", "b"]'),
            ("old/map", '{"answer": "a", "ticks": "z"}'),
            ("old/empty", '{"answer": "a", "ticks": ""}'),
            ("old/list", '{"answer": ["a"], "ticks": "y"}'),
            ("old/deep", "[" * 100_000),
        ):
            store.add(Attempt(AT, question, "r", 0, answer, 1.0, 10.0, 1.0))
    result = run("export", "answers")
    assert (result.stdout, result.stderr) == ("", "quizdl: there is no open answer yet\n")


def test_what_is_kept_beside_the_ticks_is_exported_too(home, bank):
    answer = json.dumps({"answer": "So.", "ticks": "yy", "first": "yn"})
    with Attempts(home) as store:
        store.add(Attempt(AT, "one/why", "r", 0, answer, 10.0, 10.0, 1.0))
    (line,) = read(run("export", "answers").stdout)
    assert (line["ticks"], line["first"]) == (["y", "y"], "yn")


def test_one_topic_can_be_exported_alone_even_when_the_bank_lost_it(home, bank, tmp_path):
    keep(home, bank, "one/why", "One.", "yp")
    keep(home, bank, "two/why", "Two.", "yp")
    (tmp_path / "questions" / "two.yaml").unlink()
    found = read(run("export", "answers", "--topic", "two").stdout)
    assert [line["answer"] for line in found] == ["Two."]


def test_the_problems_of_a_bank_are_said_and_stop_no_export(home, bank, tmp_path):
    keep(home, bank, "one/why", "So.", "yp")
    (tmp_path / "questions" / "two.yaml").write_text("topic: three")
    result = run("export", "answers")
    assert len(read(result.stdout)) == 1
    assert "two.yaml:1:1: `title` is missing here: add it" in result.stderr


def test_a_topic_that_never_was_is_a_sentence(bank):
    result = run("export", "answers", "--topic", "three")
    assert isinstance(result.exception, QuizdlError)
    assert str(result.exception) == (
        "there is no topic `three`, in the bank or among your answers: see `quizdl progress`"
    )


def test_what_a_terminal_would_obey_is_escaped_and_read_back_as_it_was(home, bank):
    text = "a\x1b[2J\u009b\u202eb\u2028c\U000e0001\n"
    keep(home, bank, "one/why", text, "yp")
    shown = run("export", "answers").stdout
    assert shown.removesuffix("\n").isprintable()
    assert read(shown)[0]["answer"] == text


def test_flags_have_their_note_and_their_question(home):
    with Attempts(home) as store:
        store.flag(AT, "one/why", "r1", 7, "The key is wrong.")
        store.flag(AT, "one/sum", "r2", 8, "Typo")
    found = read(run("export", "flags").stdout)
    assert found[0] == {
        "question": "one/why", "revision": "r1", "seed": 7, "at": "2026-11-22T12:00:00+00:00",
        "note": "The key is wrong.",
    }  # fmt: skip
    assert found[1]["note"] == "Typo"


def test_a_file_is_written_once_and_never_over_what_may_hold_marks(home, bank, tmp_path):
    keep(home, bank, "one/why", "ü", "yp")
    out = tmp_path / "answers.jsonl"
    assert run("export", "answers", "--out", out).output == f"{out}: 1 open answer\n"
    assert read(out.read_text(encoding="utf-8"))[0]["answer"] == "ü"
    again = run("export", "flags", "--out", out)
    assert str(again.exception) == f"{out} exists and is left as it is: name another file, or move it away"
    nowhere = tmp_path / "nope" / "a"
    assert str(run("export", "flags", "--out", nowhere).exception) == (
        f"{nowhere} cannot be written: No such file or directory"
    )


def marked(home, bank, tmp_path):
    for second, ticks in enumerate(("yy", "nn", "pp", "yy")):
        keep(home, bank, "one/why", "So.", ticks, second=second)
    out = tmp_path / "answers.jsonl"
    run("export", "answers", "--out", out)
    lines = read(out.read_text(encoding="utf-8"))
    for line, marks in zip(lines, ("yn", "nn", "pn"), strict=False):
        line["marks"] = list(marks)
    out.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return out


def test_marks_added_to_an_export_are_compared_point_by_point(home, bank, tmp_path):
    assert run("bank", "agreement", marked(home, bank, tmp_path)).output == SCREEN


def test_agreement_is_json_where_asked_for(home, bank, tmp_path):
    found = json.loads(run("bank", "agreement", "--json", marked(home, bank, tmp_path)).output)
    assert (found["answers"], found["unmarked"]) == (3, 1)
    assert [(point["same"], point["kappa"]) for point in found["points"]] == [(1.0, 1.0), (1 / 3, None)]
    assert found["points"][1]["constant"] == ["instructor"]


def test_an_export_without_marks_says_what_to_add(home, bank, tmp_path):
    keep(home, bank, "one/why", "So.", "yy")
    out = tmp_path / "a.jsonl"
    run("export", "answers", "--out", out)
    assert " ".join(run("bank", "agreement", out).output.split()) == (
        "0 answers with marks; 1 without are left out: add `marks`, a list of y, p or n, to the lines of "
        "`quizdl export answers`."
    )
