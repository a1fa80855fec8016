"""Keys of number questions are computed in the runner, from the layer as it is and with named mistakes in it."""

import pytest

from quizdl.grading import keys as keys_module
from quizdl.grading.keys import Key, Keys, NoKeyError, WrongNumber
from quizdl.model.kinds.number import Number, Tolerance, WrongValue
from quizdl.runner.session import Session
from quizdl.variants import draw

APPLY = "scale_forward(array([[a]]), array([2.0]), offset=b)[0][0, 0]"


def number(answer, **changes):
    """A number question about the layer `scale`."""
    fields = {
        "id": "t/q", "type": "number", "prompt": "?", "source": "derivation", "tolerance": Tolerance(exact=True),
        "layer": "scale", "answer": answer, **changes,
    }  # fmt: skip
    return Number(**fields)


def key(bank, question, seed=0):
    """The key, by a worker of its own."""
    with Keys(bank) as keys:
        return keys.key(question, seed)


def assert_no_key(bank, question, sentence):
    with pytest.raises(NoKeyError) as error:
        key(bank, question)
    assert (str(error.value), error.value.exit_code) == (sentence, 1)


def test_a_number_is_its_own_key(bank):
    assert key(bank, number(3)) == Key(3.0, ())


def test_an_expression_may_call_the_layer_numpy_and_its_params(bank):
    question = number(APPLY, params={"a": (3,), "b": (0.5,)})
    assert key(bank, question).value == 6.5
    assert key(bank, number("  round(\n  sqrt(16) ) ", layer=None)).value == 4


def test_every_seed_draws_its_params_and_whole_ones_can_be_sizes(bank):
    question = number("zeros((n, 2)).size + c", params={"n": (1.0, 2, 3), "c": (0.25, 0.5)})
    with Keys(bank) as keys:
        found = {seed: keys.key(question, seed).value for seed in range(20)}
    assert len(set(found.values())) == 6
    for seed, value in found.items():
        drawn = draw(question, seed)
        assert value == 2 * drawn["n"] + drawn["c"]


def test_a_misconception_computes_the_same_expression_with_the_mistake_in_the_layer(bank):
    wrong = (WrongValue(misconception="scale/no-offset"),)
    question = number(APPLY, params={"a": (3,), "b": (0.5,)}, wrong=wrong)
    assert key(bank, question) == Key(6.5, (WrongNumber(6.0, "The offset is added last.", "scale/no-offset", 0),))


def test_a_wrong_value_is_an_expression_of_its_own_and_its_words_show_the_params(bank):
    wrong = (
        WrongValue(misconception="scale/no-offset", says="You left {{b}} out."),
        WrongValue(value="a * b", says="That is {{ a }} times {{b}}."),
        WrongValue(value=0, says="Not nothing."),
    )
    found = key(bank, number(APPLY, params={"a": (3.0,), "b": (0.5,)}, wrong=wrong))
    assert found.wrong == (
        WrongNumber(6.0, "You left 0.5 out.", "scale/no-offset", 0),
        WrongNumber(1.5, "That is 3 times 0.5.", None, 1),
        WrongNumber(0.0, "Not nothing.", None, 2),
    )


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("1 / 0", "`1 / 0` raises ZeroDivisionError: division by zero"),
        ("missing(\n  1)", "`missing( 1)` raises NameError: name 'missing' is not defined"),
        ("(", "`(` raises SyntaxError: '(' was never closed (<string>, line 1)"),
        ("ones(2)", "`ones(2)` is not a single number"),
        ("[1.0]", "`[1.0]` is not a single number"),
        ("'1.0'", "`'1.0'` is not a single number"),
        ("None", "`None` is not a single number"),
        ("1j", "`1j` is not a single number"),
        ("nan", "`nan` is nan, not a finite number"),
        ("-float('inf')", "`-float('inf')` is -inf, not a finite number"),
        ("__import__('os')._exit(3)", "`__import__('os')._exit(3)` ended its process (exit status 3)"),
    ],
)
def test_an_expression_that_gives_no_number_says_why(bank, expression, says):
    assert_no_key(bank, number(expression), says)


def test_a_wrong_value_that_gives_no_number_says_why(bank):
    wrong = (WrongValue(value="1 / 0", says="?"),)
    assert_no_key(bank, number(1, wrong=wrong), "`1 / 0` raises ZeroDivisionError: division by zero")


def test_a_misconception_that_raises_is_told_with_the_expression(bank):
    question = number("scale_forward(1, 1)[0]", wrong=(WrongValue(misconception="scale/explosive"),))
    assert_no_key(bank, question, "`scale_forward(1, 1)[0]` raises ZeroDivisionError: division by zero")


def test_a_layer_that_raises_when_it_is_loaded_is_named(make_bank):
    bank = make_bank(broken="raise ValueError('no')")
    assert_no_key(bank, number("1 + 1", layer="broken"), "the source of broken raises ValueError: no")


def test_a_layer_that_cannot_be_read_is_named(make_bank):
    bank = make_bank(broken="def f(:\n")
    assert_no_key(bank, number("1 + 1", layer="broken"), "broken.py is not Python: invalid syntax (line 1)")


ENDLESS = "sum(1 for _ in iter(int, 1))"


def test_an_endless_expression_is_ended_and_the_next_one_has_its_key(bank, monkeypatch):
    monkeypatch.setattr(keys_module, "SECONDS", 0.4)
    with Keys(bank) as keys:
        with pytest.raises(NoKeyError) as error:
            keys.key(number(ENDLESS), 0)
        assert str(error.value) == f"`{ENDLESS}` takes more than 0.4 seconds"
        assert keys.key(number("1 + 1"), 0).value == 2
        assert keys.key(number(APPLY, params={"a": (1,), "b": (1,)}), 0).value == 3


def test_after_an_expression_that_ends_its_process_the_next_one_has_its_key(bank):
    with Keys(bank) as keys:
        with pytest.raises(NoKeyError):
            keys.key(number("__import__('os')._exit(0)"), 0)
        assert keys.key(number("1 + 1"), 0).value == 2


@pytest.fixture
def sessions(monkeypatch):
    """The sessions that are started from now on."""
    started = []

    def start(*arguments):
        started.append(Session(*arguments))
        return started[-1]

    monkeypatch.setattr(keys_module, "Session", start)
    return started


def test_all_keys_come_from_one_worker_and_a_layer_is_loaded_once(bank, sessions):
    question = number(APPLY, params={"a": (1, 2, 3), "b": (1, 2, 3)})
    with Keys(bank) as keys:
        for seed in range(10):
            keys.key(question, seed)
    (session,) = sessions
    assert session.number == 1 + 10  # layer, expressions


def test_a_worker_that_has_computed_for_long_is_replaced_before_its_time_is_up(bank, sessions, monkeypatch):
    monkeypatch.setattr(keys_module, "SECONDS", 0.4)
    slow = number("__import__('time').sleep(0.25) or 1")
    with Keys(bank) as keys:
        assert [keys.key(slow, seed).value for seed in range(3)] == [1, 1, 1]
    assert len(sessions) == 2
