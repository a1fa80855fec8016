"""Reads a rendered formula as a strict person would, and refuses what could be read in two ways.

Values are numbers modulo a prime, where products and fractions may be regrouped as mathematics allows; roots, powers
and functions are hashes of what they are applied to. Two formulas are thus equal only if they say the same.
"""

import hashlib
import unicodedata

PRIME = 2**61 - 1
FUNCTIONS = ("exp", "log")


class AmbiguousError(Exception):
    """It could mean two things."""


def applied(name, *values):
    """A function that nothing is known about."""
    return int.from_bytes(hashlib.sha256(repr((name, values)).encode()).digest()[:8]) % PRIME


def inverse(value):
    return pow(value, PRIME - 2, PRIME)


def script(char):
    """`super`, `sub` or nothing, and the character that stands there."""
    kind, _, code = unicodedata.decomposition(char or " ").partition("> ")
    if kind not in ("<super", "<sub"):
        return "", char
    return kind[1:], chr(int(code, 16)).replace("\u2212", "-")


def read(text):
    """The value of a whole formula."""
    reader = Reader(text)
    value = reader.sum()
    if reader.at != len(text):
        raise AmbiguousError(f"{text!r} does not end at {reader.at}")
    return value


class Reader:
    def __init__(self, text):
        self.text, self.at = text, 0

    def next(self, *starts):
        """Take one of the texts, if it stands here."""
        for start in starts:
            if self.text.startswith(start, self.at):
                self.at += len(start)
                return start
        return ""

    def char(self):
        return self.text[self.at : self.at + 1]

    def sum(self):
        sign = -1 if self.next("-") else 1
        value = sign * self.term()
        while operator := self.next(" + ", " - ", "+", "-"):
            value += (1 if "+" in operator else -1) * self.term()
        return value % PRIME

    def term(self):
        value = self.product()
        while self.next(" · ", "·"):
            value *= (-1 if self.next("-") else 1) * self.product()
        return value % PRIME

    def product(self):
        """Factors side by side, then perhaps a denominator, which is one factor and the last."""
        value, open_ended = self.factor()
        while not open_ended and self.factor_follows():
            self.next(" ")
            more, open_ended = self.factor()
            value *= more
        if self.char() == "/":
            if open_ended:
                raise AmbiguousError(f"what is divided in {self.text!r}?")
            self.next("/")
            below, open_ended = self.factor()
            value *= inverse(below)
            open_ended = True
        if self.factor_follows() or self.char() == "/":
            raise AmbiguousError(f"{self.text!r} goes on at {self.at}")
        return value % PRIME

    def factor_follows(self):
        rest = self.text[self.at :]
        rest = rest[1:] if rest.startswith(" ") else rest
        return rest != "" and rest[0] not in "+-·/)}"

    def factor(self):
        """A value, and whether it is open at the end: √x and log x could take in what follows."""
        if root := self.next("√", "ⁿ√"):
            bracketed = self.char() == "("
            return applied(root, self.atom(powers=False)), not bracketed
        for name in FUNCTIONS:
            if self.next(name):
                bracketed = not self.next(" ")
                return applied(name, self.atom(powers=not bracketed)), not bracketed
        return self.atom(), False

    def atom(self, powers=True):
        start = self.at
        if self.next("("):
            value = self.sum()
            if not self.next(")"):
                raise AmbiguousError(f"{self.text!r} is not closed at {self.at}")
        elif self.char().isdecimal():
            while self.char().isdecimal():
                self.at += 1
            value = int(self.text[start : self.at])
        elif self.char().isalpha():
            value = self.name()
        else:
            raise AmbiguousError(f"no value stands in {self.text!r} at {self.at}")
        exponent = self.scripts("super", "^")
        if exponent and not powers:
            raise AmbiguousError(f"what is raised to a power in {self.text!r}?")
        return applied("^", value, read(exponent)) if exponent else value

    def name(self):
        letter = self.char()
        self.at += 1
        while unicodedata.combining(self.char() or " "):
            letter += self.char()
            self.at += 1
        below = self.scripts("sub", "_")
        if below and self.text[self.at - 2] == "_" and script(self.char())[0] == "super":
            raise AmbiguousError(f"the power of a subscript in {self.text!r}?")
        return applied("name", letter, below)

    def scripts(self, kind, sign):
        """The text that stands raised or lowered here."""
        found = ""
        while self.char() and script(self.char())[0] == kind:
            found += script(self.char())[1]
            self.at += 1
        if found or not self.next(sign):
            return found
        if not self.next("{"):
            self.at += 1
            if self.char().isalnum():
                raise AmbiguousError(f"how long is the script in {self.text!r}?")
            return self.text[self.at - 1]
        start, depth = self.at, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(self.char(), 0)
            self.at += 1
        return self.text[start : self.at - 1]
