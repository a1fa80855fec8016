"""Which | opens, which closes, and which says "given": a bar looks the same in all three."""

from quizdl.tex.doubt import Doubt
from quizdl.tex.nodes import Fenced, Gap, Item, Leaf, Row, Scripts

NO_OPERAND = frozenset(["bin", "sign", "rel", "punct", "colon", "slash"])


def paired(items: list[Item], inside: bool) -> list[Item]:
    """Items with |x| and ‖x‖ as fences. `inside` brackets a single bar says "given"."""
    for sign in ("‖", "|"):
        items = pair(items, sign, inside)
    return items


def pair(items: list[Item], sign: str, inside: bool) -> list[Item]:
    """The bars of one kind."""
    at = [i for i, item in enumerate(items) if bar(item) == sign]
    if not at:
        return items
    if len(at) == 1:
        if not inside or items[at[0]].node != Leaf(sign, "bar") or not between(items, at[0]):
            raise Doubt(f"one `{sign}` alone: write \\left| \\right| or \\mid")
        return [Item(Leaf(sign, "rel"), item.gap) if i == at[0] else item for i, item in enumerate(items)]
    found: list[Item] = []
    last = 0
    for start, end in zip(at[::2], [*at[1::2], None], strict=False):
        if end is None or not is_pair(items, start, end, len(at)):
            raise Doubt(f"it is not clear which `{sign}` opens and which closes: write \\left| \\right| or \\mid")
        fence = Fenced(sign, Row((Item(items[start + 1].node), *items[start + 2 : end])), sign)
        closing = items[end].node
        whole = Scripts(fence, closing.parts, closing.primes) if isinstance(closing, Scripts) else fence
        found += [*items[last:start], Item(whole, items[start].gap)]
        last = end + 1
    return found + items[last:]


def bar(item: Item) -> str:
    """The bar that an item is, with or without scripts, or nothing."""
    node = item.node.base if isinstance(item.node, Scripts) else item.node
    return node.text if isinstance(node, Leaf) and node.role == "bar" else ""


def operand(item: Item) -> bool:
    """Whether an item is a value."""
    return not (isinstance(item.node, Leaf) and item.node.role in NO_OPERAND)


def between(items: list[Item], i: int) -> bool:
    """Whether values stand on both sides."""
    return 0 < i < len(items) - 1 and operand(items[i - 1]) and operand(items[i + 1])


def is_pair(items: list[Item], start: int, end: int, count: int) -> bool:
    """Whether two bars enclose a value for sure."""
    if end == start + 1 or isinstance(items[start].node, Scripts) or not operand(items[end - 1]):
        return False
    first = items[start + 1].node
    signed = isinstance(first, Leaf) and first.role == "sign"
    if not (operand(items[start + 1]) or signed):
        return False
    before = start > 0 and operand(items[start - 1])
    after = end + 1 < len(items) and operand(items[end + 1]) and items[end + 1].gap < Gap.WIDE
    if after and bar(items[end + 1]):  # |a| |b|: nothing stands between the two in the middle
        return True
    return not after or (count == 2 and not before)
