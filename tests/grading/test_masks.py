"""Layers that drop at random: in training by their statistics, at inference by their values."""

import numpy as np
import pytest

from quizdl.grading.code.plans.masks import (
    DX_FACTOR,
    DX_MASK,
    DX_SHARE,
    FACTOR,
    GRADIENTS,
    NEW,
    SHARE,
    SHARING,
    factor,
    kept_by,
    of_mask,
    probes,
)
from quizdl.model.kinds.code import Case, Change
from quizdl.model.verdict import Status
from tests.grading.asking import asked, changed, failed, graded, passed, plain, right, skipped

DROP = """
    import numpy as np


    def inputs(rng, N, D):
        return {"x": rng.standard_normal((N, D))}


    def drop_forward(x, *, p, training, rng):
        if training:
            keep = rng.random(x.shape) >= p
            y = x * keep / (1 - p)
        else:
            y, keep = x, None
        cache = keep, p, training
        return y, cache


    def drop_backward(dy, cache):
        keep, p, training = cache
        dx = dy * keep / (1 - p) if training else dy
        return dx
"""
MUTE = """
    import numpy as np


    def inputs(rng, N, C, H, W):
        return {"x": rng.standard_normal((N, C, H, W))}


    def mute_forward(x, *, p, training, rng):
        keep = rng.random((*x.shape[:2], 1, 1)) >= p if training else np.ones(1)
        scale = 1 - p if training else 1
        y = x * keep / scale
        cache = keep, scale
        return y, cache


    def mute_backward(dy, cache):
        keep, scale = cache
        dx = dy * keep / scale
        return dx
"""
LINK = """
    import numpy as np


    def inputs(rng, N, D, M):
        return {"x": rng.standard_normal((N, D)), "w": rng.standard_normal((D, M)), "b": rng.standard_normal(M)}


    def link_forward(x, w, b, *, p, training, rng):
        keep = np.ones((len(x), *w.shape))
        if training:
            keep = (rng.random(keep.shape) >= p) / (1 - p)
        y = np.einsum("nd,ndm->nm", x, w * keep) + b
        cache = x, w, keep
        return y, cache


    def link_backward(dy, cache):
        x, w, keep = cache
        dx = np.einsum("nm,ndm->nd", dy, w * keep)
        dw = np.einsum("nd,nm,ndm->dm", x, dy, keep)
        db = dy.sum(axis=0)
        return dx, dw, db
"""
Y, BACKWARD = {SHARE, FACTOR, SHARING, NEW}, {DX_SHARE, DX_FACTOR, DX_MASK}
LAYERS = {"drop": DROP, "mute": MUTE, "link": LINK}
SIZES = {"drop": {"N": 40, "D": 30}, "mute": {"N": 30, "C": 40, "H": 2, "W": 3}, "link": {"N": 40, "D": 1, "M": 30}}
BOTH = pytest.mark.parametrize("p", [0.2, 0.7])
EVERY_LAYER = pytest.mark.parametrize("name", LAYERS)


def case_of(name, p=0.2, training=True, **sizes):
    return Case(name="a case", sizes=SIZES[name] | sizes, options={"p": p, "training": training})


def judged(make_bank, name, *replacements, forward_only=False, **about):
    functions = [f"{name}_forward"] if forward_only else [f"{name}_forward", f"{name}_backward"]
    bank = make_bank(**{name: LAYERS[name]})
    return graded(bank, changed(LAYERS[name], *replacements), asked(name, functions, [case_of(name, **about)]))


def expected(make_bank, name, **about):
    question = asked(name, [f"{name}_forward", f"{name}_backward"], [case_of(name, **about)])
    return right(make_bank(**{name: LAYERS[name]}), question)[0]


# What is right


@BOTH
def test_dropout_keeps_the_share_1_less_p_and_scales_it_up(make_bank, p):
    found = plain(expected(make_bank, "drop", p=p).right)
    assert found == {
        SHARE: 1 - p, SHARING: [0, 0], FACTOR: pytest.approx(1 / (1 - p)), NEW: 1,
        DX_SHARE: 1 - p, DX_FACTOR: pytest.approx(1 / (1 - p)), DX_MASK: 1,
    }  # fmt: skip


