"""`quizdl bank check` finds code questions that are not worth asking, and says where they stand."""

import click
import pytest
from click.testing import CliRunner

from quizdl.cli.main import main
from quizdl.errors import WRONG
from quizdl.grading.code.grade import judge_source
from quizdl.model.verdict import Status
from quizdl.prove import check as checking
from quizdl.prove.code import MANY
from quizdl.prove.mistakes import asks_for_all, weak_spots
from quizdl.runner.session import Session
from tests.grading.clinic import (
    AFFINE,
    BACKWARD,
    BOTH,
    EDITS,
    FORGETS_A,
    FORGETS_GAIN,
    FORWARD,
    GAIN_ON_SHIFT,
    MEAN_DA,
    MEAN_DB,
    MISTAKES,
    NO_SHIFT,
    bank_of,
    changed,
    mistake,
    prepared_for,
    question,
)

PLAIN = {"name": "plain", "sizes": {"N": 4, "D": 3}}
GAIN = {"name": "gain", "sizes": {"N": 5, "D": 2}, "options": {"gain": 0.5}}
HELPED = changed(("z = a * x", "z = times(a, x)")) + "\n\ndef times(a, x):\n    return a * x\n"


def asked(name, cases=(PLAIN, GAIN), functions=BOTH, **fields):
    """A code question as it stands in a bank."""
    about = {"id": name, "type": "code", "prompt": "Write it.", "functions": list(functions)}
    return {**about, "cases": list(cases), "source": "derivation", **fields}


@pytest.fixture
def problems(tmp_path, monkeypatch):
    """What the check says of a bank; or of one of its files: line:column: what."""
    monkeypatch.setattr(checking, "QUESTIONS", tmp_path / "bank")

    def check(mistakes, *questions, layer=AFFINE, only=""):
        bank_of(tmp_path, mistakes, layer, **({"t": questions} if questions else {}))
        monkeypatch.chdir(tmp_path / "bank")
        return [str(problem) for problem in checking.check(tmp_path / "bank" / only, None).problems]

    return check


def place(folder, text, *, occurrence=0, file="t.yaml"):
    """line:column of a text in a file of the bank."""
    content = (folder / "bank" / file).read_text(encoding="utf-8")
    at = -1
    for _ in range(occurrence + 1):
        at = content.index(text, at + 1)
    before = content[:at]
    return f"{file}:{before.count(chr(10)) + 1}:{at - before.rfind(chr(10))}"


def cases_of(folder, index=0):
    """Where the cases of the i-th question stand."""
    before, _, _ = place(folder, '"cases": ', occurrence=index).rpartition(":")
    content = (folder / "bank" / "t.yaml").read_text(encoding="utf-8").splitlines()
    line = int(before.partition(":")[2])
    return f"{before}:{content[line - 1].index('[') + 1}"


def id_of(folder, name):
    """Where the name of a mistake stands."""
    return place(folder, f'"{name}"', file="misconceptions/affine.yaml")


def earns(name):
    return f"the mistake affine/{name} earns full marks: add a case in which it shows"


def taken(name, other):
    apart = "add a case that tells it apart, or declare it with `like`"
    return f"the mistake affine/{name} {other}: {apart}"


def unseen(name):
    return f"no code question shows the mistake affine/{name}: add a case to one about this layer"


# Banks without a flaw


def test_a_question_that_sees_and_names_every_mistake_is_worth_asking(problems):
    assert problems(MISTAKES, asked("q")) == []


def test_what_one_question_does_not_see_another_one_may(problems):
    """Each asks for the forward alone, so that neither has to see everything."""
    forward = [mistake("no-shift", NO_SHIFT), mistake("gain-on-shift", GAIN_ON_SHIFT)]
    known = [*forward, mistake("mean-da", MEAN_DA)]
    questions = asked("a", [PLAIN], [FORWARD]), asked("b", [GAIN], [FORWARD])
    assert problems(known, *questions, asked("c")) == []


def test_a_forward_alone_does_not_have_to_show_a_mistake_in_the_backward(problems):
    known = [mistake(name, edit) for name, edit in EDITS.items()]
    assert problems(known, asked("forward", functions=[FORWARD]), asked("q")) == []


def test_a_forward_alone_does_not_have_to_show_every_mistake_in_itself(problems):
    assert problems([mistake("gain-on-shift", GAIN_ON_SHIFT)], asked("a", [PLAIN], [FORWARD]), asked("q")) == []


def test_a_mistake_in_a_helper_does_not_have_to_show_in_every_question(problems):
    """At N = 4 the helper is right."""
    later = mistake("later", ("return a * x", "return a * x if len(x) == 4 else a + x"))
    assert problems([later], asked("a", [PLAIN]), asked("b", [GAIN]), layer=HELPED) == []


