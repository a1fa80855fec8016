"""Prints the time of every reference layer relative to PyTorch, a line per layer, dtype and direction."""

import argparse
import importlib
import os

from benchmarks.reference.timing import paired

MODULES = (
    "benchmarks.reference.cases_conv",
    "benchmarks.reference.cases_norms",
    "benchmarks.reference.cases_sequence",
)
HEAD = (
    f"{'layer':<22}{'dtype':<9}{'direction':<10}{'ours ms':>9}{'torch ms':>10}{'ratio':>8}{'rounds':>14}{'budget':>8}"
)


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reference", description=__doc__)
    parser.add_argument("--only", metavar="NAME", help="only the cases of this layer")
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="rounds per case; the ratio is their median")
    options = parser.parse_args()
    use_one_thread()
    print(HEAD)
    over = [report(case, options.rounds) for case in cases(options.only)]
    print(f"{len(over)} cases, {sum(over)} over budget")


def use_one_thread():
    """BLAS reads these variables when numpy is imported, so no file here imports it before the cases do."""
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    import torch

    torch.set_num_threads(1)


def cases(only):
    """The cases of all modules, drawn one by one."""
    for name in MODULES:
        for case in importlib.import_module(name).cases():
            if only in (None, case.layer):
                yield case


def report(case, rounds):
    """Time one case and print its line; True if it is over its budget."""
    ratio = paired(case.ours, case.torch, rounds=rounds)
    over = case.budget is not None and ratio.median > case.budget
    times = f"{1e3 * ratio.ours:>9.3f}{1e3 * ratio.torch:>10.3f}{ratio.median:>8.2f}"
    spread = f"{ratio.low:.2f}-{ratio.high:.2f}"
    budget = f"{case.budget or '':>8}{' OVER' if over else ''}  {case.note}"
    print(f"{case.layer:<22}{case.dtype:<9}{case.direction:<10}{times}{spread:>14}{budget}".rstrip(), flush=True)
    return over


if __name__ == "__main__":
    main()
