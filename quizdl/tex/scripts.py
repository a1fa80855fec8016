"""Subscripts, superscripts and primes, which may follow any atom."""

from collections.abc import Callable
from typing import Literal

from quizdl.tex.doubt import Doubt
from quizdl.tex.nodes import Braced, Leaf, Node, Row, Scripts
from quizdl.tex.stream import Stream

LOOSE = frozenset(["bin", "sign", "rel", "punct", "colon", "slash", "postfix", "point"])
"""Roles that carry no script."""
PRIMES = frozenset("'′")


def scripted(stream: Stream, base: Node, argument: Callable[[], Row]) -> Node:
    """A base with the scripts that follow it."""
    parts: list[tuple[Literal["_", "^"], Row]] = []
    primes = 0
    while (token := stream.peek()) is not None:
        if token.ignored and token.text in ("limits", "nolimits"):
            stream.take()
        elif token.kind == "char" and token.text in PRIMES:
            stream.take()
            primes += 1
        elif token.kind == "char" and token.text in ("_", "^"):
            stream.take()
            sign: Literal["_", "^"] = "_" if token.text == "_" else "^"
            count = written_primes(stream) if sign == "^" else 0
            if count:
                primes += count
            elif sign in dict(parts):
                raise Doubt(f"`{sign}` stands twice behind the same base")
            else:
                parts.append((sign, argument()))
        else:
            break
    if not parts and not primes:
        return base
    if primes > 3:
        raise Doubt("there are too many primes")
    return carried(base, parts, primes)


def written_primes(stream: Stream) -> int:
    """The primes of ^\\prime and ^{\\prime\\prime}."""
    first = stream.peek()
    ahead = braces = int(first is not None and first.kind == "char" and first.text == "{")
    while (token := stream.peek(ahead)) is not None and token.kind == "command" and token.text == "prime":
        ahead += 1
    count = ahead - braces
    end = stream.peek(ahead)
    if not count or (braces and (end is None or end.text != "}")):
        return 0
    stream.at += ahead + braces
    return count


def carried(base: Node, parts: list[tuple[Literal["_", "^"], Row]], primes: int) -> Node:
    """Scripts on a base that can carry them."""
    if isinstance(base, Scripts):  # {x_i}^2
        if primes or base.primes or set(dict(parts)) & set(dict(base.parts)):
            raise Doubt("a script stands on a group that has one")
        return Scripts(base.base, (*base.parts, *parts))
    if isinstance(base, Row | Braced) or (isinstance(base, Leaf) and base.role in LOOSE | {"dots"}):
        raise Doubt("it is not clear what a subscript, superscript or prime belongs to")
    return Scripts(base, tuple(parts), primes)
