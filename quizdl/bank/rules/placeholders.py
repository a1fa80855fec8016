"""{{name}} stands for a param of a question; every placeholder has one, and every param is used."""

import keyword
from collections.abc import Iterator
from pathlib import Path

from quizdl import variants
from quizdl.bank.rules.flaw import Flaw, Sources
from quizdl.bank.schema import TopicFile
from quizdl.bank.yaml12 import Loc
from quizdl.variants import PLACEHOLDER


def check(topic: TopicFile, path: Path, sources: Sources) -> Iterator[Flaw]:  # noqa: ARG001  one signature for all
    """Placeholders in prompts, explanations and feedback."""
    for i, question in enumerate(topic.questions):
        params = set(variants.params(question))
        texts: dict[Loc, str] = {("prompt",): question.prompt, ("explanation",): question.explanation}
        texts |= {("wrong", j, "says"): wrong.says for j, wrong in enumerate(getattr(question, "wrong", ()))}
        for place, text in texts.items():
            for name in sorted(set(PLACEHOLDER.findall(text)) - params):
                known = f"params are {', '.join(sorted(params))}" if params else "this question has no params"
                yield Flaw(("questions", i, *place), f"{{{{{name}}}}} is not a param: {known}")
        unused = params - set(PLACEHOLDER.findall(question.prompt))
        for name in sorted(unused):
            yield Flaw(("questions", i, "params", name), f"the prompt does not show {{{{{name}}}}}: learners need it")
        for name in sorted(params):
            if not name.isidentifier() or keyword.iskeyword(name):
                yield Flaw(
                    ("questions", i, "params", name), f"the param `{name}` is no name that Python can use: rename it"
                )
