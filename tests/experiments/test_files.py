"""Every flaw of an experiment's files is named where it is, by `bank check` and before a run."""

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main


def check(files):
    return CliRunner().invoke(main, ["bank", "check", str(files.bank)])


def test_a_good_one_passes(files):
    result = check(files)
    assert result.exit_code == 0
    assert result.output.endswith(" 1 experiment\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("experiment: powers", "experiment: power",
         "1:13: the experiment is `power`, but the file is powers.yaml: give both the same name"),
        ("asks: How fast", "ask: How fast", "3:1: `ask` is not a key here: did you mean `asks`?"),
        ("layers: [relu]", "layers: [rel]", "4:10: there is no layer `rel`: did you mean `relu`?"),
        ("layers: [relu]", "layers: [relu]\nshared: [nets]", "5:10: there is no file nets.py beside powers.yaml"),
        ("values: [1, 2, 4]", "values: [1, 2, 1]", "5:4: `1` stands here 2 times"),
        ("{id: noise, label", "{id: square, label", "8:3: `square` stands here 2 times"),
        ("id: square, label", "id: a square, label", "8:10: `a square` is not a name: use letters, digits and _"),
        ("noise[0] < 0.5", "noise[0] <", "14:12: `noise[0] <` is not a Python expression: invalid syntax"),
        ("source: derivation", "source: derivation\nseeds: 2", "seeds"),
        ("def measure(x, rng)", "def measure(x)", "1:13: powers.py: measure takes x, rng"),
        ("def measure(x, rng)", "def run(x, rng)", "1:13: powers.py has no function measure(x, rng)"),
        ("def measure(x, rng)", "def measure(x, rng", "1:13: powers.py is not Python: '(' was never closed"),
        ("source: derivation", "source: derivation\ntasks: true",
         "1:13: powers.py: measure takes x, rng, inputs, targets"),
    ],
)  # fmt: skip
def test_a_flaw_is_named_where_it_is(old, new, said, files):
    files.change(old, new)
    result = check(files)
    assert said in result.output
    assert result.exit_code == 1
    assert said.partition(": ")[2] in str(files.run().exception)  # and nothing is run


def test_a_missing_python_file_is_a_flaw(files):
    files.code.unlink()
    assert "powers.py cannot be read: No such file or directory" in check(files).output


def test_a_python_file_that_is_not_utf_8_is_a_flaw(files):
    files.code.write_bytes(b"\xff")
    assert "powers.py cannot be read: it is not UTF-8" in check(files).output
