"""Every layer file is a perfect submission to itself: run by the runner, it gives what it gives here, and full marks.

What has a forward and a backward is graded like a submission; the other functions are called through the runner with
the expressions below and compared with the same call in this process.
"""

from pathlib import Path

import numpy as np
import pytest

import reference
from quizdl.bank.bank import Bank
from quizdl.bank.folders import Folders
from quizdl.grading.code.grade import grade
from quizdl.model.kinds.code import Case, Code
from quizdl.model.verdict import Status
from quizdl.runner.session import Results, Session

FOLDER = Path(reference.__file__).parent
NAMES = [name for group in reference.LAYERS.values() for name in group]
IMAGE = {"N": 2, "C": 4, "H": 6, "W": 5}
CONV = {**IMAGE, "F": 6, "kh": 3, "kw": 2}
RANDOM = {"p": 0.3, "training": True}

# Function without `_forward` -> the sizes and options of a case.
CASES = {
    "attention": [
        ({"N": 2, "T": 3, "D": 4, "S": 5, "E": 6}, {"heads": 2}),
        ({"N": 2, "T": 3, "D": 4}, {"causal": True}),
    ],
    "avgpool2d": [(IMAGE, {"kernel": 3, "stride": 2, "padding": 1})],
    "batchnorm": [({"N": 7, "D": 3}, {"training": True}), ({"N": 2, "D": 3, "H": 4, "W": 5}, {"training": False})],
    "bce": [({"N": 5, "M": 2}, {})],
    "bce_probabilities": [({"N": 5, "M": 2}, {})],
    "content_loss": [(IMAGE, {})],
    "conv1d": [({"N": 2, "C": 4, "L": 9, "F": 6, "k": 3}, {"stride": 2, "padding": 1})],
    "conv2d": [(CONV, {"stride": 2, "padding": 1}), ({**CONV, "groups": 2}, {"groups": 2, "dilation": 2})],
    "conv_transpose2d": [(CONV, {"stride": 2, "padding": 1})],
    "dense": [({"N": 5, "D": 3, "M": 4}, {})],
    "dropconnect": [({"N": 5, "D": 3, "M": 4}, RANDOM)],
    "dropout": [({"N": 5, "D": 3}, RANDOM)],
    "embedding": [({"N": 3, "T": 4, "V": 5, "D": 2}, {})],
    "gelu": [({"N": 5, "D": 3}, {}), ({"N": 5, "D": 3}, {"approximate": True})],
    "global_avgpool": [(IMAGE, {})],
    "gram": [(IMAGE, {})],
    "groupnorm": [(IMAGE, {"groups": 2})],
    "gru": [({"N": 2, "D": 3, "H": 4, "T": 5}, {})],
    "gru_step": [({"N": 2, "D": 3, "H": 4}, {})],
    "hinge": [({"N": 5, "C": 4}, {"margin": 0.5})],
    "instancenorm": [(IMAGE, {})],
    "layernorm": [({"N": 5, "D": 3}, {}), ({"N": 5, "D": 3, "T": 2}, {"eps": 0.1})],
    "leaky_relu": [({"N": 5, "D": 3}, {"slope": 0.2})],
    "linear_regression": [({"N": 5, "D": 3}, {})],
    "logistic_regression": [({"N": 5, "D": 3}, {})],
    "lstm": [({"N": 2, "D": 3, "H": 4, "T": 5}, {})],
    "lstm_step": [({"N": 2, "D": 3, "H": 4}, {})],
    "maxpool2d": [(IMAGE, {"kernel": 3, "stride": 2, "padding": 1})],
    "mse": [({"N": 5, "M": 2}, {})],
    "relu": [({"N": 5, "D": 3}, {})],
    "residual": [({"N": 5, "D": 3, "H": 4}, {})],
    "rmsnorm": [({"N": 5, "D": 3}, {})],
    "rnn": [({"N": 2, "D": 3, "H": 4, "T": 5}, {})],
    "rnn_step": [({"N": 2, "D": 3, "H": 4}, {})],
    "sigmoid": [({"N": 5, "D": 3}, {})],
    "silu": [({"N": 5, "D": 3}, {})],
    "softmax": [({"N": 5, "C": 3}, {})],
    "softmax_cross_entropy": [({"N": 5, "C": 3}, {})],
    "spatial_dropout": [(IMAGE, RANDOM)],
    "style_loss": [(IMAGE, {})],
    "tanh": [({"N": 5, "D": 3}, {})],
}
RNG = "rng=random.default_rng(3)"
STEP = "{0}_step({0}_step(w, dw, None)[0], 2 * dw, {0}_step(w, dw, None)[1])[0]"