@BOTH
def test_spatial_dropout_shares_its_mask_among_positions(make_bank, p):
    found = plain(expected(make_bank, "mute", p=p).right)
    assert (found[SHARE], found[DX_SHARE], found[SHARING]) == (1 - p, 1 - p, [0, 0, 1, 1])


@BOTH
@pytest.mark.parametrize("inputs", [1, 3])
def test_dropconnect_drops_weights_and_its_gradients_belong_to_its_outputs(make_bank, p, inputs):
    found = plain(expected(make_bank, "link", p=p, D=inputs).right)
    assert found == {
        SHARE: 1 - p, SHARING: [0, 0], FACTOR: pytest.approx(1 / (1 - p)), NEW: 1,
        **dict.fromkeys(GRADIENTS, pytest.approx(1)),
    }  # fmt: skip


@EVERY_LAYER
@BOTH
def test_the_reference_is_right_in_training(make_bank, name, p):
    assert judged(make_bank, name, p=p).status is Status.RIGHT


@EVERY_LAYER
def test_the_reference_is_right_at_inference_by_its_values(make_bank, name):
    verdict = judged(make_bank, name, training=False)
    assert verdict.status is Status.RIGHT
    assert passed(verdict) == ({"y", "dx", "dw", "db"} if name == "link" else {"y", "dx"})


@EVERY_LAYER
def test_a_forward_alone_is_judged_by_its_outputs(make_bank, name):
    verdict = judged(make_bank, name, forward_only=True)
    assert (verdict.status, passed(verdict)) == (Status.RIGHT, Y)


def test_statistics_share_the_points_of_their_result(make_bank):
    verdict = judged(make_bank, "drop")
    points = {finding.name.partition(", ")[0]: finding.points for finding in verdict.findings}
    assert [points[label] for label in sorted(Y)] == [pytest.approx(10 / 8)] * 4
    assert [points[label] for label in sorted(BACKWARD)] == [pytest.approx(10 / 6)] * 3


def test_no_input_is_near_zero_so_that_what_is_dropped_shows(make_bank):
    found = expected(make_bank, "drop")
    assert np.abs(found.inputs["x"]).min() >= 1
    assert (found.inputs["x"] < 0).any()
    assert found.upstream["y"].min() >= 1


def test_at_inference_inputs_are_as_the_layer_draws_them(make_bank):
    assert np.abs(expected(make_bank, "drop", training=False).inputs["x"]).min() < 0.1


def test_where_weights_are_dropped_every_example_has_one_input(make_bank):
    x = expected(make_bank, "link", D=3).inputs["x"]
    assert (x != 0).sum(axis=1).tolist() == [1] * 40
    assert (x[:4] != 0).argmax(axis=1).tolist() == [0, 1, 2, 0]


# Honest variants


KEEP, SCALED = "keep = rng.random(x.shape) >= p", "y = x * keep / (1 - p)"
BACK = "dx = dy * keep / (1 - p) if training else dy"


@BOTH
@pytest.mark.parametrize(
    "replacements",
    [
        [(KEEP, "keep = rng.random(x.shape) < 1 - p")],
        [(KEEP, "keep = rng.binomial(1, 1 - p, x.shape)")],
        [(KEEP, "keep = rng.uniform(0, 1, x.shape) > p")],
        [(KEEP, "keep = ~(rng.random(x.shape) < p)")],
        [(KEEP, "keep = rng.random(x.shape, dtype=np.float32) >= p")],
        [(KEEP, "keep = rng.choice([0, 1], x.shape, p=[p, 1 - p])")],
        [(KEEP, "keep = np.array([rng.random(x.shape[1]) >= p for _ in x])")],
        [(KEEP, "rng.random(7); keep = rng.random(x.T.shape).T >= p")],
        [(KEEP, "keep = (rng.random(x.shape) >= p) / (1 - p)"), (SCALED, "y = x * keep"), (BACK, "dx = dy * keep")],
        [(SCALED, "y = np.where(keep, x, 0) * (1 / (1 - p))")],
        [(SCALED, "y = (x * keep / (1 - p)).tolist()")],
        [(SCALED, "y = (x * keep / (1 - p)).astype('f4')"), (BACK, "dx = (dy * keep / (1 - p)).astype('f4')")],
        [(SCALED, "y = x / (1 - p); y[~keep] = 0")],
    ],
    ids=[
        "below", "binomial", "uniform", "not", "single-draws", "choice", "rows", "transposed", "scaled-mask", "where",
        "lists", "single", "indexed",
    ],
)  # fmt: skip
def test_honest_dropout_is_right(make_bank, p, replacements):
    assert failed(judged(make_bank, "drop", *replacements, p=p)) == {}


