"""`quizdl doctor` tries every layer of the sandbox and says what follows."""

import sys

import click
import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.prove import machine
from quizdl.runner import confinement

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all layers")


def doctor():
    result = CliRunner().invoke(main, ["doctor"])
    return result.exit_code, click.unstyle(result.output)


@LINUX
def test_every_layer_holds_on_this_machine():
    assert [(proof.layer, proof.why) for proof in machine.proofs() if not proof.holds] == []


@LINUX
def test_the_report_names_versions_folders_and_layers(home):
    code, said = doctor()
    assert code == 0
    assert said.startswith("quizdl 0.1.0, Python 3.")
    assert f"progress: {home}\ncache: {home}/cache\n" in said
    assert [line[4:].partition(":")[0] for line in said.splitlines() if line.startswith("  ✓ ")] == list(
        confinement.LAYERS
    )
    assert said.endswith("The sandbox is complete: submissions of people you do not know can be graded.\n")


def test_a_layer_that_is_missing_is_off_with_its_reason(monkeypatch):
    monkeypatch.setattr(machine, "missing", lambda: {"landlock": "the kernel has no Landlock"})
    code, said = doctor()
    assert code == 1
    assert "✗ landlock: no file can be read but the standard library and numpy, none written (OFF;" in said.replace(
        "\n    ", " "
    )
    assert said.endswith("The sandbox has gaps: grade only code that you would run yourself.\n")


@pytest.mark.parametrize("layer", sorted(machine.STOPPED))
def test_a_layer_that_lets_its_attempt_through_does_not_hold(monkeypatch, layer):
    monkeypatch.setitem(machine.ATTEMPTS, layer, "pass")
    proof = machine.prove(layer, "?")
    assert (proof.holds, proof.why) == (False, f"tried: no error, not {machine.STOPPED[layer]}")


@pytest.mark.parametrize("layer", sorted(set(machine.ATTEMPTS) - set(machine.STOPPED)))
def test_a_layer_that_is_not_there_is_seen(monkeypatch, layer):
    monkeypatch.setitem(machine.ATTEMPTS, layer, "assert False")
    proof = machine.prove(layer, "?")
    assert (proof.holds, proof.why) == (False, "tried: AssertionError, not no error")


def test_elsewhere_than_on_linux_most_layers_are_missing(monkeypatch):
    monkeypatch.setattr(confinement.sys, "platform", "darwin")
    assert set(confinement.missing()) == {"no new privileges", "capabilities", "landlock", "seccomp"}
    assert "run quizdl inside a Linux container" in confinement.missing()["seccomp"]
