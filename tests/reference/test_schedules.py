"""Learning-rate schedules against PyTorch's and against their definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.schedules import cosine_decay, inputs, linear_warmup, step_decay

CASES = {
    "StepLR": (step_decay, {"every": 7, "gamma": 0.3}, {"step_size": 7, "gamma": 0.3}),
    "CosineAnnealingLR": (cosine_decay, {"steps": 40, "low": 0.02}, {"T_max": 40, "eta_min": 0.02}),
    "LinearLR": (linear_warmup, {"steps": 10}, {"start_factor": 1 / 10, "total_iters": 9}),
}


@pytest.mark.parametrize("name", CASES)
def test_forty_steps_agree_with_pytorch(name):
    from tests.reference.oracle import assert_agrees, torch

    schedule, options, torch_options = CASES[name]
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.5)
    scheduler = getattr(torch.optim.lr_scheduler, name)(optimizer, **torch_options)
    expected = []
    for _ in range(40):
        expected.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    rates = schedule(np.arange(40), lr=0.5, **options)
    assert_agrees({"rates": rates}, {"rates": torch.tensor(expected, dtype=torch.float64)})


@pytest.mark.parametrize("name", CASES)
@given(seed=st.integers(0, 2**32 - 1))
def test_an_array_of_steps_has_the_rates_of_its_entries(name, seed):
    schedule, options, _ = CASES[name]
    step = inputs(np.random.default_rng(seed), 5)["step"]
    one_by_one = [schedule(int(number), lr=0.5, **options) for number in step]
    np.testing.assert_allclose(schedule(step, lr=0.5, **options), one_by_one, rtol=1e-14)


def test_after_its_last_step_the_cosine_stays_low():
    np.testing.assert_array_equal(cosine_decay(np.array([20, 21, 1000]), lr=3.0, steps=20, low=1.0), 1.0)


def test_a_warmup_can_lead_into_another_schedule():
    step = np.arange(30)
    rate = linear_warmup(step, lr=cosine_decay(step, lr=0.5, steps=30), steps=5)
    assert np.argmax(rate) == 4
    np.testing.assert_array_equal(rate[4:], cosine_decay(step[4:], lr=0.5, steps=30))
