"""Review quizzes for deep learning, and a grader that says which mistake makes exactly your numbers."""

__version__ = "0.1.0"
