"""A process that grades: reads requests as lines of JSON from stdin, and answers each by a line of JSON on stdout.

It stands for `quizdl grade`: one process that grades one submission after another. What hostile code does to whoever
grades it, it does to this process and not to that of the tests.
"""

import json
import sys
import time
import traceback
from pathlib import Path


def main(bank_folder):
    """Grade until stdin ends."""
    from quizdl.bank.bank import Bank
    from quizdl.bank.folders import PACKAGE, QUESTIONS, REFERENCE
    from quizdl.errors import QuizdlError

    bank = Bank.open(bank_folder)
    tell({"package": str(PACKAGE), "questions": str(QUESTIONS), "reference": str(REFERENCE)})
    for line in sys.stdin:
        request = json.loads(line)
        begun = time.monotonic()
        try:
            answer = grade(bank, Path(request["file"]), request["question"], request["seed"])
        except QuizdlError as error:
            answer = {"status": "refused", "score": 0.0, "output": str(error)}
        except Exception:
            answer = {"status": "broken", "score": 0.0, "output": traceback.format_exc()}
        tell({**answer, "seconds": time.monotonic() - begun})


def grade(bank, file, question, seed):
    """The verdict on one file, and all that is shown of it."""
    from quizdl.grading.submission import grade_file
    from quizdl.show.report import report
    from quizdl.show.verdict import submission as show

    graded = grade_file(file, question, bank, seed)
    screen = show(graded.question.id, graded.verdict)
    told = json.dumps(report(seed, graded.question.id, graded.verdict), ensure_ascii=False)
    status = graded.verdict.status.value
    return {"status": status, "score": graded.verdict.score, "screen": screen, "output": f"{screen}\n{told}"}


def tell(answer):
    """One line of JSON."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