# A mistake that earns full marks


def test_a_mistake_that_earns_full_marks_is_a_flaw_of_the_cases(problems, tmp_path):
    found = problems([mistake("forgets-gain", FORGETS_GAIN)], asked("q", [PLAIN]))
    assert found == [f"{cases_of(tmp_path)}: {earns('forgets-gain')}"]


def test_each_mistake_and_each_question_is_told_where_it_stands(problems, tmp_path):
    known = [mistake("forgets-gain", FORGETS_GAIN), mistake("gain-on-shift", GAIN_ON_SHIFT)]
    found = problems(known, asked("a"), asked("b", [PLAIN]), asked("c", [PLAIN]))
    assert found == [
        f"{cases_of(tmp_path, i)}: {earns(name)}" for i in (1, 2) for name in ("forgets-gain", "gain-on-shift")
    ]
    assert cases_of(tmp_path, 1) != cases_of(tmp_path, 2)


def test_a_mistake_in_a_helper_that_no_question_shows_is_a_flaw_of_the_mistake(problems, tmp_path):
    never = mistake("never", ("return a * x", "return a * x if len(x) < 9 else a + x"))
    found = problems([never], asked("a"), layer=HELPED)
    assert found == [f"{id_of(tmp_path, 'never')}: {unseen('never')}"]


def test_the_command_says_so_with_file_line_and_column(problems, tmp_path):
    problems([mistake("forgets-gain", FORGETS_GAIN)], asked("q", [PLAIN]))
    result = CliRunner().invoke(main, ["bank", "check", "t.yaml"])
    said = click.unstyle(result.output).splitlines()
    assert said[0] == f"{cases_of(tmp_path)}: {earns('forgets-gain')}"
    assert said[1:] == ["1 problem in 1 file"]
    assert result.exit_code == WRONG


# Mistakes that are not told apart


def test_two_mistakes_that_are_not_told_apart_are_a_flaw(problems, tmp_path):
    rivals = [mistake("first", FORGETS_GAIN), mistake("second", FORGETS_GAIN)]
    found = problems(rivals, asked("q"))
    assert found == [f"{cases_of(tmp_path)}: {taken('second', 'is taken for affine/first')}"]


def test_two_mistakes_that_only_another_case_tells_apart_are_a_flaw_of_the_cases(problems, tmp_path):
    """Without a gain both leave y as it is without the shift."""
    rivals = [mistake("no-shift", NO_SHIFT), mistake("nothing-else", ("gain * z + b", "z"))]
    found = problems(rivals, asked("q", [PLAIN]))
    assert found == [f"{cases_of(tmp_path)}: {taken('nothing-else', 'is taken for affine/no-shift')}"]


def test_with_that_case_they_are_told_apart(problems):
    rivals = [mistake("no-shift", NO_SHIFT), mistake("nothing-else", ("gain * z + b", "z"))]
    assert problems(rivals, asked("q")) == []


@pytest.mark.parametrize("like", ["first", ["first"], ["other", "first"]])
def test_mistakes_that_nothing_tells_apart_are_declared_with_like(problems, like):
    other = mistake("other", MEAN_DA)
    rivals = [mistake("first", FORGETS_GAIN), mistake("second", FORGETS_GAIN, like=like), other]
    assert problems(rivals, asked("q")) == []


@pytest.mark.parametrize("like", ["other", ["other"]])
def test_like_has_to_name_the_mistake_that_it_is_taken_for(problems, tmp_path, like):
    rivals = [mistake("first", FORGETS_GAIN), mistake("second", FORGETS_GAIN, like=like), mistake("other", MEAN_DA)]
    assert problems(rivals, asked("q")) == [f"{cases_of(tmp_path)}: {taken('second', 'is taken for affine/first')}"]


def test_like_does_not_excuse_full_marks(problems, tmp_path):
    rivals = [mistake("first", MEAN_DA), mistake("second", FORGETS_GAIN, like="first")]
    assert problems(rivals, asked("q", [PLAIN])) == [f"{cases_of(tmp_path)}: {earns('second')}"]


def test_a_mistake_that_is_taken_for_another_in_a_forward_alone_is_no_flaw_there(problems):
    """There it is only seen from outside, and the whole question tells them apart."""
    rivals = [mistake("first", FORGETS_GAIN, NO_SHIFT), mistake("second", NO_SHIFT)]
    assert problems(rivals, asked("forward", functions=[FORWARD]), asked("q")) == []


