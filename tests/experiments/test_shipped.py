"""The experiments that come with quizdl show what they say, in every seed and on every task."""

import json

import pytest
from click.testing import CliRunner

from quizdl.bank import experiments
from quizdl.bank.bank import Bank
from quizdl.cli.main import main

BANK = Bank.open()
ALL = {name: experiments.experiment(name, BANK) for name in experiments.names(BANK)}
RUNS = [(name, task) for name, one in ALL.items() for task in (["digits", "synthetic"] if one.tasks else [""])]


@pytest.mark.parametrize(("name", "task"), RUNS)
def test_every_seed_supports_every_conclusion(name, task):
    arguments = ["--data", task] if task else []
    result = CliRunner().invoke(main, ["experiment", name, "--json", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    found = json.loads(result.output)
    assert {one["says"]: one["seeds"] for one in found["conclusions"]} == {
        one["says"]: one["of"] for one in found["conclusions"]
    }
    assert result.exit_code == 0


def test_each_says_what_it_does_not_show_and_at_least_two_things_that_it_does():
    assert all(one.does_not_show and len(one.conclusions) >= 2 for one in ALL.values())
