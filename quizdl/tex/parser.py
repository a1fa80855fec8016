"""Tokens into a tree. What it does not know, or what TeX itself would show otherwise than meant, is a doubt."""

from quizdl.tex import symbols
from quizdl.tex.bars import paired
from quizdl.tex.braces import check_neighbors
from quizdl.tex.doubt import Doubt
from quizdl.tex.environments import environment
from quizdl.tex.nodes import Accent, Binomial, Braced, Fenced, Fraction, Gap, Item, Leaf, Node, Root, Row
from quizdl.tex.scripts import LOOSE, scripted
from quizdl.tex.stream import Stream
from quizdl.tex.tokens import THIN

DEEPEST = 40
"""Levels of nesting."""


def parse(tex: str) -> Row:
    """The whole formula."""
    parser = Parser(Stream(tex))
    row = parser.row()
    token = parser.stream.peek()
    if token is not None:
        raise Doubt(f"`{token.source}` closes nothing")
    if not row.items:
        raise Doubt("it is empty")
    return row


class Parser:
    """Recursive descent, one method per construction."""

    def __init__(self, stream: Stream):
        self.stream = stream
        self.depth = 0
        self.face = ""

    def row(self, inside: bool = False) -> Row:
        """Items up to what ends a row. `inside` says whether it stands in brackets."""
        items: list[Item] = []
        gap = Gap.NONE
        while (token := self.stream.peek()) is not None:
            gap = max(gap, Gap.TYPED if token.blank else Gap.NONE)
            if token.ignored:
                self.stream.take()
                gap = max(gap, token.space)
                continue
            if token.ends_row:
                break
            node = self.node()
            if isinstance(node, Row):  # braces that only group
                items += [
                    Item(item.node, max(gap, item.gap) if i == 0 else item.gap) for i, item in enumerate(node.items)
                ]
            else:
                items.append(Item(node, gap))
            gap = Gap.NONE
        check_neighbors(items)
        return Row(tuple(paired(items, inside)))

    def node(self) -> Node:
        """An atom with its scripts."""
        return scripted(self.stream, self.atom(), self.argument)

    def atom(self) -> Node:
        """An atom."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Doubt("it is nested too deep")
        try:
            return self.deeper()
        finally:
            self.depth -= 1

    def deeper(self) -> Node:
        """What an atom is, by its first token."""
        token = self.stream.take()
        if token.kind == "placeholder":
            return Leaf(token.text, "number")
        if token.kind == "upright":
            return upright(token.text, token.words)
        if token.kind == "begin":
            return environment(token.text, self.stream, self.row)
        if token.opener:
            return self.fenced(token.opener)
        if token.bar:
            return Leaf(token.bar, "bar")
        return self.command(token.text) if token.kind == "command" else self.character(token.text)

    def character(self, char: str) -> Node:
        """Anything without a backslash."""
        if char == "{":
            return self.group()
        if char.isascii() and char.isdigit():
            return self.number(char)
        if char == "." and self.stream.digit_follows():
            return self.number(char)
        if char.isascii() and char.isalpha():
            return Leaf(char, "letter", self.face)
        if char == ":" and (equals := self.stream.glued()) and equals.source == "=":
            self.stream.take()
            return Leaf(":=", "rel")
        if char in symbols.CHARACTERS or char in symbols.TYPED:
            text, role = symbols.CHARACTERS.get(char) or symbols.TYPED[char]
            return Leaf(text, role, self.face if role == "letter" else "")
        raise Doubt(f"`{char}` is not understood here")

    def command(self, name: str) -> Node:
        """Anything with a backslash."""
        if name in symbols.COMMANDS:
            text, role = symbols.COMMANDS[name]
            face = "second" if name in symbols.OTHER_GREEK else self.face if role == "letter" else ""
            return Leaf(text, role, face)
        if name in ("frac", "dfrac", "tfrac"):
            top = self.argument(last=False)
            return Fraction(top, self.argument())
        if name in ("binom", "dbinom", "tbinom"):
            top = self.argument(last=False)
            return Binomial(top, self.argument())
        if name in symbols.BRACES:
            return self.braced(*symbols.BRACES[name])
        if name == "sqrt":
            return self.root()
        if name in symbols.ACCENTS:
            return Accent(*symbols.ACCENTS[name], self.argument())
        if name in symbols.FACES or name == "mathbb":
            return self.other_face("double" if name == "mathbb" else symbols.FACES[name])
        if name == "left":
            return self.sized()
        raise Doubt(f"`\\{name}` is not known")

    def argument(self, last: bool = True) -> Row:
        """What a command applies to. A further digit behind the last argument was most likely meant to belong to it."""
        self.stream.skip_ignored()
        token = self.stream.peek()
        if token is None or token.ends_row:
            raise Doubt("something is missing behind a command, ^ or _")
        if token.text == "{" and token.kind == "char":
            self.stream.take()
            row = self.row()
            self.stream.expect("}")
            if not row.items:
                raise Doubt("there are empty braces")
            return row
        if token.kind == "placeholder":
            raise Doubt(f"`{token.text}` needs braces of its own here: {{{token.text}}}")
        if token.opener or token.bar or token.text in "^_'":
            raise Doubt(f"`{token.source}` needs braces here")
        if token.digit:
            self.stream.take()
            if last and self.stream.digit_follows():
                raise Doubt(f"`{token.text}{self.stream.peek_text()}` needs braces here")
            return Row((Item(Leaf(token.text, "number")),))
        if token.kind == "char" and token.text in symbols.CHARACTERS and self.stream.glued_after():
            raise Doubt(f"`{token.text}{self.stream.glued_after()}` needs braces here")
        atom = self.atom()
        return atom if isinstance(atom, Row) else Row((Item(atom),))

    def group(self) -> Node:
        """{...} shows no brackets: fine around one item or a product."""
        row = self.row()
        self.stream.expect("}")
        nodes = [item.node for item in row.items]
        loose = [node for node in nodes if isinstance(node, Leaf) and node.role in LOOSE]
        if loose and len(nodes) > 1:
            raise Doubt(f"braces around `{loose[0].text}` show no brackets")
        if len(nodes) != 1:
            return row
        return Leaf(loose[0].text, "symbol") if loose else nodes[0]

    def number(self, start: str) -> Node:
        """Digits, a point, a comma in braces, an exponent as a param has it."""
        if self.face:
            raise Doubt(f"{start} in another face")
        text = start + self.stream.rest_of_number(start)
        return Leaf(text, "number")

    def fenced(self, left: str) -> Node:
        """Brackets."""
        body = self.row(inside=True)
        return Fenced(left, body, self.stream.closer(left))

    def sized(self) -> Node:
        """\\left ... \\right"""
        token = self.stream.peek()
        left = token.opener or token.bar if token else ""
        if not left:
            raise Doubt("`\\left` stands before no bracket that is known")
        self.stream.take()
        body = self.row(inside=True)
        self.stream.expect("\\right")
        return Fenced(left, body, self.stream.closer(left))

    def root(self) -> Node:
        """\\sqrt, with or without a degree."""
        degree = None
        token = self.stream.peek()
        if token is not None and token.opener == "[" and token.kind == "char":
            self.stream.take()
            degree = self.row()
            self.stream.expect("]")
        return Root(degree, self.argument())

    def braced(self, script: str, sign: str) -> Node:
        """\\underbrace{...}_{...}"""
        body = self.argument()
        token = self.stream.peek()
        if token is None or token.kind != "char" or token.text != script:
            raise Doubt(f"a brace without a label: put `{script}{{...}}` behind it")
        self.stream.take()
        return Braced(body, sign, self.argument())

    def other_face(self, face: str) -> Node:
        """\\mathbf and the like."""
        before, self.face = self.face, face
        row = self.argument()
        self.face = before
        nodes = [item.node for item in row.items]
        if len(nodes) > 1:
            if face != "bold":
                raise Doubt("more than one letter in another face")
            return row
        node = nodes[0]
        table = {"double": symbols.DOUBLE, "script": symbols.SCRIPT}.get(face, {})
        if isinstance(node, Leaf) and node.text in table:
            return Leaf(table[node.text], "letter")
        return node


def upright(command: str, words: str) -> Leaf:
    """\\text and the like."""
    plain = words.strip()
    if command not in symbols.TEXTS and not plain.replace("_", "").isalnum() and command != "operatorname":
        raise Doubt(f"`\\{command}{{{words}}}` holds more than letters and digits")
    if not plain or (command == "operatorname" and " " in plain):
        raise Doubt(f"`\\{command}{{{words}}}` holds no name")
    words, plain = words.replace(THIN, " "), plain.replace(THIN, " ")
    if len(plain) == 1:
        return Leaf(plain, "number" if plain.isdigit() else "letter", "upright")
    return Leaf(words, "word" if command == "operatorname" else "label")