# Function -> an expression that calls it, over NumPy's names, w and dw.
EXPRESSIONS = {
    **{f"{name}_step": STEP.format(name) for name in reference.LAYERS["optimizers"]},
    **{
        name: f"{name}((4, 3), {RNG})"
        for name in ("normal", "uniform", "lecun_normal", "lecun_uniform", "xavier_normal", "xavier_uniform")
    },
    "constant": "constant((4, 3), value=2.0)",
    "he_normal": f"he_normal((4, 3, 5, 2), {RNG})",
    "he_uniform": f"he_uniform((4, 3, 5, 2), {RNG})",
    "orthogonal": f"orthogonal((4, 3), {RNG}, gain=2.0)",
    "fans": "array(fans((4, 3, 5, 2)))",
    "clip_by_global_norm": "clip_by_global_norm([w, dw], max_norm=0.5)[0]",
    "step_decay": "step_decay(7, lr=1.0, every=3)",
    "cosine_decay": "cosine_decay(7, lr=1.0, steps=10)",
    "linear_warmup": "linear_warmup(7, lr=1.0, steps=10)",
    "minibatch_gradient_descent": (
        f"minibatch_gradient_descent(w, dw[:, 0], dw[0], lr=0.1, epochs=2, batch_size=2, {RNG})"
    ),
    "conv_output_size": "conv_output_size(32, 3, stride=2, padding=1)",
    "pool_output_size": "pool_output_size(32, 3)",
    "conv_transpose_output_size": "conv_transpose_output_size(16, 4, stride=2, padding=1)",
    "dense_parameters": "dense_parameters(10, 20)",
    "conv_parameters": "conv_parameters(3, 64, (7, 7))",
    "dense_multiply_adds": "dense_multiply_adds(10, 20)",
    "conv_multiply_adds": "conv_multiply_adds(3, 64, (7, 7), (16, 16))",
    "receptive_field": "receptive_field([(3, 1, 1), (3, 2, 1)])",
}
HELPERS = {
    "cdf_derivative", "erf", "from_groups", "gradient", "he_variance", "inputs", "lecun_variance", "log_from_100",
    "merge", "normal_cdf", "normal_of_variance", "output_size", "pair", "per_channel", "per_feature", "sigmoid",
    "split", "steps", "to_groups", "uniform_of_variance", "xavier_variance",
}  # fmt: skip


@pytest.fixture(scope="module")
def bank():
    return Bank(Folders(()), use_cache=False)


def pairs(layer):
    return [name.removesuffix("_forward") for name in layer.functions if name.endswith("_forward")]


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_graded_as_a_submission_to_itself_earns_full_marks(name, bank):
    layer = bank.layer(name)
    for pair in pairs(layer):
        cases = [Case(name=f"case {i}", sizes=sizes, options=options) for i, (sizes, options) in enumerate(CASES[pair])]
        functions = (f"{pair}_forward", f"{pair}_backward")
        question = Code(
            id=f"{name}/{pair}",
            type="code",
            prompt="?",
            source="?",
            layer=name,
            functions=functions,
            cases=tuple(cases),
        )
        with Session() as one, Session() as other:
            verdict = grade(question, f"{name}.py", layer.text.encode(), bank, 1, (one, other))
        assert verdict.status is Status.RIGHT, [finding for finding in verdict.findings if finding.message]


@pytest.mark.parametrize("name", NAMES)
def test_the_other_functions_give_in_the_runner_what_they_give_here(name, bank):
    layer = bank.layer(name)
    module = {}
    exec(compile(layer.text, layer.file, "exec"), module)
    rng = np.random.default_rng(0)
    given = {"w": rng.standard_normal((4, 3)), "dw": rng.standard_normal((4, 3))}
    names = {**{item: getattr(np, item) for item in ("array", "random")}, **module, **given}
    with Session() as session:
        session.load(name, layer.file, layer.text.encode())
        for function in set(layer.functions) & set(EXPRESSIONS):
            program = EXPRESSIONS[function]
            params = {key: value.tolist() for key, value in given.items()}
            bound = f"(lambda w, dw: {program})(array(w), array(dw))"
            found = session.evaluate(name, bound, params)
            assert isinstance(found, Results), f"{program}: {found}"
            np.testing.assert_array_equal(found.values["value"], np.asarray(eval(program, dict(names))))


def test_every_function_of_every_layer_is_run_above(bank):
    run = set(EXPRESSIONS) | HELPERS
    run |= {f"{pair}_{way}" for pair in CASES for way in ("forward", "backward")}
    for name in NAMES:
        assert set(bank.layer(name).functions) <= run, name


def test_the_registry_names_every_file_and_no_other():
    assert sorted(NAMES) == sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
