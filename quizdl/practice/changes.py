"""What became of questions that were answered before: renamed, out of the bank, or edited. Nothing is lost."""

from collections.abc import Mapping, Sequence

from quizdl.model.attempt import Attempt
from quizdl.model.question import Question
from quizdl.model.topic import Topic
from quizdl.store.attempts import Attempts
from quizdl.variants import revision

MOST_NAMES = 3
"""In one sentence."""


def follow(topics: Sequence[Topic], store: Attempts, last: dict[str, Attempt]) -> list[str]:
    """Let answers follow their questions; what to tell the learner. last: the last attempts, without old names then."""
    ids = {topic.id for topic in topics}
    here = {heading.id for topic in topics for heading in topic.headings}
    gone = [name for name in last if name.partition("/")[0] in ids and name not in here]
    if not gone:
        return []
    said = []
    new = {
        revision(question): question.id for topic in topics for question in topic.questions if question.id not in last
    }
    for name in gone:
        found = new.get(last[name].revision)
        if found:
            store.rename(name, found)
            del last[name]
            said.append(f"{name} is called {found} now; your answers go with it.")
    missing = store.newly_gone([name for name in gone if name in last])
    if missing:
        more = f" and {len(missing) - MOST_NAMES} more" if len(missing) > MOST_NAMES else ""
        names = ", ".join(missing[:MOST_NAMES]) + more
        said.append(f"No longer in this bank: {names}. Your answers are kept.")
    return said


def edited(question: Question, last: Mapping[str, Attempt]) -> str:
    """A word about a question that is not the one that was answered."""
    before = last.get(question.id)
    if before is None or before.revision == revision(question):
        return ""
    return f"This question was edited after you answered it on {before.at.astimezone():%Y-%m-%d}."
