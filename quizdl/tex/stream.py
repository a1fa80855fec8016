"""The tokens of a formula, taken one by one."""

from quizdl.tex import symbols
from quizdl.tex.doubt import Doubt
from quizdl.tex.tokens import Token, tokens


class Stream:
    """The tokens of a formula, taken one by one."""

    def __init__(self, tex: str):
        self.tokens = tokens(tex)
        self.at = 0

    def peek(self, ahead: int = 0) -> Token | None:
        """The next token."""
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def take(self) -> Token:
        """The next token, and on."""
        token = self.peek()
        if token is None:
            raise Doubt("it ends too early")
        self.at += 1
        return token

    def skip_ignored(self) -> None:
        """On to the next token that is shown."""
        while (token := self.peek()) is not None and token.ignored:
            self.at += 1

    def expect(self, text: str) -> None:
        """Take a token that has to stand here."""
        token = self.peek()
        if token is None or token.source != text:
            raise Doubt(f"`{text}` is missing" + (f" before `{token.source}`" if token else " at the end"))
        self.at += 1

    def closer(self, left: str) -> str:
        """Take the bracket that closes another."""
        self.skip_ignored()
        token = self.peek()
        right = (token.closer or token.bar) if token else ""
        if not right or right not in symbols.PARTNERS[left]:
            raise Doubt(f"`{left}` is not closed" + (f" but followed by `{token.source}`" if token else ""))
        self.at += 1
        return right

    def glued(self, ahead: int = 0) -> Token | None:
        """The next token if no blank stands before it."""
        token = self.peek(ahead)
        return token if token is not None and not token.blank else None

    def digit_follows(self, ahead: int = 0) -> bool:
        """Whether a digit stands directly behind."""
        token = self.glued(ahead)
        return token is not None and token.digit

    def peek_text(self) -> str:
        """The text of the next token."""
        token = self.peek()
        return token.text if token else ""

    def glued_after(self) -> str:
        """The letter or digit directly behind the next token."""
        token = self.glued(1)
        return token.text if token is not None and token.kind == "char" and token.text.isalnum() else ""

    def rest_of_number(self, start: str) -> str:
        """What belongs to a number that has begun."""
        found = ""
        while True:
            if self.digit_follows() or (self.point_follows() and "." not in start + found):
                found += self.take().text
            elif self.comma_follows():
                self.at += 3
                found += ","
            else:
                return found + self.exponent()

    def point_follows(self) -> bool:
        """Whether a decimal point stands directly behind."""
        point = self.glued()
        return point is not None and point.text == "." and self.digit_follows(1)

    def comma_follows(self) -> bool:
        """Whether a comma between thousands stands directly behind: {,}"""
        three = [token.source for token in self.tokens[self.at : self.at + 3]]
        return three == ["{", ",", "}"] and self.digit_follows(3)

    def exponent(self) -> str:
        """The end of 1e-05, as a param is written."""
        letter, sign = self.glued(), self.glued(1)
        if not (letter and letter.source == "e" and sign and sign.source in ("+", "-") and self.digit_follows(2)):
            return ""
        length = 2
        while self.digit_follows(length):
            length += 1
        if length == 3:  # params are written with two digits or more
            raise Doubt("an exponent behind e: write \\cdot 10^{...}")
        return "".join(self.take().text for _ in range(length))
