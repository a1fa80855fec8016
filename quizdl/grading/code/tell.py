"""What is said beside the checks: the mistake by its name, notes, and remarks for the instructor."""

from collections.abc import Mapping

from quizdl.grading.code.diagnose import Diagnosis
from quizdl.grading.code.observe import Observed
from quizdl.grading.code.plans.base import Plan
from quizdl.grading.code.plans.pair import Pair
from quizdl.model.layer import Misconception

MOST_NOTE = 500
"""Characters of printed text that are shown."""
SLOW, LEAST_SECONDS = 20.0, 0.02
"""A backward that takes so many times its forward, and so many seconds, is remarked upon."""

Known = Mapping[str, Misconception]


def feedback(found: Diagnosis, known: Known, repair: str | None) -> tuple[str, ...]:
    """The mistake that makes exactly these numbers, or one that comes near; not the one that is to be found."""
    if repair is not None and hidden(repair, known) & {*found.named, found.near}:
        return ("The mistake that the file came with is still there, or one that does the same.",)
    if len(found.named) == 1:
        mistake = known[found.named[0]]
        forward = " (The backward fits that forward and keeps its points.)" if found.consistent else ""
        return (f"These are the numbers of code with this mistake: {mistake.says}{forward}", mistake.teaches)
    if found.named:
        one, other = (known[name] for name in found.named)
        return (
            f"These are the numbers of code with two mistakes. First: {one.says} Second: {other.says}",
            one.teaches,
            other.teaches,
        )
    if found.near:
        mistake = known[found.near]
        return (f"Close to, but not quite, the numbers of this mistake: {mistake.says}",)
    return ()


def hidden(repair: str, known: Known) -> set[str]:
    """What a repair question does not name: its mistake, and those that nothing tells apart from it."""
    layer = repair.partition("/")[0]
    same = {name for name, mistake in known.items() if repair in {f"{layer}/{other}" for other in mistake.like}}
    return {repair, *same, *(f"{layer}/{other}" for other in (known[repair].like if repair in known else ()))}


def notes(observed: Observed, printed: str, found: Diagnosis, known: Known) -> tuple[str, ...]:
    """Information without points."""
    said = [f"{name} changes its arguments in place: callers will be surprised" for name in sorted(observed.changed)]
    for mistake in (known[name] for name in found.conventions):
        said.append(f"a variant that costs nothing: {mistake.says} {mistake.teaches}")
    if text := printed.strip():
        said.append("your code printed or warned:\n" + (text if len(text) <= MOST_NOTE else text[:MOST_NOTE] + " ..."))
    return tuple(said)


def remarks(observed: Observed, plan: Plan) -> tuple[str, ...]:
    """What only the instructor is told: a backward so slow that it may run the forward for every element of x."""
    if not isinstance(plan, Pair) or plan.backward is None:
        return ()
    forward, backward = (observed.seconds.get(function.name, 0.0) for function in plan.functions)
    if backward < max(SLOW * forward, LEAST_SECONDS) or not forward:
        return ()
    return (
        f"{plan.backward.name} takes {backward / forward:.0f} x its forward ({backward:.2g} s): differences in a loop?",
    )
