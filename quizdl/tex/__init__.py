"""TeX formulas as one line of Unicode text, or not at all: what is shown is never another formula."""

from quizdl.tex.prose import dollars, in_prose
from quizdl.tex.render import doubt, render

__all__ = ["dollars", "doubt", "in_prose", "render"]
