"""Writes what authors and learners start from: the file of a code question, and a new topic."""

import ast
import textwrap
from collections.abc import Sequence

from quizdl.bank.bank import Bank
from quizdl.bank.layers import mistaken, reachable
from quizdl.errors import QuizdlError
from quizdl.model.kinds.code import Code
from quizdl.model.layer import Function, Layer, Misconception

MARKER = "# quizdl: "
WIDTH = 110

TOPIC = """\
# Check this file with `quizdl bank check .`, see a question with `quizdl bank show {name}/mean --bank .`
# Prose with a colon or ` #` in it stands behind `|-` or in single quotes. Text is Markdown.
topic: {topic}                       # the name of this file
title: {title}
# needs: [batchnorm]                 # topics to know first
# layer: batchnorm                   # a layer file that expressions and code questions use
questions:
  - id: median                       # stable: progress hangs on {name}/median
    type: choice                     # one right option; `multi` has several
    level: 1                         # 1 recall, 2 apply, 3 derive or implement
    prompt: 'Nine measurements are 1 and the tenth is 1000. Which of these describes a typical one best?'
    choices:
      - text: The median.
        correct: true
      - text: The mean.
        says: 'One outlier moves the mean as far as it likes: here to 100.9, where nothing was measured.'
    explanation: The median depends on the order of the values only, so a single outlier cannot move it far.
    source: derivation

  - id: mean
    type: number
    level: 2
    params: {{a: [1, 2], b: [4, 7]}}   # drawn anew at every review
    prompt: 'What is the mean of {{{{a}}}} and {{{{b}}}}?'
    answer: (a + b) / 2              # Python over NumPy's names, the params and the layer's functions
    tolerance: {{digits: 3}}           # or exact: true, rtol: 0.01, atol: 0.5
    wrong:
      - value: a + b
        says: 'That is the sum: divide it by the number of values.'
    explanation: Add the values and divide by how many there are.
    source: derivation
"""


def new_topic(topic: str) -> str:
    """A commented topic file that passes the check."""
    title = topic.replace("-", " ").capitalize()
    return TOPIC.format(name=topic, topic=quoted(topic), title=quoted(title))


def quoted(text: str) -> str:
    """A text as YAML: in quotes where it would be read as something else, such as 2024 or true."""
    from quizdl.bank.yaml12 import FLOAT, INTEGER, WORDS

    other = text in WORDS or INTEGER.fullmatch(text) or FLOAT.fullmatch(text)
    return f"'{text}'" if other else text


def code_questions(bank: Bank, name: str) -> list[Code]:
    """The code questions that a topic or an id names."""
    if "/" in name:
        question = bank.question(name)
        if not isinstance(question, Code):
            raise QuizdlError(
                f"{name} is not a code question: practice it with `quizdl practice {name.partition('/')[0]}`"
            )
        return [question]
    found = [question for question in bank.topic(name).questions if isinstance(question, Code)]
    if not found:
        raise QuizdlError(f"the topic {name} has no code question: practice it with `quizdl practice {name}`")
    return found


def whole(questions: Sequence[Code]) -> list[Code]:
    """The question that asks for most, if there is one: not that about the forward alone, nor one about mending."""
    if len(questions) == 1:
        return list(questions)
    fresh = [question for question in questions if not question.repair]
    most = max((len(question.functions) for question in fresh), default=0)
    found = [question for question in fresh if len(question.functions) == most]
    return found if len(found) == 1 else []


def of_bank(question: Code, bank: Bank) -> str:
    """The starter of a question in a bank."""
    mistake = bank.misconception(question.repair) if question.repair else None
    return starter(question, bank.layer(question.layer or ""), mistake)


def starter(question: Code, layer: Layer, mistake: Misconception | None = None) -> str:
    """A file with everything but the bodies; for a repair question, with bodies that hold its mistake."""
    paragraphs = question.prompt.strip().split("\n\n")
    wrapped = "\n\n".join(
        text if text.startswith((" ", "-", "*")) else textwrap.fill(" ".join(text.split()), WIDTH)
        for text in paragraphs
    )
    head = f"{MARKER}{question.id}\n{literal(wrapped, '')}\n"
    if mistake:
        return f"{head}\n{needed(mistaken(layer, mistake), question.functions)}"
    stubs = [stub(layer.functions[name]) for name in question.functions]
    return "\n\n".join([f"{head}\nimport numpy as np\n", *stubs])


def needed(code: str, functions: Sequence[str]) -> str:
    """Functions with what they import and use, out of the code of a layer without its prose."""
    lines = [line for line in code.split("\n") if line.strip()]
    bare = [line for line in lines if line.strip() != '""']  # where docstrings stood
    if parses(bare):
        lines = bare
    tree = ast.parse("\n".join(lines))
    used = reachable(code, functions)
    imports: list[str] = []
    definitions: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            definitions.pop(node.name, None)  # a later one takes its place
            if node.name in used:
                definitions[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
        elif not isinstance(node, ast.Expr):
            imports.append("\n".join(lines[node.lineno - 1 : node.end_lineno]))
    return "\n\n\n".join(["\n".join(imports), *definitions.values()]) + "\n"


def parses(lines: Sequence[str]) -> bool:
    """Whether this is Python."""
    try:
        ast.parse("\n".join(lines))
    except SyntaxError:
        return False
    return True


def stub(function: Function) -> str:
    """A signature, its docstring, and an error that says that the body is missing."""
    body = literal(function.docstring, "    ") + "\n" if function.docstring else ""
    return f"{function.signature}\n{body}    raise NotImplementedError\n"


def literal(text: str, indent: str) -> str:
    """A docstring, raw where it holds TeX."""
    prefix = "r" if "\\" in text else ""
    quotes = "'''" if '"""' in text else '"""'
    if quotes in text:  # both kinds
        prefix, text = "", text.replace("\\", "\\\\").replace(quotes, "\\'\\'\\'")
    body = textwrap.indent(text, indent).lstrip()
    closing = f"\n{indent}" if "\n" in text else (" " if text.endswith((quotes[0], "\\")) else "")
    return f"{indent}{prefix}{quotes}{body}{closing}{quotes}"