def test_a_mistake_that_cannot_be_recognized_is_a_flaw_even_in_a_forward_alone(problems, tmp_path):
    """It gives other numbers every time."""
    random = mistake("random", ("gain * z + b", "gain * z + b + np.random.default_rng().random()"))
    found = problems([random], asked("forward", functions=[FORWARD]))
    recognized = f"{cases_of(tmp_path)}: {taken('random', 'is not recognized')}"
    assert found == [recognized]


def test_a_mistake_that_is_taken_for_two_others_is_told_so(problems, tmp_path):
    """As a submission it has the numbers of both, as a mistake it has others. To be like one of them is not enough."""
    other = "db = dy.sum(axis=0)", "db = 'sub' in __name__ and dy.sum(axis=0)"
    both = mistake("both", FORGETS_A, MEAN_DA, other, like="forgets-a")
    found = problems([mistake("forgets-a", FORGETS_A), mistake("mean-da", MEAN_DA), both], asked("q"))
    two = "is taken for affine/forgets-a and affine/mean-da"
    assert found == [f"{cases_of(tmp_path)}: {taken('both', two)}"]


@pytest.mark.parametrize("functions", [BOTH, (FORWARD,)], ids=["whole", "forward-alone"])
def test_a_mistake_that_is_taken_for_another_is_a_flaw_of_a_whole_question(problems, tmp_path, functions):
    """In a forward alone there may be no case that tells them apart."""
    rivals = [mistake("first", NO_SHIFT), mistake("second", NO_SHIFT)]
    found = problems(rivals, asked("q", functions=functions))
    if functions == BOTH:
        assert found == [f"{cases_of(tmp_path)}: {taken('second', 'is taken for affine/first')}"]
    else:
        assert found == [f"{id_of(tmp_path, 'second')}: {unseen('second')}"]


def test_many_questions_are_proved_like_few(problems, tmp_path):
    """Elsewhere, and at the same time: what is found comes back in order."""
    names = [f"q{i}" for i in range(MANY + 1)]
    weak = [asked(name, [PLAIN] if i % 2 else [PLAIN, GAIN]) for i, name in enumerate(names)]
    found = problems([mistake("forgets-gain", FORGETS_GAIN)], *weak)
    assert found == [f"{cases_of(tmp_path, i)}: {earns('forgets-gain')}" for i in range(1, MANY + 1, 2)]


# Conventions


def test_a_variant_that_costs_points_is_a_flaw(problems, tmp_path, monkeypatch):
    """It gives other numbers than it gave before, so that it explains nothing."""
    random = "np.random.default_rng().random()"
    variant = mistake("variant", ("gain * z + b", f"gain * z + b + {random}"), convention=True)
    found = problems([variant], asked("q"))
    costs = "the variant affine/variant costs points, though it is declared as a convention"
    assert found == [f"{cases_of(tmp_path)}: {costs}"]


def test_a_variant_that_costs_nothing_and_shows_is_right(problems):
    assert problems([mistake("variant", MEAN_DB, convention=True)], asked("q")) == []


def test_a_variant_that_no_question_shows_is_a_flaw_of_the_variant(problems, tmp_path):
    variant = mistake("variant", FORGETS_GAIN, convention=True)
    found = problems([variant], asked("q", [PLAIN]))
    assert found == [f"{id_of(tmp_path, 'variant')}: {unseen('variant')}"]


def test_variants_that_nothing_tells_apart_are_declared_with_like(problems):
    variants = mistake("first", MEAN_DB, convention=True), mistake("second", MEAN_DB, convention=True, like="first")
    assert problems(variants, asked("q")) == []


# A mistake that no question shows


@pytest.mark.parametrize("questions", [(), ("forward",)])
def test_a_mistake_that_no_question_asks_about_is_a_flaw_of_the_mistake(problems, tmp_path, questions):
    known = [mistake("no-shift", NO_SHIFT), mistake("mean-da", MEAN_DA)]
    found = problems(known, *(asked(name, functions=[FORWARD]) for name in questions))
    missing = ["mean-da"] if questions else ["no-shift", "mean-da"]
    assert found == [f"{id_of(tmp_path, name)}: {unseen(name)}" for name in missing]


def test_a_mistake_that_changes_no_function_is_a_flaw_of_the_mistake(problems, tmp_path):
    drawn = mistake("drawn", ('"b": 3', '"b": 4'))
    assert problems([drawn], asked("q")) == [f"{id_of(tmp_path, 'drawn')}: {unseen('drawn')}"]


def test_a_mistake_that_is_a_flaw_elsewhere_is_told_once(problems, tmp_path):
    found = problems([mistake("forgets-gain", FORGETS_GAIN)], asked("q", [PLAIN]))
    assert len(found) == 1


