"""What authors and learners start from: a topic file that passes its check, a layer file that says what is missing."""

import ast
import importlib.util

import pytest

from quizdl.bank import starter
from quizdl.bank.bank import Bank
from quizdl.bank.folders import QUESTIONS, Folders
from quizdl.bank.layers import read_layer
from quizdl.errors import MISUSE
from quizdl.model.kinds.code import Case, Code
from quizdl.prove import code as prove
from tests.bank.conftest import ROOT

GOOD = ROOT / "tests" / "banks" / "good"
NAMES = ["batch-norm", "a", "3d-convolution", "no", "true", "null", "2024", "1e5", "0x1f", "0o17", "x" * 100]
DOCSTRINGS = [
    "One sentence.",
    'It ends in "quotes"',
    "It ends in 'quotes'",
    'It holds """three quotes""" in it.',
    "It holds '''three''' in it.",
    "It holds \"\"\"both\"\"\" '''kinds''' and a \\ backslash, and ends in '",
    r"It holds $\frac{1}{2}$ and \n.",
    "It ends in a backslash \\",
    'It ends in \\"',
    "Several lines.\n\n    An equation: y = x\n\nThe end.",
    'Several lines,\nthe last ends in """',
    "# quizdl: batchnorm/implement",
]
STARTER = '''\
# quizdl: own-layer/implement
"""Write the layer."""

import numpy as np


def power_forward(x):
    r"""Square x [N]; y = x * x.

    Docstrings may hold "quotes", $\\frac{1}{2}$ and {braces}.
    """
    raise NotImplementedError


def power_backward(dy, cache):
    """Return dx [N]."""
    raise NotImplementedError
'''


def code(layer, functions, prompt="Write it.", name="t/q", **case):
    cases = (Case(name="a minibatch", **case),)
    return Code(id=name, type="code", layer=layer, functions=functions, prompt=prompt, source="s", cases=cases)