CHANNELS = "rng.random((*x.shape[:2], 1, 1)) >= p"


@BOTH
@pytest.mark.parametrize(
    "keep",
    [
        "rng.binomial(1, 1 - p, (*x.shape[:2], 1, 1))",
        "(rng.random(x.shape[:2]) >= p)[:, :, None, None]",
        "np.repeat(rng.random((x.shape[0] * x.shape[1], 1)) >= p, 6, axis=1).reshape(x.shape)",
    ],
)
def test_honest_spatial_dropout_is_right(make_bank, p, keep):
    assert failed(judged(make_bank, "mute", (CHANNELS, keep), p=p)) == {}


LINKS, OUT = "keep = (rng.random(keep.shape) >= p) / (1 - p)", 'y = np.einsum("nd,ndm->nm", x, w * keep) + b'


@BOTH
@pytest.mark.parametrize("inputs", [1, 3])
@pytest.mark.parametrize(
    "replacements",
    [
        [(OUT, "y = (x[:, None, :] @ (w * keep))[:, 0, :] + b")],
        [(OUT, "y = np.array([one @ (w * kept) + b for one, kept in zip(x, keep)])")],
        [(OUT, "y = b + (x[:, :, None] * w * keep).sum(axis=1)")],
        [(LINKS, "keep = rng.binomial(1, 1 - p, keep.shape) / (1 - p)")],
    ],
)
def test_honest_dropconnect_is_right(make_bank, p, inputs, replacements):
    assert failed(judged(make_bank, "link", *replacements, p=p, D=inputs)) == {}


# Mistakes of dropout


def come_through(found, wanted, name="y"):
    return f"{found} % of {name} come through, expected {wanted} %: p is the share that is dropped"


def times(found, wanted, name="y"):
    return f"the kept entries of {name} are multiplied by {found}, expected {wanted}"


UNEVEN = "the kept entries of y are not all multiplied by the same number, expected 1.25"
ALONG = "the mask of y is the same along axis {}, where every entry should have a draw of its own"
LOOSE = "the mask of y is not independent along axis {}, where every entry should have a draw of its own"
AGAIN = "two forward passes drop the same entries of y: draw a new mask each time"
OTHERS = "the backward does not drop exactly the entries that its forward has dropped"


@pytest.mark.parametrize(
    ("keep", "scaled", "says"),
    [
        ("rng.random(x.shape) < p", None, {SHARE: come_through(20, 80), DX_SHARE: come_through(20, 80, "dx")}),
        ("rng.permutation(1200).reshape(40, 30) < 600", None,
            {SHARE: come_through(50, 80), DX_SHARE: come_through(50, 80, "dx")}),
        (None, "x * keep", {FACTOR: times("1", "1.25")}),
        (None, "x * keep / p", {FACTOR: times("5", "1.25")}),
        (None, "x * keep * (1 - p)", {FACTOR: times("0.8", "1.25")}),
        (None, "-x * keep / (1 - p)", {FACTOR: times("-1.25", "1.25")}),
        (None, "keep / (1 - p)", {FACTOR: UNEVEN}),
        (None, "x * keep + 0.001 * keep", {FACTOR: UNEVEN}),
        (None, "x * keep / keep.mean(axis=0)", {FACTOR: UNEVEN}),
        ("rng.random(x.shape[1:]) >= p", None, {SHARING: ALONG.format(0)}),
        ("rng.random((len(x), 1)) >= p", None, {SHARING: ALONG.format(1)}),
        ("np.repeat(rng.random((20, 30)) >= p, 2, axis=0)", None, {SHARING: LOOSE.format(0)}),
        ("np.repeat(rng.random((40, 15)) >= p, 2, axis=1)", None, {SHARING: LOOSE.format(1)}),
        ("np.random.default_rng(0).random(x.shape) >= p", None, {NEW: AGAIN}),
    ],
    ids=[
        "inverted", "half", "unscaled", "by-p", "wrong-way", "sign", "no-input", "offset", "by-column",
        "shared-over-batch", "examples", "pairs-of-rows", "pairs-of-columns", "seeded",
    ],
)  # fmt: skip
def test_a_wrong_mask_of_dropout_is_told_by_what_is_wrong_with_it(make_bank, keep, scaled, says):
    replacements = [(KEEP, f"keep = {keep}")] if keep else [(SCALED, f"y = {scaled}")]
    assert failed(judged(make_bank, "drop", *replacements)) == says


