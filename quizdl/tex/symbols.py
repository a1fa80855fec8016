"""What the commands and characters of TeX look like in text."""

from typing import Literal

Role = Literal[
    "letter", "number", "symbol", "word", "label", "big", "prefix", "dots", "bin", "sign", "rel", "punct", "point",
    "colon", "slash", "postfix", "bar", "fence", "call", "unit", "root", "fraction",
]  # fmt: skip
"""What a piece of a formula is to its neighbors. `unit` is a differential such as dx; `sign` is + - and the like."""


def table(text: str) -> dict[str, str]:
    """Names and characters in turn."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


GREEK = table(
    "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ "
    "sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ "
    "Psi Ψ Omega Ω ell ℓ"
)
OTHER_GREEK = table("varepsilon ε vartheta θ varphi φ varrho ρ varpi π")
"""Second forms, shown as the first: a formula that uses both is not shown."""
SYMBOLS = table("infty ∞ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ forall ∀ exists ∃ hbar ħ dagger † bullet • star ⋆ % % _ _")
PREFIXES = table("partial ∂ nabla ∇ Delta Δ")
DOTS = table("ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱")
SIGNS = table("pm ± mp ∓")
BINARY = table(
    "cdot · times × odot ⊙ otimes ⊗ oplus ⊕ ast * circ ∘ cup ∪ cap ∩ div ÷ wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖ "
    "ominus ⊖ bmod mod"
)
RELATIONS = table(
    "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ approx ≈ sim ~ simeq ≃ equiv ≡ propto ∝ to → rightarrow → "
    "longrightarrow → leftarrow ← gets ← Rightarrow ⇒ implies ⇒ Leftarrow ⇐ leftrightarrow ↔ iff ⇔ Leftrightarrow ⇔ "
    "mapsto ↦ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ mid | parallel ∥ perp ⊥ triangleq ≜ "
    "coloneqq := lesssim ≲ gtrsim ≳ succ ≻ succeq ⪰ prec ≺ preceq ⪯ uparrow ↑ downarrow ↓"
)
BIG = table("sum ∑ prod ∏ int ∫ iint ∬ oint ∮ bigcup ⋃ bigcap ⋂")
WORDS = table(
    "log log ln ln lg lg exp exp max max min min sup sup inf inf sin sin cos cos tan tan cot cot sec sec csc csc "
    "sinh sinh cosh cosh tanh tanh coth coth arcsin arcsin arccos arccos arctan arctan arg arg argmax argmax "
    "argmin argmin det det dim dim ker ker Pr Pr gcd gcd lim lim deg deg"
)
OPENERS = table(r"( ( [ [ \{ { \lbrace { \lfloor ⌊ \lceil ⌈ \langle ⟨ \lvert | \lVert ‖ \lbrack [")
CLOSERS = table(r") ) ] ] \} } \rbrace } \rfloor ⌋ \rceil ⌉ \rangle ⟩ \rvert | \rVert ‖ \rbrack ]")
BARS = table(r"| | \| ‖ \vert | \Vert ‖")
PARTNERS = {"(": ")]", "[": "])", "{": "}", "⌊": "⌋⌉", "⌈": "⌉", "⟨": "⟩", "|": "|", "‖": "‖"}
"""Half-open intervals and rounding, too."""
SIZES = frozenset(
    f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)  # they change nothing in one line
NOTHING = frozenset(["displaystyle", "textstyle", "limits", "nolimits", "nonumber", "notag", "!"])
BLANKS = frozenset([",", ":", ";", ">", " ", "~", "enspace", "thinspace"])
WIDE_BLANKS = frozenset(["quad", "qquad"])
ACCENTS = {
    "hat": ("hat", "\u0302"), "widehat": ("hat", "\u0302"), "bar": ("bar", "\u0304"), "overline": ("bar", "\u0304"),
    "tilde": ("tilde", "\u0303"), "widetilde": ("tilde", "\u0303"), "dot": ("dot", "\u0307"),
    "ddot": ("ddot", "\u0308"), "vec": ("vec", "\u20d7"), "check": ("check", "\u030c"),
}  # fmt: skip
BRACES = {"underbrace": ("_", "⏟"), "overbrace": ("^", "⏞")}
"""The script that holds their label, and the sign that stands before it."""
UPRIGHT = frozenset(
    ["text", "mathrm", "textrm", "operatorname", "mathsf", "mathtt", "mathit", "textit", "texttt", "mbox"]
)
TEXTS = frozenset(["text", "textrm", "textit", "texttt", "mbox"])
"""Blanks count in these."""
FACES = {
    "mathbf": "bold",
    "boldsymbol": "bold",
    "bm": "bold",
    "textbf": "bold",
    "mathcal": "script",
    "mathscr": "script",
}
DOUBLE = table("R ℝ N ℕ Z ℤ Q ℚ C ℂ P ℙ H ℍ")
SCRIPT = table("B ℬ E ℰ F ℱ H ℋ I ℐ L ℒ M ℳ R ℛ")
CHARACTERS: dict[str, tuple[str, Role]] = {
    "+": ("+", "sign"), "-": ("-", "sign"), "−": ("-", "sign"), "*": ("*", "bin"), "/": ("/", "slash"),
    "=": ("=", "rel"), "<": ("<", "rel"), ">": (">", "rel"), ",": (",", "punct"), ";": (";", "punct"),
    ".": (".", "point"), ":": (":", "colon"), "!": ("!", "postfix"), "?": ("?", "symbol"),
}  # fmt: skip
COMMANDS: dict[str, tuple[str, Role]] = {
    **{name: (sign, "letter") for name, sign in (GREEK | OTHER_GREEK).items()},
    **{name: (sign, "symbol") for name, sign in SYMBOLS.items()},
    **{name: (sign, "prefix") for name, sign in PREFIXES.items()},
    **{name: (sign, "dots") for name, sign in DOTS.items()},
    **{name: (sign, "sign") for name, sign in SIGNS.items()},
    **{name: (sign, "bin") for name, sign in BINARY.items()},
    **{name: (sign, "rel") for name, sign in RELATIONS.items()},
    **{name: (sign, "big") for name, sign in BIG.items()},
    **{name: (word, "word") for name, word in WORDS.items()},
    "colon": (":", "colon"),
}
TYPED = {sign: (sign, role) for sign, role in COMMANDS.values() if len(sign) == 1 and not sign.isascii()}
"""The same characters, typed."""
SUPERSCRIPTS = dict(
    zip("0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ", strict=True)
)  # fmt: skip
SUBSCRIPTS = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
