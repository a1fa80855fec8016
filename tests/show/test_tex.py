"""Formulas in the terminal: exact texts for those of a course, and never a wrong one."""

import re
import unicodedata
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizdl.show import text
from quizdl.tex import dollars, doubt, in_prose, render
from tests.show.reading import PRIME, AmbiguousError, applied, inverse, read

HERE = Path(__file__).parent


def table(name):
    """Rows of `formula  =>  text` from a file, whose headings start with `# `."""
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(row.split("  =>  ")) for row in rows if row and not row.startswith("# ")]


FORMULAS = table("formulas.txt")
DOUBTS = table("doubts.txt")


@pytest.mark.parametrize(("tex", "expected"), FORMULAS)
def test_a_formula_is_shown_as_text(tex, expected):
    assert render(tex) == expected
    assert doubt(tex) == ""


@pytest.mark.parametrize(("tex", "reason"), DOUBTS)
def test_a_formula_that_is_not_understood_is_not_shown_and_the_reason_is_named(tex, reason):
    assert render(tex) is None
    assert doubt(tex) == reason


def test_there_are_enough_formulas_and_none_stands_there_twice():
    assert len({tex for tex, _ in FORMULAS}) == len(FORMULAS) >= 150
    assert len({tex for tex, _ in DOUBTS}) == len(DOUBTS) >= 50


@pytest.mark.parametrize("tex", ["", " ", "\\,", "\n", "{}"])
def test_an_empty_formula_is_not_shown(tex):
    assert (render(tex), doubt(tex)) == (None, "it is empty")


@pytest.mark.parametrize("tex", ["{" * 60 + "x" + "}" * 60, "\\hat" * 60 + "x", "(" * 60 + "x" + ")" * 60])
def test_a_formula_that_is_nested_too_deep_is_not_shown(tex):
    assert doubt(tex) == "it is nested too deep"


def test_a_formula_that_is_too_long_is_not_shown():
    assert doubt("x + " * 1000) == "it has 4000 characters, at most 2000 are read"


# Properties of any text


@given(st.text(max_size=60) | st.text(alphabet="\\{}^_$&|()[]xyd12 '.,+-=/!~frac", max_size=40))
@settings(max_examples=500)
def test_nothing_raises_and_there_is_either_a_text_or_a_reason(tex):
    shown = render(tex)
    assert (shown is None) == bool(doubt(tex))
    assert shown is None or "\n" not in shown
    assert isinstance(in_prose(tex), str)


COMMANDS = (
    r"\frac \sqrt \hat \bar \left( \right) \log \sum \sigma \text{if} \mathbf \cdot \| \lfloor \rfloor \{ \} \, "
    r"\begin{bmatrix} \end{bmatrix} \begin{cases} \end{cases} \begin{aligned} \end{aligned} \sqrt[n]{x} "
    r"\underbrace{x+y}_{z} \binom \\ \partial \max \prime {{n}} _{t-1} ^2"
)
PARTS = [*"abxyLW019 +-=,/|'!_^{}()[]&", *COMMANDS.split()]


WRAPS = [
    ("(", ")"), ("[", ")"), (r"\{", r"\}"), (r"\left\lfloor ", r"\right\rfloor "), ("x^{", "}"), (r"\frac{", "}2"),
    (r"\begin{cases}", r"&x\end{cases}"), (r"\begin{aligned}", r"\\&=x\end{aligned}"),
]  # fmt: skip
PIECES = st.lists(st.sampled_from(PARTS), max_size=5).map("".join)
NESTED = st.recursive(
    PIECES | st.sampled_from("abx"),
    lambda inner: st.tuples(st.sampled_from(WRAPS), inner, inner).map(lambda t: f"{t[0][0]}{t[1]}{t[0][1]}{t[2]}"),
)


@given(PIECES | NESTED)
@settings(max_examples=800)
def test_brackets_balance_in_whatever_is_shown(tex):
    shown = render(tex)
    if shown is not None:
        for left, right in [("([", ")]"), ("{", "}"), ("⌊", "⌋")]:
            assert sum(shown.count(sign) for sign in left) == sum(shown.count(sign) for sign in right)


