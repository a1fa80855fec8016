"""Asks for what belongs together."""

import json
import re
from collections.abc import Sequence

from quizdl.bank.bank import Bank
from quizdl.model.kinds.match import Match
from quizdl.practice.answers import Answered, Screen
from quizdl.practice.keys import BackgroundKeys
from quizdl.show.kinds import example, sides
from quizdl.show.question import LETTERS


def ask(question: Match, seed: int, screen: Screen, bank: Bank, keys: BackgroundKeys) -> Answered:  # noqa: ARG001
    """A letter for each number."""
    lefts, rights = sides(question, seed)
    shared = len({pair.right for pair in question.pairs}) < len(question.pairs)
    while not (chosen := read(screen.ask("> "), len(lefts), rights, shared)):
        once, such = "" if shared else ", none twice", example(len(lefts), len(rights))
        screen.show(f"type {len(lefts)} letters from a to {LETTERS[len(rights) - 1]}{once}, such as {such}")
    from quizdl.grading import match

    given = dict(zip(lefts, chosen, strict=True))
    verdict = match.grade(question, given, bank)
    missed = [pair for pair in question.pairs if given[pair.left] != pair.right]
    expected = "\n".join(f"- {pair.left.strip()}: {pair.right.strip()}" for pair in missed)
    kept = json.dumps(given, ensure_ascii=False)
    return Answered(kept, verdict, f"What belongs together:\n\n{expected}", question.explanation)


def read(typed: str, count: int, rights: Sequence[str], shared: bool) -> list[str]:
    """The right side for each left one; nothing where something else was typed."""
    text = re.sub(r"[\s,;.:()=>-]", "", typed.lower())
    numbered = re.fullmatch(r"(\d[a-z])+", text)
    if numbered:  # 1b2a3c, in any order
        pairs = dict(re.findall(r"(\d)([a-z])", text))
        letters = [pairs.get(str(i + 1), "") for i in range(count)] if len(pairs) * 2 == len(text) else []
    else:
        letters = list(text)
    known = dict(zip(LETTERS, rights, strict=False))
    if len(letters) != count or not all(letter in known for letter in letters):
        return []
    return [] if len(set(letters)) < count and not shared else [known[letter] for letter in letters]
