"""What the bank that comes with quizdl holds: every claim of the notes, a good mix, and no giveaways of form."""

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import combinations

import pytest
import yaml

from quizdl.bank.bank import Bank
from quizdl.model.question import Choice
from quizdl.show.text import MARKED
from quizdl.variants import shuffled
from tests.bank.conftest import ROOT

BANK = Bank.open()
TOPICS = {name: BANK.topic(name) for name in BANK.topics()}
QUESTIONS = {question.id: question for topic in TOPICS.values() for question in topic.questions}
CORE = ("conv", "pooling", "batchnorm", "dropout", "gradient-descent", "initialization", "optimizers", "rnn")
ROWS = [f"A{i}" for i in range(1, 15)] + [f"B{i}" for i in range(1, 22)]
ROWS += [f"M{i}" for i in range(1, 20)] + ["T1", "T2", "T3"]
CORRECTED = ["A4", "A10", *(f"B{i}" for i in (1, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 20, 21))]
CORRECTED += [f"M{i}" for i in (*range(1, 13), 15)]
"""Rows that are wrong or loose: a learner has to meet the statement and its correction."""
STOCK = ["conv", "pooling", "batchnorm", "dropout", "dropout-vs-batchnorm", "gradient-descent", "initialization"]
STOCK += ["optimizers", "rnn", "style-transfer"]
BRITISH = re.compile(
    r"(?<![a-z_])([a-z]+isations?|[a-z]+ise[sd]?|behaviours?|coloured|colours?|centres?|centred|favours?|"
    r"neighbours?|neighbouring|grey|modelling|labelled|learnt|analyse[sd]?|whilst)(?![a-z_])",
    re.IGNORECASE,
)
ENGLISH = {  # and `synchronised`, in an answer that is accepted
    "advertise", "advise", "advised", "arise", "arises", "channel-wise", "channelwise", "clockwise", "comprise",
    "compromise", "compromises", "concise", "depthwise", "devise", "devised", "disguise", "disguised",
    "elementwise", "exercise", "exercised", "exercises", "expertise", "layerwise", "likewise", "noise", "noised",
    "noises", "otherwise", "pairwise", "piecewise", "pixelwise", "pointwise", "precise", "premise", "promise",
    "promised", "promises", "raise", "raised", "raises", "revise", "revised", "rise", "rises", "stepwise",
    "supervised", "surprise", "surprised", "synchronised", "wise",
}  # fmt: skip


def tagged(kind):
    """Row -> ids of the questions above which a comment names it."""
    found = defaultdict(set)
    for name, path in BANK.topics().items():
        rows = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := re.match(rf"\s*# .*?\b{kind}: ([^;#]*)", line):
                rows += [row.strip() for row in match[1].split(",")]
            elif (match := re.match(r"  - id: (\S+)", line)) and rows:
                for row in rows:
                    found[row].add(f"{name}/{match[1]}")
                rows = []
    return found


CLAIMS = tagged("claims")


@pytest.mark.parametrize("row", ROWS)
def test_every_claim_of_the_notes_is_taught(row):
    assert CLAIMS[row]


@pytest.mark.parametrize("row", CORRECTED)
def test_what_is_wrong_in_the_notes_is_met_and_corrected(row):
    assert {QUESTIONS[name].type for name in CLAIMS[row]} & {"choice", "spot", "multi"}


def test_no_comment_names_a_row_that_does_not_exist():
    assert set(CLAIMS) <= set(ROWS)


@pytest.mark.parametrize("topic", STOCK)
def test_the_five_stock_questions_of_a_topic_are_asked(topic):
    assert {f"{topic} {i}" for i in range(1, 6)} <= set(tagged("stock"))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_enough_questions_of_several_types_and_levels(topic):
    questions = TOPICS[topic].questions
    assert len(questions) >= (20 if topic in CORE else 10)
    assert len({question.type for question in questions}) >= 5
    assert {question.level for question in questions} == {1, 2, 3}


def test_there_are_three_hundred_questions_and_a_third_is_computed():
    computed = [one for one in QUESTIONS.values() if one.type in ("number", "shape", "predict", "code")]
    assert len(QUESTIONS) >= 300
    assert len(computed) >= len(QUESTIONS) / 3


def test_most_computed_questions_draw_new_numbers():
    computed = [one for one in QUESTIONS.values() if one.type in ("number", "shape", "predict")]
    assert sum(bool(one.params) for one in computed) >= 0.75 * len(computed)


CHOICES = [question for question in QUESTIONS.values() if isinstance(question, Choice)]


def test_the_right_option_is_not_to_be_known_by_its_length():
    longest = shortest = 0
    for question in CHOICES:
        lengths = sorted((len(option.text.strip()), option.correct) for option in question.choices)
        longest += lengths[-1][1]
        shortest += lengths[0][1]
    assert longest <= 0.3 * len(CHOICES)
    assert shortest <= 0.4 * len(CHOICES)


def test_the_right_option_stands_everywhere():
    places = Counter()
    for question in CHOICES:
        for seed in range(20):
            shown = shuffled(question, seed)
            places[next(i for i, option in enumerate(shown) if option.correct) / (len(shown) - 1)] += 1
    assert places[0.0] / sum(places.values()) == pytest.approx(0.25, abs=0.07)
    assert places[1.0] / sum(places.values()) == pytest.approx(0.25, abs=0.07)


def test_no_two_questions_have_nearly_the_same_prompt():
    words = {
        name: re.findall(r"\w+", question.prompt.casefold())
        for name, question in QUESTIONS.items()
        if question.type != "code"
    }
    near = [
        (one, other)
        for one, other in combinations(words, 2)
        if len(set(words[one]) & set(words[other])) > 0.6 * len(set(words[one]) | set(words[other]))
        and SequenceMatcher(None, words[one], words[other]).ratio() > 0.8
    ]
    assert near == []


@pytest.mark.parametrize("path", sorted((ROOT / "questions").rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_spelling_is_american(path):
    found = {match[0] for match in BRITISH.finditer(path.read_text(encoding="utf-8"))}
    assert {word for word in found if word.lower() not in ENGLISH} == set()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_explains_its_answer_and_hints_where_it_is_hard(name):
    question = QUESTIONS[name]
    if question.type not in ("code", "open"):
        assert len(question.explanation.split()) >= 12
    if question.level == 3 and question.type not in ("open", "spot", "choice", "multi", "match", "short"):
        assert question.hints


def test_the_yaml_of_the_bank_is_read_alike_by_a_common_reader():
    for path in sorted((ROOT / "questions").glob("*.yaml")):
        assert len(yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]) == len(TOPICS[path.stem].questions)


def test_what_a_mistake_teaches_has_no_marks_that_feedback_on_files_would_show_as_they_are():
    marked = [
        name
        for layer in BANK.folders.mistakes()
        for name, mistake in BANK.misconceptions(layer).items()
        for text in (mistake.says, mistake.teaches)
        if any(found["strong"] or found["em"] for found in MARKED.finditer(text))
    ]
    assert marked == []