@given(st.text(alphabet=st.characters(exclude_characters="$")))
def test_text_without_a_dollar_sign_stays_as_it_is(prose):
    assert in_prose(prose) == prose


@given(st.text(alphabet="ab $`\\\n5{}_", max_size=30))
@settings(max_examples=300)
def test_prose_without_formulas_stays_as_it_is_but_for_escaped_dollar_signs(prose):
    if not any(kind == "formula" for kind, _ in dollars(prose)):
        assert in_prose(prose).replace("\\", "") == prose.replace("\\", "")


# Formulas made at random, with their letters and values


def letters_of(shown):
    """The ASCII letters and digits of a text, whatever they wear."""
    plain = unicodedata.normalize("NFKD", shown)
    return re.sub("[^A-Za-z0-9]", "", plain)


NAMES = st.sampled_from([
    (r"a", "a", ""), (r"b", "b", ""), (r"x", "x", ""), (r"m_{t-1}", "m", "t-1"), (r"x_i", "x", "i"), (r"W_f", "W", "f"),
    (r"W_{hf}", "W", "hf"), (r"\hat{x}_i", "x\u0302", "i"), (r"\gamma ", "γ", ""), (r"\theta_{12}", "θ", "12"),
])  # fmt: skip


@st.composite
def formulas(draw, depth=4):
    """TeX, its value, its letters, and how tightly it binds: an atom 3, a product 2, a function 1, a sum 0."""
    kind = draw(st.sampled_from(["name"] if depth == 0 else KINDS))
    if kind == "name":
        tex, letter, below = draw(NAMES)
        return tex, applied("name", letter, below), letters_of(letter + below), 3
    if kind == "number":
        value = draw(st.integers(2, 99))
        return str(value), value, str(value), 3
    one = draw(formulas(depth=depth - 1))
    if kind in ONE:
        return unary(kind, one)
    if kind == "power":
        return power(bracketed(one, 3), draw(formulas(depth=min(depth - 1, 1))))
    return binary(kind, one, draw(formulas(depth=depth - 1)), draw(st.sampled_from([" ", r"\,"])))


ONE = ("sqrt", "root", "exp", "log", "brackets", "negative")
KINDS = ("name", "number", "sum", "difference", "product", "cdot", "fraction", "power", *ONE)


def bracketed(formula, least):
    tex, value, letters, binds = formula
    return formula if binds >= least else (rf"\left({tex}\right)", value, letters, 3)


def unary(kind, formula):
    tex, value, letters, _ = formula
    if kind == "root":
        return rf"\sqrt[n]{{{tex}}}", applied("ⁿ√", value % PRIME), "n" + letters, 2.5
    if kind == "sqrt":
        return rf"\sqrt{{{tex}}}", applied("√", value % PRIME), letters, 2.5
    if kind == "exp":
        return rf"\exp({tex})", applied("exp", value % PRIME), "exp" + letters, 2
    if kind == "log":
        tex, value, letters, _ = bracketed(formula, 2.9)
        return rf"\log {tex}", applied("log", value % PRIME), "log" + letters, 1
    if kind == "brackets":
        return rf"({tex})", value, letters, 3
    tex, value, letters, _ = bracketed(formula, 2)
    return f"-{tex}", -value, letters, 0


def power(base, exponent):
    letters = base[2] + exponent[2]
    return f"{base[0]}^{{{exponent[0]}}}", applied("^", base[1] % PRIME, exponent[1] % PRIME), letters, 2.5


def binary(kind, one, two, blank):
    if kind in ("sum", "difference"):
        two = bracketed(two, 1)
        sign = "+" if kind == "sum" else "-"
        return f"{one[0]} {sign} {two[0]}", one[1] + (1 if sign == "+" else -1) * two[1], one[2] + two[2], 0
    if kind == "fraction":
        return rf"\frac{{{one[0]}}}{{{two[0]}}}", one[1] * inverse(two[1] % PRIME), one[2] + two[2], 2.9
    one, two = bracketed(one, 2), bracketed(two, 2)
    sign = r" \cdot " if kind == "cdot" else blank
    return f"{one[0]}{sign}{two[0]}", one[1] * two[1], one[2] + two[2], 1.5 if kind == "cdot" else 2


