"""One question and a file that answers it better and better: graded at each save, hints and the solution on request."""

from quizdl.bank.bank import Bank
from quizdl.bank.layers import code_of
from quizdl.bank.starter import needed
from quizdl.grading.code.grade import judge_source
from quizdl.grading.code.prepared import prepare
from quizdl.grading.submission import SEED
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Status, Verdict
from quizdl.runner.session import Session


class Workshop:
    """Prepared once, so that each save is judged in a moment. Close it."""

    def __init__(self, question: Code, bank: Bank):
        self.question = question
        self.bank = bank
        with Session() as reference:
            self.prepared = prepare(question, bank, SEED, reference)
        self.hints = 0
        """How many were asked for."""
        self.right = False
        """Whether some version was right."""

    def close(self) -> None:
        """End what runs for it."""
        self.prepared.close()

    def judge(self, name: str, source: str) -> Verdict:
        """One version of the file."""
        with Session() as student:
            verdict = judge_source(self.prepared, name, source.encode(), student)
        self.right = self.right or verdict.status is Status.RIGHT
        return verdict

    def hint(self) -> str:
        """The next hint; when there is no other one, the last again."""
        given = self.question.hints
        if not given:
            return "There are no hints for this question."
        self.hints = min(self.hints + 1, len(given))
        return f"Hint {self.hints} of {len(given)}: {given[self.hints - 1]}"

    def solution(self) -> str:
        """The reference, once the learner's own way works."""
        if not self.right:
            return "The solution is shown once yours is right. h gives a hint."
        layer = self.bank.layer(self.question.layer or "")
        return needed(code_of(layer.text), self.question.functions)

    def following(self) -> Code | None:
        """The next code question of the topic."""
        topic = self.bank.topic(self.question.id.partition("/")[0])
        asked = [question for question in topic.questions if isinstance(question, Code)]
        later = [question.id for question in asked].index(self.question.id) + 1
        return asked[later] if later < len(asked) else None