def test_a_mistake_whose_name_begins_another_one_is_told_as_well(problems, tmp_path):
    never = mistake("forgets", ("return a * x", "return a * x if len(x) < 9 else a + x"))
    found = problems([never, mistake("forgets-gain", FORGETS_GAIN)], asked("q", [PLAIN]), layer=HELPED)
    assert [what.partition(": ")[2] for what in found] == [unseen("forgets"), earns("forgets-gain")]


def test_questions_in_other_files_count_where_the_mistakes_alone_are_checked(problems):
    assert problems(MISTAKES, asked("q"), only="misconceptions") == []


def test_what_is_weak_in_other_files_is_not_told_where_the_mistakes_alone_are_checked(problems, tmp_path):
    found = problems([mistake("forgets-gain", FORGETS_GAIN)], asked("q", [PLAIN]), only="misconceptions/affine.yaml")
    assert found == [f"{id_of(tmp_path, 'forgets-gain')}: {unseen('forgets-gain')}"]


def test_where_a_topic_alone_is_checked_its_mistakes_need_not_all_show(problems):
    assert problems(MISTAKES, asked("forward", functions=[FORWARD]), only="t.yaml") == []


def test_another_file_with_problems_of_its_own_is_no_obstacle(problems, tmp_path):
    assert problems(MISTAKES, asked("q")) == []
    (tmp_path / "bank" / "broken.yaml").write_text("topic: broken\n", encoding="utf-8")
    alone = checking.check(tmp_path / "bank" / "misconceptions", None)
    assert (alone.problems, alone.topics, alone.misconceptions) == ([], 0, len(MISTAKES))
    assert {problem.file for problem in checking.check(tmp_path / "bank", None).problems} == {"broken.yaml"}


# References and starters


def test_where_the_reference_fails_its_own_question_its_mistakes_are_not_looked_at(problems, tmp_path):
    fails = changed(("gain * z + b", "gain * z + b + np.random.default_rng().random()"))
    first, second = problems([mistake("mean-db", MEAN_DB)], asked("q"), layer=fails)
    assert first == f"{id_of(tmp_path, 'mean-db')}: {unseen('mean-db')}"
    assert second.startswith(
        f"{cases_of(tmp_path)}: the reference fails its own question: y, plain (4, 3): y is off by "
    )


def test_a_repair_is_held_to_its_own_starter(problems, tmp_path):
    """What the starter has right earns nothing, so that the file as it comes is worth nothing."""
    assert problems(MISTAKES, asked("q"), asked("mend", repair="affine/forgets-a")) == []


def test_a_repair_whose_mistake_does_not_show_is_a_flaw(problems, tmp_path):
    found = problems(
        [mistake("forgets-gain", FORGETS_GAIN)], asked("q"), asked("mend", [PLAIN], repair="affine/forgets-gain")
    )
    assert f"{cases_of(tmp_path, 1)}: {earns('forgets-gain')}" in found


def test_a_repair_of_what_is_not_asked_for_is_a_flaw(problems, tmp_path):
    known = [mistake("no-shift", NO_SHIFT), mistake("mean-da", MEAN_DA)]
    found = problems(known, asked("q"), asked("mend", functions=[FORWARD], repair="affine/mean-da"))
    assert found == [f"{cases_of(tmp_path, 1)}: the starter earns 10 points as it comes"]


# One question


@pytest.mark.parametrize(
    ("functions", "whole"), [(BOTH, True), ((FORWARD,), False), ((BACKWARD, FORWARD), True), (("affine_step",), True)]
)
def test_a_question_asks_for_all_where_a_backward_is_asked_for_with_its_forward(tmp_path, functions, whole):
    layer = AFFINE + "\n\ndef affine_step(w, dw, state):\n    return w, state\n"
    assert asks_for_all(question(functions=functions), bank_of(tmp_path, layer=layer)) is whole


def test_a_forward_without_a_backward_is_all_there_is(tmp_path):
    layer = AFFINE[: AFFINE.index("def affine_backward")]
    bank = bank_of(tmp_path, [mistake("gain-on-shift", GAIN_ON_SHIFT)], layer)
    assert asks_for_all(question(functions=[FORWARD]), bank)


def test_every_mistake_is_seen_and_named(tmp_path):
    bank = bank_of(tmp_path)
    with prepared_for(bank) as prepared:
        assert dict(weak_spots(prepared, bank)) == {f"affine/{name}": "" for name in EDITS}
        assert prepared.mistakes.eager
        with Session() as student:
            verdict = judge_source(prepared, "affine.py", AFFINE.encode(), student)
    assert verdict.status is Status.RIGHT
