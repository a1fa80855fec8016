"""A brace under a part of a formula is shown with brackets around that part: only where they change nothing."""

from quizdl.tex.doubt import Doubt
from quizdl.tex.nodes import Braced, Item, Leaf
from quizdl.tex.scripts import LOOSE

BEFORE = frozenset(["", "rel", "punct", "colon"])
AFTER = frozenset(["", "rel", "punct", "colon", "sign", "point"])


def check_neighbors(items: list[Item]) -> None:
    """Doubt where brackets would change what the formula says."""
    for i, item in enumerate(items):
        if isinstance(item.node, Braced):
            body = item.node.body.items
            before = sign(items[i - 1]) if i else Leaf("", "rel")
            after = sign(items[i + 1]) if i + 1 < len(items) else Leaf("", "rel")
            loose = any(sign(part).role in LOOSE for part in body)
            fits = (before.role in BEFORE or before.text == "+") and after.role in AFTER
            torn = len(body) > 1 and (before.role in ("slash", "prefix") or after.role == "postfix")
            if torn or (loose and not (fits and len(body) > 1)):
                raise Doubt("a brace under a part that its neighbors break up: put brackets into it")


def sign(item: Item) -> Leaf:
    """A sign as it is; anything else as a letter."""
    return item.node if isinstance(item.node, Leaf) else Leaf("x", "letter")
