"""Judges random counts by a bound that correct code breaks with a probability of at most 1e-12 per count.

Chernoff's bound for n independent draws with probability q: both tails beyond the observed share s together have
probability at most 2 exp(-n KL(s, q)), for every n, s and q. It is no approximation, so it can be relied on far out.
"""

import math

FALSE_ALARM = 1e-12


def assert_share(count, n, q):
    """`count` of `n` independent draws came true; hold that against the probability q of each."""
    s = count / n
    divergence = sum(a * math.log(a / b) for a, b in ((s, q), (1 - s, 1 - q)) if a > 0)
    assert n * divergence <= math.log(2 / FALSE_ALARM), f"{count} of {n} is not a share of {q}"