def test_the_probability_of_keeping_is_told_where_p_is_large(make_bank):
    found = failed(judged(make_bank, "drop", (KEEP, "keep = rng.random(x.shape) < p"), p=0.7))
    assert found == {SHARE: come_through(70, 30), DX_SHARE: come_through(70, 30, "dx")}


def test_dropout_that_drops_nothing_has_no_new_masks(make_bank):
    found = failed(judged(make_bank, "drop", (KEEP, "keep = np.ones(x.shape)")))
    assert found == {
        SHARE: come_through(100, 80), DX_SHARE: come_through(100, 80, "dx"), SHARING: ALONG.format(0), NEW: AGAIN,
    }  # fmt: skip


def test_dropout_that_drops_everything_has_no_factor(make_bank):
    found = failed(judged(make_bank, "drop", (KEEP, "keep = np.zeros(x.shape)")))
    assert found == {
        SHARE: come_through(0, 80), DX_SHARE: come_through(0, 80, "dx"), SHARING: ALONG.format(0), NEW: AGAIN,
        FACTOR: UNEVEN, DX_FACTOR: UNEVEN.replace("y", "dx", 1).replace("of y", "of dx"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("backward", "says"),
    [
        ("dx = dy * keep", {DX_FACTOR: times("1", "1.25", "dx")}),
        ("dx = dy * keep / (1 - p) ** 2", {DX_FACTOR: times("1.562", "1.25", "dx")}),
        ("dx = dy", {DX_SHARE: come_through(100, 80, "dx"), DX_FACTOR: times("1", "1.25", "dx"), DX_MASK: OTHERS}),
        ("dx = dy * np.roll(keep, 1) / (1 - p)", {DX_MASK: OTHERS}),
        ("dx = dy * ~keep / (1 - p)", {DX_SHARE: come_through(20, 80, "dx"), DX_MASK: OTHERS}),
        ("dx = dy * (np.random.default_rng().random(dy.shape) >= p) / (1 - p)", {DX_MASK: OTHERS}),
    ],
    ids=["unscaled", "twice", "passes", "moved", "opposite", "resampled"],
)
def test_a_wrong_backward_of_dropout_is_told_by_what_is_wrong_with_it(make_bank, backward, says):
    assert failed(judged(make_bank, "drop", (BACK, backward))) == says


def test_one_entry_that_the_backward_forgets_is_seen(make_bank):
    backward = "dx = dy * keep / (1 - p); dx[tuple(np.argwhere(keep)[0])] = 0"
    assert set(failed(judged(make_bank, "drop", (BACK, backward)))) == {DX_MASK}


@pytest.mark.parametrize(
    ("replacements", "wrong"),
    [
        ([("y, keep = x, None", "y, keep = x * (1 - p), None")], {"y"}),
        ([("y, keep = x, None", "keep = rng.random(x.shape) >= p; y = x * keep / (1 - p)")], {"y"}),
        ([(BACK, "dx = dy * (1 - p)")], {"dx"}),
        ([(BACK, "dx = 0 * dy")], {"dx"}),
    ],
)
def test_mistakes_at_inference_are_seen_in_the_values(make_bank, replacements, wrong):
    assert set(failed(judged(make_bank, "drop", *replacements, training=False))) == wrong


# Mistakes of spatial dropout and of dropconnect


@pytest.mark.parametrize(
    ("keep", "says"),
    [
        ("rng.random(x.shape) >= p", "along axis 2 of y all entries should be kept or dropped together"),
        ("rng.random((*x.shape[:3], 1)) >= p", "along axis 2 of y all entries should be kept or dropped together"),
        ("rng.random((*x.shape[:2], 1, 3)) >= p", "along axis 3 of y all entries should be kept or dropped together"),
        ("rng.random((1, x.shape[1], 1, 1)) >= p", ALONG.format(0)),
        ("rng.random((len(x), 1, 1, 1)) >= p", ALONG.format(1)),
    ],
    ids=["pixels", "rows", "columns", "shared-over-batch", "examples"],
)
def test_a_mask_that_is_shared_along_the_wrong_axes_is_told_with_the_first(make_bank, keep, says):
    assert failed(judged(make_bank, "mute", (CHANNELS, keep))) == {SHARING: says}


def test_spatial_dropout_without_its_factor_is_told(make_bank):
    found = failed(judged(make_bank, "mute", ("scale = 1 - p if training else 1", "scale = 1"), p=0.7))
    assert found == {FACTOR: times("1", "3.333"), DX_FACTOR: times("1", "3.333", "dx")}


MULTIPLE = "{} is {} times the gradient of what the forward has computed"
BELONGS = "{} is not the gradient of what the forward has computed with its mask"
OF_X, OF_W, OF_B = GRADIENTS
DX_LINE, DW_LINE = 'dx = np.einsum("nm,ndm->nd", dy, w * keep)', 'dw = np.einsum("nd,nm,ndm->dm", x, dy, keep)'
DB_LINE = "db = dy.sum(axis=0)"


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [
        (LINKS, "keep = (rng.random((1, *w.shape)) >= p) / (1 - p) + 0 * keep", {SHARING: ALONG.format(0)}),
        (LINKS, "keep = (rng.random((len(x), len(w), 1)) >= p) / (1 - p) + 0 * keep", {SHARING: ALONG.format(1)}),
        (LINKS, "keep = (rng.random(keep.shape) < p) / (1 - p)", {SHARE: come_through(20, 80)}),
        (LINKS, "keep = (rng.random(keep.shape) >= p) / 1.0", {FACTOR: times("1", "1.25")}),
        (LINKS, "keep = (np.random.default_rng(0).random(keep.shape) >= p) / (1 - p)", {NEW: AGAIN}),
        (DX_LINE, "dx = dy @ w.T", {OF_X: BELONGS.format("dx")}),
        (DX_LINE, 'dx = np.einsum("nm,ndm->nd", dy, w * (keep > 0))', {OF_X: MULTIPLE.format("dx", 0.8)}),
        (DW_LINE, "dw = x.T @ dy", {OF_W: BELONGS.format("dw")}),
        (DW_LINE, 'dw = np.einsum("nd,nm,ndm->dm", x, dy, keep) * 2', {OF_W: MULTIPLE.format("dw", 2)}),
        (DB_LINE, "db = -dy.sum(axis=0)", {OF_B: MULTIPLE.format("db", -1)}),
        (DB_LINE, "db = dy.mean(axis=0)", {OF_B: MULTIPLE.format("db", 0.025)}),
        (DB_LINE, "db = np.ones(dy.shape[1])", {OF_B: BELONGS.format("db")}),
    ],
    ids=[
        "shared-over-batch", "inputs", "inverted", "unscaled", "seeded", "dx-unmasked", "dx-unscaled",
        "dw-unmasked", "dw-twice", "db-sign", "db-mean", "db-ones",
    ],
)  # fmt: skip
def test_a_mistake_of_dropconnect_is_told_by_what_is_wrong_with_it(make_bank, line, instead, says):
    assert failed(judged(make_bank, "link", (line, instead))) == says


