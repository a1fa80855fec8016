"""Gradient descent on two regressions against PyTorch, against derivatives, and against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import gradient_descent as gd
from tests.reference.derivatives import assert_gradients_match

LOSSES = {
    "linear": (gd.linear_regression_forward, gd.linear_regression_backward),
    "logistic": (gd.logistic_regression_forward, gd.logistic_regression_backward),
}
SEED = st.integers(0, 2**32 - 1)


def torch_loss(torch, name, x, t, w):
    if name == "linear":
        return torch.nn.functional.mse_loss(x @ w, t) / 2
    return torch.nn.functional.binary_cross_entropy_with_logits(x @ w, t)


@pytest.mark.parametrize("sizes", [(7, 3), (1, 4), (5, 1)])
@pytest.mark.parametrize("scale", [1.0, 100.0])
@pytest.mark.parametrize("name", LOSSES)
def test_the_losses_agree_with_pytorch(name, scale, sizes):
    from tests.reference.oracle import assert_agrees, tensors, torch

    forward, backward = LOSSES[name]
    arguments = gd.inputs(np.random.default_rng(0), *sizes)
    arguments["x"] *= scale
    loss, cache = forward(**arguments)
    dw = backward(0.7, cache)
    t = tensors(arguments)
    expected = torch_loss(torch, name, **t)
    (0.7 * expected).backward()
    assert_agrees({"loss": loss, "dw": dw}, {"loss": expected, "dw": t["w"].grad})


@pytest.mark.parametrize("logistic", [False, True])
@pytest.mark.parametrize("batch_size", [1, 3, 4, 12, 11])
def test_training_agrees_with_pytorchs_sgd_on_the_same_minibatches(batch_size, logistic):
    from tests.reference.oracle import assert_agrees, tensors, torch

    arguments = gd.inputs(np.random.default_rng(1), 12, 3)
    options = {"lr": 0.1, "epochs": 3, "batch_size": batch_size}
    w = gd.minibatch_gradient_descent(**arguments, **options, rng=np.random.default_rng(2), logistic=logistic)

    t = tensors(arguments)
    optimizer, same = torch.optim.SGD([t["w"]], lr=0.1), np.random.default_rng(2)
    for _ in range(3):
        for rows in torch.tensor(same.permutation(12)).split(batch_size):
            optimizer.zero_grad()
            name = "logistic" if logistic else "linear"
            torch_loss(torch, name, t["x"][rows].detach(), t["t"][rows].detach(), t["w"]).backward()
            optimizer.step()
    assert_agrees({"w": w}, {"w": t["w"]})


@pytest.mark.parametrize("name", LOSSES)
@given(sizes=st.tuples(st.integers(1, 6), st.integers(1, 5)), seed=SEED)
def test_each_backward_is_the_derivative_of_its_forward(name, sizes, seed):
    rng = np.random.default_rng(seed)
    assert_gradients_match(*LOSSES[name], gd.inputs(rng, *sizes), ("w",), rng)


@pytest.mark.parametrize("logistic", [False, True])
@given(seed=SEED)
def test_a_batch_of_all_examples_needs_no_luck_and_has_the_gradient_of_the_loss(logistic, seed):
    rng = np.random.default_rng(seed)
    x, t, w = gd.inputs(rng, 6, 3).values()
    actual = gd.minibatch_gradient_descent(x, t, w, lr=0.1, epochs=4, batch_size=6, rng=rng, logistic=logistic)
    forward, backward = LOSSES["logistic" if logistic else "linear"]
    for _ in range(4):
        w = w - 0.1 * backward(1.0, forward(x, t, w)[1])
    np.testing.assert_allclose(actual, w, rtol=1e-12, atol=1e-14)


@given(n=st.integers(1, 9), batch_size=st.integers(1, 10), seed=SEED)
def test_an_epoch_visits_every_example_once_together_with_its_target(n, batch_size, seed):
    """One-hot examples: weight k moves only with example k, by lr / (size of its minibatch) * target."""
    x, t = np.eye(n), 1.0 + np.arange(n)
    rng = np.random.default_rng(seed)
    w = gd.minibatch_gradient_descent(x, t, np.zeros(n), lr=1.0, epochs=1, batch_size=batch_size, rng=rng)
    sizes = np.round(t / w).astype(int)
    full, rest = divmod(n, batch_size)
    assert sorted(sizes) == sorted([batch_size] * (full * batch_size) + [rest] * rest)
    np.testing.assert_allclose(w, t / sizes, rtol=1e-12)


def test_every_epoch_has_an_order_of_its_own():
    """Two examples that pull one weight apart: the last one wins. 60 equal orders have probability 2^-59."""
    x, t, rng = np.ones((2, 1)), np.array([-1.0, 1.0]), np.random.default_rng()
    w, last = np.zeros(1), set()
    for _ in range(60):
        w = gd.minibatch_gradient_descent(x, t, w, lr=1.0, epochs=1, batch_size=1, rng=rng)
        last.add(float(w[0]))
    assert last == {-1.0, 1.0}


def test_it_finds_the_least_squares_solution_and_leaves_its_arguments_alone():
    rng = np.random.default_rng(3)
    x, _, w = gd.inputs(rng, 40, 3).values()
    t = x @ [1.0, -2.0, 0.5]
    kept = x.copy(), t.copy(), w.copy()
    trained = gd.minibatch_gradient_descent(x, t, w, lr=0.1, epochs=300, batch_size=8, rng=rng)
    np.testing.assert_allclose(trained, [1.0, -2.0, 0.5], rtol=1e-10)
    for array, before in zip((x, t, w), kept, strict=True):
        np.testing.assert_array_equal(array, before)


def test_huge_logits_give_a_finite_loss_without_a_warning(recwarn):
    x, t, w = np.array([[1e4], [-1e4]]), np.array([0.0, 1.0]), np.ones(1)
    loss, cache = gd.logistic_regression_forward(x, t, w)
    assert loss == 1e4
    np.testing.assert_array_equal(gd.logistic_regression_backward(1.0, cache), [1e4])
    assert not recwarn.list