@given(formulas())
@settings(max_examples=600, deadline=None)
def test_what_is_shown_means_what_the_formula_means_and_can_be_read_in_one_way_only(formula):
    tex, value, letters, _ = formula
    shown = render(tex)
    if shown is not None:
        assert read(shown) == value % PRIME, (tex, shown)
        assert letters_of(shown) == letters


@pytest.mark.parametrize("shown", ["a/b c", "a/b/c", "√x y", "√x/y", "log x/y", "√x²", "x_fy"])
def test_the_reader_refuses_what_could_be_read_in_two_ways(shown):
    with pytest.raises(AmbiguousError):
        read(shown)


@pytest.mark.parametrize(("one", "other"), [("a - b + c", "a - (b + c)"), ("a b + c", "a (b + c)"), ("x²", "x₂")])
def test_the_reader_tells_formulas_apart(one, other):
    assert read(one) != read(other)


# Prose


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        (r"Let $x_i^2$ be $\frac{1}{2}$.", "Let xᵢ² be 1/2."),
        ("Let\n$$\n\\frac{a + b}{c}\n$$\nbe", "Let\n(a + b)/c\nbe"),
        ("A formula $a +\nb$ over two lines", "A formula a + b over two lines"),
        (r"Raw: $\underbrace{x}$ and $$\foo$$.", r"Raw: $\underbrace{x}$ and $$\foo$$."),
        ("It costs $5 and $10, or $2.50.", "It costs $5 and $10, or $2.50."),
        ("$5 for $x_1$", "$5 for x₁"),
        ("From $5-$10", "From $5-$10"),
        (r"Escaped: \$5, \$x_1\$, \\ and $x_1$", r"Escaped: $5, $x_1$, \\ and x₁"),
        ("Code `$x_1$` and ``a ` $x_1$`` but $x_1$", "Code `$x_1$` and ``a ` $x_1$`` but x₁"),
        ("    cost = $x_1$\n\nis $x_1$", "    cost = $x_1$\n\nis x₁"),
        ("```\n$x_1$\n\n$x_1$\n```\n$x_1$", "```\n$x_1$\n\n$x_1$\n```\nx₁"),
        ("a $ b", "a $ b"),
        ("$x_1$$x_1$", "$x_1$$x_1$"),
        ("one $x\n\nand another$", "one $x\n\nand another$"),
        ("$x `y$ z`", "$x `y$ z`"),
        ("a lone ` and $x_1$", "a lone ` and x₁"),
        ("$x = {{a}}$ of {{b}}", "x = {{a}} of {{b}}"),
    ],
)
def test_formulas_in_prose_are_shown_and_all_else_stays(prose, expected):
    assert in_prose(prose) == expected


def test_short_formulas_are_not_torn_apart_and_long_ones_are_wrapped(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    shown = click.unstyle(
        text.prose("The sum of all those values there is $a + b c$ and " + "$x_1 + x_2 + x_3 + x_4 + x_5 + x_6$.")
    )
    assert shown == "The sum of all those values there is\na + b c and x₁ + x₂ + x₃ + x₄ + x₅ + x₆."
    long = click.unstyle(text.prose("word " * 5 + "$" + " + ".join("abcdefghijklmno") + "$"))
    assert all(len(line) <= 40 for line in long.splitlines())
    assert "\u00a0" not in shown + long


def test_formulas_in_lists_and_options_are_shown():
    assert click.unstyle(text.prose("- $x_1$\n- $x_2$")) == "- x₁\n- x₂"
    assert click.unstyle(text.prose(r"$\frac{1}{2}$", "     ", "  a) ")) == "  a) 1/2"
    assert click.unstyle(text.prose("Run:\n\n    echo $x_1$")) == "Run:\n\n    echo $x_1$"