def test_the_gradients_of_dropconnect_are_held_against_all_inputs(make_bank):
    backward = (DX_LINE, 'dx = np.einsum("nm,ndm->nd", dy, w * keep); dx[:, 2] *= 2')
    assert set(failed(judged(make_bank, "link", backward, D=3))) == {OF_X}
    backward = (DW_LINE, 'dw = np.einsum("nd,nm,ndm->dm", x, dy, keep); dw[2, 5] *= 2')
    assert set(failed(judged(make_bank, "link", backward, D=3))) == {OF_W}


# Names of mistakes


NAMED = """
    layer: drop
    misconceptions:
      - id: inverted
        says: Keeps what it should drop.
        teaches: p is the share that is dropped.
        change:
          - {from: rng.random(x.shape) >= p, to: rng.random(x.shape) < p}
      - id: unscaled
        says: Leaves the factor out.
        teaches: What is kept grows.
        change:
          - {from: y = x * keep / (1 - p), to: y = x * keep}
      - id: resampled
        says: Draws again in the backward.
        teaches: The mask of the forward is kept.
        change:
          - {from: dx = dy * keep / (1 - p), to: dx = dy * (np.random.default_rng(5).random(dy.shape) >= p) / (1 - p)}
"""


@pytest.mark.parametrize(
    ("replacements", "named"),
    [
        ([(KEEP, "keep = rng.binomial(1, p, x.shape)")], ("drop/inverted",)),
        ([(SCALED, "y = np.where(keep, x, 0)")], ("drop/unscaled",)),
        ([(BACK, "dx = dy * np.roll(keep, 1) / (1 - p) if training else dy")], ("drop/resampled",)),
        ([(SCALED, "y = x * keep / p")], ()),
        ([(KEEP, "keep = rng.random((len(x), 1)) >= p")], ()),
    ],
)
def test_the_mistake_that_has_these_statistics_is_named(make_bank, tmp_path, replacements, named):
    bank = make_bank(drop=DROP)
    (tmp_path / "bank" / "misconceptions" / "drop.yaml").write_text(NAMED, encoding="utf-8")
    cases = [case_of("drop"), Case(name="inference", sizes=SIZES["drop"], options={"p": 0.2, "training": False})]
    question = asked("drop", ["drop_forward", "drop_backward"], cases)
    assert graded(bank, changed(DROP, *replacements), question).diagnosis == named


