"""Where the sandbox has gaps, a bank from elsewhere runs nothing before its folder was trusted."""

import pytest
from click.testing import CliRunner

from quizdl.bank import trust
from quizdl.cli.main import main
from quizdl.errors import QuizdlError
from quizdl.grading import permission
from quizdl.runner import confinement

BANK = """\
topic: sums
title: Sums
questions:
  - {id: a, type: number, prompt: How much?, answer: 1 + 1, tolerance: {exact: true}, source: derivation}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sums.yaml").write_text(BANK)
    return tmp_path


@pytest.fixture
def gaps(monkeypatch):
    lacking = {"landlock": "the kernel has none", "seccomp": "no libseccomp"}
    monkeypatch.setattr(permission, "missing", lambda: lacking)
    monkeypatch.setattr(confinement, "missing", lambda: lacking)


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


def test_in_a_whole_sandbox_nobody_is_asked(folder):
    assert "ok: 1 topic" in run("bank", "check", folder).output


def test_in_a_sandbox_with_gaps_nothing_of_an_unknown_folder_runs(folder, gaps):
    result = run("bank", "check", folder)
    assert isinstance(result.exception, QuizdlError)
    assert str(result.exception) == (
        f"{folder} holds expressions or layers that run, and the sandbox of this machine lacks landlock, seccomp: "
        f"look through the folder, then `quizdl bank trust {folder}`"
    )


def test_a_folder_that_was_trusted_runs_until_it_changes(folder, gaps):
    assert run("bank", "trust", folder).output == f"{folder}: trusted as it is now\n"
    assert "ok: 1 topic" in run("bank", "check", folder).output
    (folder / "sums.yaml").write_text(BANK.replace("1 + 1", "1 + 2"))
    assert "quizdl bank trust" in str(run("bank", "check", folder).exception)


def test_the_questions_of_quizdl_need_no_trust(gaps):
    result = run("practice", "batchnorm", "-n", "1", input="1\n:q\n")
    assert "has no key" not in result.output


def test_a_missing_folder_cannot_be_trusted(tmp_path):
    assert str(run("bank", "trust", tmp_path / "nope").exception) == f"there is no folder {tmp_path / 'nope'}"


def test_a_list_of_trusted_folders_that_cannot_be_read_trusts_nobody(folder, home):
    trust.trust(folder)
    (home / trust.NAME).write_text("{not json")
    assert not trust.trusted(folder)


def test_a_list_that_cannot_be_written_is_said(folder, home):
    (home / trust.NAME).mkdir()
    with pytest.raises(QuizdlError, match=r"trusted\.json cannot be written: Is a directory"):
        trust.trust(folder)


def test_submit_says_what_the_sandbox_lacks(gaps, tmp_path):
    solution = tmp_path / "bn.py"
    solution.write_text("# quizdl: batchnorm/implement\n")
    assert run("submit", solution).stderr == (
        "quizdl: the sandbox of this machine lacks landlock, seccomp: submit your own code only\n"
    )
