"""Fingerprints of a source for the instructor's eyes: what stays when names, comments, numbers and layout change.

Syntax trees would need Python's parser, which deep nesting in a hostile file can crash. One regular expression that
cannot backtrack finds the tokens instead; names become one word (attributes such as `.sum` stay), and of the hashes
of all runs of K tokens winnowing keeps the smallest in each window (Schleimer, Wilkerson & Aiken 2003, section 4).
"""

import hashlib
import keyword
import re
import zlib
from collections.abc import Sequence

MOST_CHARACTERS = 100_000
"""The rest of a longer file is not looked at."""
MOST_FINGERPRINTS = 2000
LEAST = 80
"""Tokens: two solutions in a few lines are the same by nature."""
K = 12
"""Tokens in a run: about one statement."""
WINDOW = 6
"""Of so many runs one is kept: a copied passage of K + WINDOW - 1 tokens is always seen."""
TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*|\\\n)
    |(?P<text>[rbfuRBFU]{0,2}(?:'{3}(?:[^'\\]|\\.|'(?!''))*(?:'{3})?|"{3}(?:[^"\\]|\\.|"(?!""))*(?:"{3})?
        |'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?))
    |(?P<number>\.?\d(?:[eE][+-]|[\w.])*)
    |(?P<attribute>\.\s*[^\W\d]\w*)
    |(?P<name>[^\W\d]\w*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)


def tokens(source: str) -> list[str]:
    """The source without names, numbers, texts, comments and layout."""
    found = []
    for match in TOKEN.finditer(source[:MOST_CHARACTERS]):
        kind, text = match.lastgroup, match[0]
        if kind == "skip":
            continue
        if kind == "name":
            text = text if keyword.iskeyword(text) else "n"
        elif kind in ("text", "number"):
            text = kind
        elif kind == "attribute":
            text = "".join(text.split())
        found.append(text)
    return found


def shape(found: Sequence[str]) -> str:
    """The same for sources that differ in names, numbers, comments and layout only; empty for a short one."""
    return hashlib.sha256(" ".join(found).encode(errors="replace")).hexdigest()[:16] if len(found) >= LEAST else ""


def fingerprints(found: Sequence[str]) -> list[int]:
    """Some of the hashes of runs of tokens, the same for the same passage wherever it stands."""
    hashes = [zlib.crc32(" ".join(found[i : i + K]).encode(errors="replace")) for i in range(len(found) - K + 1)]
    if len(hashes) <= WINDOW:
        return sorted(set(hashes))
    kept = {min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1)}
    return sorted(kept)[:MOST_FINGERPRINTS]