@pytest.mark.parametrize("name", NAMES)
def test_a_new_topic_passes_the_check(name, tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    expected = (0, f"{name}.yaml: check it with `quizdl bank check {name}.yaml`\n", "")
    assert quizdl("bank", "new", name) == expected
    assert quizdl("bank", "check", f"{name}.yaml") == (0, "ok: 1 topic, 2 questions, 0 misconceptions\n", "")
    assert Bank(Folders((tmp_path,))).topic(name).id == name


def test_the_commands_in_a_new_topic_are_right(tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    quizdl("bank", "new", "my-topic")
    commands = [part for part in (tmp_path / "my-topic.yaml").read_text().split("`") if part.startswith("quizdl ")]
    assert commands == ["quizdl bank check .", "quizdl bank show my-topic/mean --bank ."]
    assert [quizdl(*command.split()[1:]).code for command in commands] == [0, 0]


@pytest.mark.parametrize("name", ["Batch-Norm", "batch norm", "a/b", "../a", "", "-a", "a-", "a_b", "é"])
def test_a_topic_is_named_with_lower_case_letters_digits_and_hyphens(name, tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    message = f"quizdl: `{name}`: name a topic with lower case letters, digits and hyphens, such as batch-norm\n"
    assert quizdl("bank", "new", "--", name) == (MISUSE, "", message)
    assert list(tmp_path.iterdir()) == []


def test_a_new_topic_is_written_where_one_wants_it_under_its_own_name(tmp_path, quizdl):
    path = tmp_path / "a.yaml"
    assert quizdl("bank", "new", "a", "--to", path).code == 0
    assert quizdl("bank", "check", tmp_path).code == 0
    message = f"quizdl: {tmp_path / 'b.yaml'}: the file of the topic a has to be called a.yaml\n"
    assert quizdl("bank", "new", "a", "--to", tmp_path / "b.yaml") == (MISUSE, "", message)


def test_a_topic_that_exists_is_left_as_it_is(tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text("mine")
    message = "quizdl: a.yaml exists and is left as it is: use --to FILE, or move it away\n"
    assert quizdl("bank", "new", "a") == (MISUSE, "", message)
    assert (tmp_path / "a.yaml").read_text() == "mine"


def test_a_topic_that_cannot_be_written_is_named(tmp_path, quizdl):
    path = tmp_path / "gone" / "a.yaml"
    message = f"quizdl: {path} cannot be written: No such file or directory\n"
    assert quizdl("bank", "new", "a", "--to", path) == (MISUSE, "", message)


def test_a_starter_has_everything_but_the_bodies():
    bank = Bank(Folders((GOOD / "own-layer",)))
    assert starter.starter(bank.question("own-layer/implement"), bank.layer("power")) == STARTER


def test_the_starter_of_batch_norm_runs_and_raises_that_it_is_not_written(tmp_path):
    functions = ("batchnorm_forward", "batchnorm_backward")
    layer = Bank(Folders((QUESTIONS,))).layer("batchnorm")
    path = tmp_path / "batchnorm.py"
    path.write_text(starter.starter(code("batchnorm", functions, sizes={"N": 4, "D": 3}), layer), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("started", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with pytest.raises(NotImplementedError):
        module.batchnorm_forward(1, 2, 3, 4, 5, training=True)
    with pytest.raises(NotImplementedError):
        module.batchnorm_backward(1, 2)
    assert module.batchnorm_forward.__doc__.startswith("Normalize x by the statistics of the minibatch")


@pytest.mark.parametrize("text", DOCSTRINGS)
def test_prompts_and_docstrings_survive_in_a_starter(text):
    layer = read_layer("layer", "layer.py", f"def layer_forward(x):\n    {text!r}\n    return x\n")
    question = code("layer", ("layer_forward",), prompt=text, sizes={})
    tree = ast.parse(starter.starter(question, layer))
    assert ast.get_docstring(tree.body[-1]).strip() == text.strip()
    assert ast.get_docstring(tree).split() == text.split()


def test_long_prompts_are_wrapped_and_lists_and_code_are_not():
    prompt = "word " * 40 + "\n\n- " + "item " * 40 + "\n\n    " + "code " * 40
    begun = starter.starter(code("power", (), prompt=prompt, sizes={}), read_layer("power", "power.py", ""))
    lines = begun.splitlines()
    assert [len(line) > 115 for line in lines[1:7]] == [False, False, False, True, False, True]


def test_start_writes_the_starter(tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    expected = (0, "power.py: fill in power_forward, power_backward, then `quizdl submit power.py`\n", "")
    assert quizdl("start", "own-layer", "--bank", GOOD / "own-layer") == expected
    assert (tmp_path / "power.py").read_text() == STARTER
    assert quizdl("start", "own-layer/implement", "--bank", GOOD / "own-layer", "--to", "mine.py").code == 0
    assert (tmp_path / "mine.py").read_text() == STARTER


def test_start_leaves_a_file_that_exists_as_it_is(tmp_path, monkeypatch, quizdl):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "power.py").write_text("mine")
    message = "quizdl: power.py exists and is left as it is: use --to FILE, or move it away\n"
    assert quizdl("start", "own-layer", "--bank", GOOD / "own-layer") == (MISUSE, "", message)
    assert (tmp_path / "power.py").read_text() == "mine"


def test_start_says_where_it_cannot_write(tmp_path, quizdl):
    path = tmp_path / "gone" / "power.py"
    message = f"quizdl: {path} cannot be written: No such file or directory\n"
    assert quizdl("start", "own-layer", "--bank", GOOD / "own-layer", "--to", path) == (MISUSE, "", message)


def test_start_says_which_questions_have_code(quizdl):
    bank = GOOD / "own-layer"
    message = "own-layer/by-hand is not a code question: practice it with `quizdl practice own-layer`\n"
    assert quizdl("start", "own-layer/by-hand", "--bank", bank) == (MISUSE, "", f"quizdl: {message}")
    message = "quizdl: there is no topic `own-layr`: did you mean `own-layer`?\n"
    assert quizdl("start", "own-layr", "--bank", bank) == (MISUSE, "", message)


def test_a_starter_that_earns_points_is_a_flaw(monkeypatch):
    bank = Bank(Folders((GOOD / "own-layer",)), use_cache=False)
    monkeypatch.setattr(prove, "of_bank", lambda _, bank: bank.layer("power").text)
    question = code("power", ("power_forward",), sizes={"N": 3})
    (flaw,) = prove.prove(4, question, bank).flaws
    assert flaw.loc == ("questions", 4, "cases")
    assert flaw.what == "the starter earns 10 points as it comes"