# Nothing to make statistics of


ODD = ["y[:3]", "y.T", "y[None]", "y.ravel()", "None", "y * 1j", "np.ma.array(y)"]


@pytest.mark.parametrize("returned", ODD)
@pytest.mark.parametrize("name", ["drop", "link"])
def test_outputs_of_another_shape_or_kind_pass_no_check(make_bank, name, returned):
    verdict = judged(make_bank, name, ("return y, cache", f"return {returned}, cache"))
    assert passed(verdict) == set()
    assert set(failed(verdict)) >= Y


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ("y[:3]", "y has shape (3, 30), expected (40, 30)"),
        ("0.8", "y has shape (), expected (40, 30)"),
        ("None", "y is None, expected an array of real numbers of shape (40, 30)"),
    ],
)
def test_outputs_of_another_shape_are_told_by_their_shape_under_every_label(make_bank, returned, says):
    found = failed(judged(make_bank, "drop", ("return y, cache", f"return {returned}, cache")))
    assert found == dict.fromkeys(Y | BACKWARD, says)


@pytest.mark.parametrize(
    ("returned", "says"),
    [
        ("dx[:3]", "dx has shape (3, 30), expected (40, 30)"),
        ("1.0", "dx has shape (), expected (40, 30)"),
        ("None", "dx is None, expected an array of real numbers of shape (40, 30)"),
    ],
)
def test_a_gradient_of_another_shape_is_told_by_its_shape(make_bank, returned, says):
    assert failed(judged(make_bank, "drop", ("return dx", f"return {returned}"))) == dict.fromkeys(BACKWARD, says)


