"""The shape of the database of a class, as steps that are only ever added to."""

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE run (
        number INTEGER PRIMARY KEY,
        begun TEXT NOT NULL,            -- UTC, ISO 8601
        ended TEXT,                     -- NULL: it was stopped, and goes on with its seed
        seed INTEGER NOT NULL,
        version TEXT NOT NULL,          -- of quizdl
        folder TEXT NOT NULL,           -- of the submissions
        bank TEXT,                      -- of the instructor's own questions
        title TEXT NOT NULL,
        reveal TEXT NOT NULL
    );
    CREATE TABLE part (                 -- the columns of the gradebook
        position INTEGER PRIMARY KEY,
        question TEXT NOT NULL UNIQUE,  -- topic/id
        settings TEXT NOT NULL          -- points and limits, as JSON
    );
    CREATE TABLE student (              -- the rows of the gradebook
        name TEXT PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE COLLATE NOCASE,
        handed_in TEXT NOT NULL,
        late INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE result (               -- never rewritten: of several the newest counts
        number INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run,
        student TEXT NOT NULL,
        question TEXT NOT NULL,
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        verdict TEXT NOT NULL,          -- JSON
        key TEXT NOT NULL,              -- hash of what the result depends on, the seed apart
        seed INTEGER NOT NULL,
        file TEXT NOT NULL,
        source TEXT NOT NULL,           -- as it was graded, for a replay
        revision TEXT NOT NULL,         -- hash of the question
        layer TEXT NOT NULL,            -- hash of the layer file and its misconceptions
        version TEXT NOT NULL,          -- of quizdl
        expected TEXT NOT NULL,         -- JSON
        shape TEXT NOT NULL             -- hash of the source without names, numbers and layout; '' if it is short
    );
    CREATE INDEX result_of ON result (student, question, number);
    CREATE TABLE fingerprint (
        result INTEGER NOT NULL REFERENCES result,
        hash INTEGER NOT NULL,
        PRIMARY KEY (result, hash)
    ) WITHOUT ROWID;
    CREATE TABLE override (             -- of several the newest counts; a score of NULL takes it back
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        student TEXT NOT NULL,
        question TEXT NOT NULL,
        score REAL,
        reason TEXT NOT NULL,
        source_hash TEXT NOT NULL
    );
    CREATE INDEX override_of ON override (student, question, number);
    CREATE VIEW newest AS
        SELECT result.* FROM student JOIN part JOIN result ON result.number = (
            SELECT max(number) FROM result AS other
            WHERE other.student = student.name AND other.question = part.question
        );
    """,
)
