"""Every file in right, wrong, failed and timed_out gets the verdict that is the name of its folder.

Its first line says what else is expected: `# expects: 4-6; a sentence | another one`, the score (or a range) out of
10, then what the output contains, line breaks apart. A new example is a new file.
"""

import json
import re

import pytest

from quizdl.bank.folders import REFERENCE
from tests.runner.processes import assert_gone
from tests.submissions.conftest import HERE

QUESTION = "normalize/implement"
CLOSING = {
    "right": "Right: every check passed.",
    "wrong": "Not right yet: see the lines marked ✗.",
    "failed": "The code did not run to its end.",
    "timed_out": "Out of time: the checks before it keep their points.",
}
EXAMPLES = [file for status in CLOSING for file in sorted((HERE / status).glob("*.py"))]
EXPECTS = re.compile(r"# expects: ([\d.]+)(?:-([\d.]+))?; (.*?)\r?")
CHECK = {"name": str, "status": str, "points": float, "max_points": float, "message": str}
RESULT = {
    "question": str, "status": str, "score": float, "max_score": float, "checks": list, "diagnosis": list,
    "feedback": list, "smallest": list,
    "seconds": float,
}  # fmt: skip


def flat(text):
    """Without the line breaks of the terminal."""
    return " ".join(text.split())


def expectation(file):
    """The lowest and the highest score, and what the output contains."""
    low, high, says = EXPECTS.fullmatch(file.read_text(encoding="utf-8-sig").partition("\n")[0]).groups()
    return float(low), float(high or low), [flat(part) for part in says.split(" | ")]


def only_result(text):
    """The one result of a JSON report, which has exactly the keys and types that were promised."""
    report = json.loads(text)
    assert list(report) == ["seed", "results"]
    assert type(report["seed"]) is int
    (result,) = report["results"]
    assert {name: type(value) for name, value in result.items()} == RESULT
    for check in result["checks"]:
        assert {name: type(value) for name, value in check.items()} == CHECK
        assert check["status"] in {"passed", "failed", "skipped"}
        assert 0 <= check["points"] <= check["max_points"]
    return result


def assert_fit_for_a_terminal(text):
    """No traceback, no line of quizdl's own code, no control character."""
    assert "Traceback" not in text
    assert "quizdl/" not in text
    assert all(c.isprintable() or c == "\n" for c in text)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_an_example_gets_the_verdict_that_its_folder_names(file, submit, graded_once):
    low, high, says = expectation(file)
    status = file.parent.name

    shown = submit(file, "--question", QUESTION)
    assert (shown.code, shown.err) == (0 if status == "right" else 1, "")
    for part in [*says, CLOSING[status]]:
        assert part in flat(shown.out)
    assert_fit_for_a_terminal(shown.out)
    for child in re.findall(r"the child is (\d+)", shown.out):
        assert_gone(int(child))

    told = submit(file, "--question", QUESTION, "--json")
    assert (told.code, told.err) == (shown.code, "")
    assert told.out.isascii()  # whatever the encoding of the pipe, a program can read it
    result = only_result(told.out)
    assert (result["question"], result["status"], result["max_score"]) == (QUESTION, status, 10)
    assert low <= result["score"] <= high
    assert sum(check["points"] for check in result["checks"]) == pytest.approx(result["score"], abs=0.01)
    assert sum(check["max_points"] for check in result["checks"]) == pytest.approx(10, abs=0.01)


def test_the_reference_is_right(submit):
    result = only_result(submit(REFERENCE / "batchnorm.py", "--question", QUESTION, "--json").out)
    assert (result["status"], result["score"], result["diagnosis"]) == ("right", 10, [])
    assert {check["status"] for check in result["checks"]} == {"passed"}


def test_the_starter_of_the_question_earns_nothing(tmp_path, submit):
    from quizdl.bank.bank import Bank
    from quizdl.bank.starter import starter
    from tests.submissions.conftest import BANK

    bank = Bank.open(str(BANK))
    file = tmp_path / "normalize.py"
    file.write_text(starter(bank.question(QUESTION), bank.layer("batchnorm")), encoding="utf-8")
    result = only_result(submit(file, "--json").out)
    assert (result["status"], result["score"]) == ("failed", 0)
    assert {check["status"] for check in result["checks"][2:]} == {"failed", "skipped"}


SCREENS = sorted((HERE / "screens").glob("*.txt"))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.stem)
def test_a_verdict_is_shown_on_one_screen(screen, submit):
    (file,) = (file for file in EXAMPLES if file.stem == screen.stem)
    assert submit(file, "--question", QUESTION).out == screen.read_text(encoding="utf-8")
