"""A curve in one line: from its lowest block to its highest, with its numbers at both ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizdl.show.sparkline import BLOCKS, short, sparkline

NUMBERS = st.lists(st.floats(-1e100, 1e100), min_size=2, max_size=200)


def test_a_rise_climbs_from_block_to_block():
    assert sparkline(range(8), 80) == "0 ▁▁▁▂▂▂▃▃▃▄▄▄▅▅▅▆▆▆▇▇▇███ 7"
    assert sparkline([1, 0], 80) == "1 ████████████▁▁▁▁▁▁▁▁▁▁▁▁ 0"


def test_a_constant_is_a_line_of_middle_height():
    assert sparkline([2, 2, 2, 2], 80) == f"2 {BLOCKS[3] * 24} 2"
    assert sparkline([0, 0], 80) == f"0 {BLOCKS[3] * 24} 0"


def test_noise_below_what_counts_looks_flat():
    line = sparkline([1, 1.001, 0.999, 1], 80, least=0.05)
    assert set(line) & set(BLOCKS) <= set(BLOCKS[3:5])
    assert "█" in sparkline([1, 1.001, 0.999, 1], 80)


def test_many_points_are_thinned_out_with_both_ends():
    line = sparkline(range(200), 40)
    assert line.startswith("0 ▁")
    assert line.endswith("█ 199")
    assert len(line) == 40
    assert sparkline([0] * 199 + [1], 40).endswith("▁█ 1")


@given(NUMBERS, st.integers(30, 120), st.floats(0, 0.9))
def test_a_curve_fits_between_its_numbers(values, columns, least):
    line = sparkline(values, columns, least)
    first, blocks, last = line.split(" ")
    assert len(line) <= columns
    assert (first, last) == (short(values[0]), short(values[-1]))
    assert set(blocks) <= set(BLOCKS)
    assert len(blocks) >= min(len(values), 8)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (1, "1"), (0.12345, "0.123"), (-1.5, "-1.5"), (1234.5, "1234"), (1e6, "1e+06"), (2e-7, "2e-07")],
)
def test_numbers_have_three_digits(value, expected):
    assert short(value) == expected
