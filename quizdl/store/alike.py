"""Finds submissions that are alike by the fingerprints in the database, without loading them all."""

from collections.abc import Iterator, Mapping, Sequence

from quizdl.model.gradebook import Alike
from quizdl.store.results import Results

COMMON_SHARE, COMMON_MOST, COMMON_LEAST = 0.25, 50, 3
"""A fingerprint in more than so many submissions of a class says nothing: everybody writes it."""
LEAST_SHARED = 6
"""Fingerprints, some 40 tokens: less is chance."""
LEAST_SHARE = 0.5
MOST_PAIRS = 200


def alike(store: Results, known: Mapping[str, Sequence[int]]) -> Iterator[Alike]:
    """The pairs that are most alike, of each question. `known`: question -> fingerprints of what was handed out."""
    for question, given in known.items():
        yield from copies(store, question)
        rare(store, question, given)
        cursor = store.do(
            """SELECT one.student, two.student, count(*) AS shared,
                count(*) * 1.0 / min(first.size, second.size) AS share
            FROM temp.rare AS one JOIN temp.rare AS two ON one.hash = two.hash AND one.student < two.student
            JOIN temp.size AS first ON first.student = one.student
            JOIN temp.size AS second ON second.student = two.student
            WHERE first.shape = '' OR first.shape <> second.shape
            GROUP BY one.student, two.student HAVING shared >= ? AND share >= ?
            ORDER BY share DESC, shared DESC, one.student, two.student LIMIT ?""",
            LEAST_SHARED, LEAST_SHARE, MOST_PAIRS,
        )  # fmt: skip
        with store.sentences():
            for student, other, shared, share in cursor:
                yield Alike(question, student, other, round(share, 3), shared)


def copies(store: Results, question: str) -> Iterator[Alike]:
    """Sources that differ in names, numbers, comments and layout only: each with the first of its group."""
    cursor = store.do(
        """SELECT student, first FROM (
            SELECT student, min(student) OVER (PARTITION BY shape) AS first FROM newest
            WHERE question = ? AND shape <> '') WHERE student <> first ORDER BY first, student LIMIT ?""",
        question, MOST_PAIRS,
    )  # fmt: skip
    with store.sentences():
        for student, first in cursor:
            yield Alike(question, first, student, 1.0, 0)


def rare(store: Results, question: str, given: Sequence[int]) -> None:
    """Collect the fingerprints that few have, and how many of them each submission has."""
    with store.sentences(), store.all_or_nothing():
        for name in ("rare", "size", "given"):
            store.database.execute(f"DROP TABLE IF EXISTS temp.{name}")
        store.database.execute("CREATE TEMP TABLE given (hash INTEGER PRIMARY KEY)")
        store.database.executemany("INSERT OR IGNORE INTO temp.given VALUES (?)", ((one,) for one in given))
        handed = store.database.execute(
            "SELECT count(*) FROM newest WHERE question = ? AND source <> ''", (question,)
        ).fetchone()[0]
        most = max(COMMON_LEAST, min(COMMON_MOST, int(handed * COMMON_SHARE)))
        store.database.execute(
            """CREATE TEMP TABLE rare AS
            WITH found AS (
                SELECT newest.student, shape, hash FROM newest JOIN fingerprint ON fingerprint.result = newest.number
                WHERE newest.question = ? AND hash NOT IN (SELECT hash FROM temp.given))
            SELECT student, shape, hash FROM found
            WHERE hash IN (SELECT hash FROM found GROUP BY hash HAVING count(*) BETWEEN 1 AND ?)""",
            (question, most),
        )
        store.database.execute("CREATE INDEX temp.rare_hash ON rare (hash, student)")
        store.database.execute(
            "CREATE TEMP TABLE size AS SELECT student, shape, count(*) AS size FROM temp.rare GROUP BY 1"
        )
        store.database.execute("CREATE INDEX temp.size_of ON size (student)")


def like_reference(store: Results, question: str, reference: Sequence[int], given: Sequence[int]) -> Iterator[Alike]:
    """The submissions that hold much of the reference beyond what was handed out."""
    wanted = set(reference) - set(given)
    if len(wanted) < LEAST_SHARED:
        return
    with store.sentences(), store.all_or_nothing():
        store.database.execute("DROP TABLE IF EXISTS temp.wanted")
        store.database.execute("CREATE TEMP TABLE wanted (hash INTEGER PRIMARY KEY)")
        store.database.executemany("INSERT INTO temp.wanted VALUES (?)", ((one,) for one in wanted))
    cursor = store.do(
        """SELECT newest.student, count(*) AS shared FROM newest
        JOIN fingerprint ON fingerprint.result = newest.number JOIN temp.wanted USING (hash)
        WHERE newest.question = ? GROUP BY newest.student HAVING shared >= ?
        ORDER BY shared DESC, newest.student LIMIT ?""",
        question, max(LEAST_SHARED, int(LEAST_SHARE * len(wanted))), MOST_PAIRS,
    )  # fmt: skip
    with store.sentences():
        for student, shared in cursor:
            yield Alike(question, student, "the reference", round(shared / len(wanted), 3), shared)