@pytest.mark.parametrize(
    ("name", "line", "instead", "labels"),
    [
        ("drop", "return y, cache", "return 0.8, cache", Y | BACKWARD),
        ("drop", "return y, cache", "return 1.0, cache", Y | BACKWARD),
        ("drop", "return y, cache", "return np.zeros(2), cache", Y | BACKWARD),
        ("drop", "return dx", "return 1.0", BACKWARD),
        ("link", "return dx, dw, db", "return 1.0, 1.0, 1.0", set(GRADIENTS)),
    ],
)
def test_a_number_never_passes_for_a_statistic(make_bank, name, line, instead, labels):
    assert passed(judged(make_bank, name, (line, instead))) & labels == set()


@pytest.mark.parametrize("turn", [1, 2])
def test_both_outputs_have_to_be_there(make_bank, turn):
    count = ("import numpy as np", "import numpy as np\n    calls = []")
    other = ("return y, cache", f"calls.append(1)\n        return (y if len(calls) != {turn} else y[:3]), cache")
    assert set(failed(judged(make_bank, "drop", count, other, forward_only=True))) == Y


def test_it_is_the_second_mask_that_is_looked_at_because_its_backward_follows(make_bank):
    count = ("import numpy as np", "import numpy as np\n    calls = []")
    for wrong, labels in ((1, set()), (2, {SHARE, SHARING, DX_SHARE})):
        keep = (KEEP, f"calls.append(1); {KEEP} * (len(calls) != {wrong})")
        assert set(failed(judged(make_bank, "drop", count, keep))) == labels


@pytest.mark.parametrize("returned", ["dx[:3]", "dx.T", "dx[None]", "None", "dx * 1j"])
def test_a_gradient_of_another_shape_or_kind_fails_under_its_own_labels_only(make_bank, returned):
    verdict = judged(make_bank, "drop", ("return dx", f"return {returned}"))
    assert (passed(verdict), set(failed(verdict))) == (Y, BACKWARD)


@pytest.mark.parametrize(
    ("returned", "wrong"),
    [
        ("dx[:3], dw, db", {OF_X}),
        ("dx, dw.T, db", {OF_W}),
        ("dx, dw, dy", {OF_B}),
        ("None, dw, db", {OF_X}),
        ("dx, dw * 1j, db", {OF_W}),
        ("dx, dw, None", {OF_B}),
    ],
)
def test_of_several_gradients_only_those_of_another_shape_or_kind_fail(make_bank, returned, wrong):
    verdict = judged(make_bank, "link", ("return dx, dw, db", f"return {returned}"), D=3)
    assert (passed(verdict), set(failed(verdict))) == (Y | set(GRADIENTS) - wrong, wrong)


@EVERY_LAYER
def test_without_a_backward_the_outputs_keep_their_points(make_bank, name):
    verdict = judged(make_bank, name, (f"def {name}_backward", "def backward"))
    assert passed(verdict) == Y
    assert set(skipped(verdict).values()) == {f"needs {name}_backward"}


def test_a_backward_that_raises_is_quoted_and_its_forward_keeps_its_points(make_bank):
    verdict = judged(make_bank, "drop", (BACK, "raise ValueError('no')"))
    assert passed(verdict) == Y
    assert failed(verdict) == dict.fromkeys(
        BACKWARD, "drop_backward raises ValueError: no (line 21: `raise ValueError('no')`)"
    )


def test_a_backward_with_too_many_results_is_told_how_many_there_are(make_bank):
    verdict = judged(make_bank, "link", ("return dx, dw, db", "return dx, dw, db, dy"))
    says = "link_backward returns 4 values, expected 3: dx, dw, db"
    assert failed(verdict) == dict.fromkeys(GRADIENTS, says)


def test_a_forward_that_raises_passes_no_check(make_bank):
    verdict = judged(make_bank, "drop", (KEEP, "raise ValueError('no')"))
    assert passed(verdict) == set()
    assert {failed(verdict)[label] for label in Y} == {
        "drop_forward raises ValueError: no (line 11: `raise ValueError('no')`)"
    }


# Parts


def test_probes_keep_their_sign_and_stay_away_from_zero():
    pair = type("Pair", (), {"forward": type("Function", (), {"arguments": ("x",)})})
    assert probes(np.array([[0.5, -2.0]]), pair).tolist() == [[1.5, -3.0]]


