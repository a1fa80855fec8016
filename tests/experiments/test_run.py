"""An experiment is run value by value and seed by seed, and says for each conclusion which seeds support it."""

import json

import pytest
from click.testing import CliRunner

from quizdl.cli.main import main

SCREEN = """\
Powers

How fast do powers grow?

The power, by base; median of 5 seeds (lowest to highest):

its square
  1  1 (1 to 1)               ███▏
  2  4 (4 to 4)               ████████████▌
  4  16 (16 to 16)            ██████████████████████████████████████████████████

noise
"""


def test_the_screen_holds_numbers_bars_and_conclusions(files):
    result = files.run()
    assert result.output.startswith(SCREEN)
    assert "✓ 5 of 5 seeds: Squares grow.\n" in result.output
    assert "\nIt does not show: that cubes grow.\n\nSource: derivation" in result.output


def test_a_conclusion_that_some_seeds_do_not_support_is_marked_and_the_exit_code_says_so(files):
    files.change("noise[0] < 0.5", "noise[0] < 0.4")
    result = files.run("--seeds", 20, "--json")
    (curve,) = (one["seeds"] for name, one in json.loads(result.output)["curves"].items() if name == "noise")
    supported = sum(seed[0] < 0.4 for seed in curve)
    assert 0 < supported < 20
    result = files.run("--seeds", 20)
    assert f"✗ {supported} of 20 seeds: Noise is small.\n" in result.output
    assert result.exit_code == 1


def test_the_exit_code_is_0_where_every_seed_supports_everything(files):
    files.change("noise[0] < 0.5", "noise[0] < 1")
    assert files.run().exit_code == 0


def test_a_seed_draws_the_same_for_every_value_of_x_and_another_seed_draws_others(files):
    found = json.loads(files.run("--json").output)
    rows = found["curves"]["noise"]["seeds"]
    assert all(len(set(row)) == 1 for row in rows)
    assert len({row[0] for row in rows}) == 5
    assert found["curves"]["square"]["seeds"] == [[1.0, 4.0, 16.0]] * 5


def test_it_is_the_same_at_every_run(files):
    first, second = (json.loads(files.run("--json").output) for _ in range(2))
    assert first["curves"] == second["curves"]


def test_the_json_says_what_was_asked_and_what_each_conclusion_needs(files):
    found = json.loads(files.run("--json").output)
    assert found["x"] == {"label": "base", "values": [1, 2, 4]}
    assert found["conclusions"][0] == {"says": "Squares grow.", "holds": "all(diff(square) > 0)", "seeds": 5, "of": 5}
    assert (found["does_not_show"], found["source"], found["data"]) == ("that cubes grow.", "derivation", "")


def test_the_bars_of_all_curves_begin_in_one_column(files):
    files.change("rng.random()", "10.123 * x")
    files.change("noise[0] < 0.5", "noise[0] < 1e9")
    rows = [line for line in files.run().output.split("\n") if "█" in line]
    assert len(rows) >= 5
    assert len({row.index("█") for row in rows}) == 1


def test_numbers_far_apart_are_drawn_on_a_logarithmic_scale_where_that_is_asked_for(files):
    files.change("source: derivation", "source: derivation\nlog: true")
    files.change('"noise": rng.random()', '"noise": 1.0')
    assert "bars on a logarithmic scale" in " ".join(files.run().output.split())
    rows = [line for line in files.run().output.split("\n") if line[:6] in ("  1  1", "  2  4", "  4  1")]
    lengths = [row.count("█") for row in rows[:3]]
    assert lengths[1] - lengths[0] == pytest.approx(lengths[2] - lengths[1], abs=1)


def test_values_of_x_may_be_names(files):
    files.change("values: [1, 2, 4]", "values: [one, three]")
    files.change("np.array([[x]])", "np.array([[{'one': 1, 'three': 3}[x]]])")
    assert "  three  9 (9 to 9)" in files.run().output


def test_a_long_conclusion_fills_its_lines(files):
    files.change("says: Squares grow.", "says: " + "Squares grow and grow and grow, " * 4 + "always.")
    (first,) = (line for line in files.run().output.split("\n") if line.startswith("✓ 5 of 5 seeds: Squares"))
    assert 72 <= len(first) <= 80


def test_on_a_narrow_screen_the_numbers_stand_alone(files, monkeypatch):
    monkeypatch.setenv("COLUMNS", "28")
    output = files.run().output
    assert "  4  16 (16 to 16)\n" in output
    assert "█" not in output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rng.random()}", "rng.random() / 0.0 * float('inf')}", "powers at base 1, seed 0: measure raises"),
        ("rng.random()}", "float('nan')}", "powers at base 1, seed 0: measure gives no finite number under `noise`"),
        ('"noise": rng', '"other": rng', "powers at base 1, seed 0: measure gives no finite number under `noise`"),
        ("rng.random()}", "np.ones(2)}", "powers at base 1, seed 0: measure gives no finite number under `noise`"),
        ("import numpy as np", "import numpy as np\n1 / 0", "the code of powers raises ZeroDivisionError"),
        ("y, _ = relu_forward", "y, _ = elu_forward", "powers at base 1, seed 0: measure raises NameError"),
        ("from relu", "from tanh", "the code of powers raises ModuleNotFoundError: No module named 'tanh'"),
        ("noise[0] < 0.5", "noisy[0] < 0.5", "raises NameError: name 'noisy' is not defined"),
        ("import numpy as np", "import numpy as np\nopen('/etc/passwd')", "the code of powers raises PermissionError"),
    ],
)
def test_an_experiment_that_fails_says_where_in_one_sentence(old, new, said, files):
    files.change(old, new)
    result = files.run()
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)


def test_data_for_an_experiment_that_learns_nothing_is_refused(files):
    assert str(files.run("--data", "digits").exception) == "powers learns nothing: leave --data out"


def test_an_experiment_that_does_not_exist_is_answered_with_the_nearest(files):
    found = CliRunner().invoke(main, ["experiment", "power", "--bank", str(files.bank)])
    assert str(found.exception) == "there is no experiment `power`: did you mean `powers`?"


def test_without_a_name_the_experiments_are_listed(files):
    output = CliRunner().invoke(main, ["experiment", "--bank", str(files.bank)]).output
    assert "  batch-noise" in output
    assert "powers" in output


def test_code_that_several_experiments_share_is_imported_from_a_file_beside_them(files):
    (files.code.parent / "nets.py").write_text("def third(y):\n    return y**3.0\n")
    files.change("layers: [relu]", "layers: [relu]\nshared: [nets]")
    files.change("from relu import relu_forward", "from nets import third\nfrom relu import relu_forward")
    files.change("y[0, 0] ** 2.0", "third(y[0, 0])")
    assert "  4  64 (64 to 64)" in files.run().output