def test_where_weights_are_dropped_examples_take_their_turns_with_the_inputs():
    pair = type("Pair", (), {"forward": type("Function", (), {"arguments": ("x", "w")})})
    found = probes(np.array([[1.0, 1.0], [-1.0, -1.0], [3.0, 3.0]]), pair)
    assert np.abs(found).tolist() == [[2, 0], [0, 2], [4, 0]]


def test_an_entry_is_kept_unless_it_is_zero_beside_what_it_was():
    value, base = np.array([0.0, -0.0, 1e-6, 1e-2, -5.0, np.nan, np.inf]), np.full(7, 2.0)
    assert kept_by(value, base).tolist() == [False, False, False, True, True, True, True]


@pytest.mark.parametrize(
    ("value", "mask", "expected"),
    [
        ([2.0, -4.0, 0.0], [True, True, False], 2),
        ([-1.0, 2.0, 7.0], [True, True, False], -1),
        ([2.0, -4.01, 0.0], [True, True, False], np.nan),
        ([2.0, np.nan, 0.0], [True, True, False], np.nan),
        ([2.0, -4.0, 0.0], [False, False, False], np.nan),
    ],
)
def test_the_factor_is_the_one_by_which_all_kept_entries_have_grown(value, mask, expected):
    found = factor(np.array(value), np.array([1.0, -2.0, 3.0]), np.array(mask))
    assert found == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(("mask", "share"), [(np.ones((4, 6), bool), 1), (np.zeros((4, 6), bool), 0)])
def test_a_mask_of_one_kind_is_shared_along_all_axes(mask, share):
    assert plain(of_mask(mask, 0.25)) == {SHARE: share, SHARING: [1, 1]}


def test_entries_that_share_a_draw_count_once_in_the_share():
    draws = np.random.default_rng(0).random((1, 40)) >= 0.5
    share = draws.mean()
    assert share != 0.5
    assert of_mask(np.repeat(draws, 400, axis=0), 0.5)[SHARE] == 0.5
    assert of_mask(draws.repeat(400).reshape(40, 400), 0.5)[SHARE] == 0.5


def test_entries_that_share_a_draw_with_some_others_count_one_by_one():
    mask = np.repeat(np.random.default_rng(0).random((100, 30)) >= 0.5, 2, axis=0)
    assert plain(of_mask(mask, 0.2)) == {SHARE: mask.mean(), SHARING: [0.5, 0]}


def test_a_share_that_p_does_not_explain_is_told_as_it_is():
    mask = np.random.default_rng(0).random((40, 30)) >= 0.5
    assert of_mask(mask, 0.1)[SHARE] == mask.mean()
    assert of_mask(mask, 0.5)[SHARE] == 0.5


# Flaws


def test_dropconnect_in_single_precision_is_right(make_bank):
    assert failed(judged(make_bank, "link", (OUT, f"{OUT}; y = y.astype(np.float32)"))) == {}


def test_dropconnect_in_single_precision_is_right_whatever_is_drawn(make_bank):
    single = ("keep = np.ones(", "x, w, b = (one.astype('f4') for one in (x, w, b)); keep = np.ones(")
    bank, source = make_bank(link=LINK), changed(LINK, single, (LINKS, f"{LINKS}; keep = keep.astype('f4')"))
    question = asked("link", ["link_forward", "link_backward"], [case_of("link", p=0.7, D=3, M=50)])
    assert [seed for seed in range(12) if failed(graded(bank, source, question, seed))] == []


@pytest.mark.parametrize("name", ["drop", "link"])
def test_inputs_of_zero_are_moved_away_from_it_too(make_bank, name):
    sizes, options = SIZES[name] | {"D": 3}, {"p": 0.2, "training": True}
    case = Case(name="a case", sizes=sizes, options=options, inputs={"x": Change(whole=True)})
    question = asked(name, [f"{name}_forward", f"{name}_backward"], [case])
    assert right(make_bank(**{name: LAYERS[name]}), question)[0].right[SHARE] == 0.8
