"""One run over a class: takes in what was handed in, grades what has changed, and keeps each result at once."""

import contextlib
import dataclasses
import importlib
import importlib.util
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from quizdl.bank.bank import Bank
from quizdl.classroom import grader, matching
from quizdl.classroom.grader import Graded, Setup, Task
from quizdl.classroom.intake import HandIn, hand_ins, students
from quizdl.classroom.matching import Match
from quizdl.classroom.places import Place, open_place
from quizdl.classroom.pool import Here, Pool, Processes
from quizdl.errors import QuizdlError
from quizdl.grading.submission import code_question
from quizdl.model.assignment import Assignment, Part, Reveal
from quizdl.model.gradebook import Grade, State
from quizdl.model.kinds.code import Code
from quizdl.model.verdict import Finding, Outcome, Status, Verdict
from quizdl.store.results import Results, Run
from quizdl.variants import any_seed, revision
from quizdl.version import __version__

LOCK = ".lock"
Progress = Callable[[int, int], None]
"""Called with how many of how many results exist."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    folder: Path
    out: Path
    question: str | None = None
    assignment: Path | None = None
    bank: str | None = None
    jobs: int = 1
    seed: int | None = None
    cluster: str | None = None
    accept_incomplete: bool = False


@dataclass
class Tally:
    """What a run did."""

    seed: int = 0
    total: int = 0
    graded: int = 0
    kept: int = 0
    """Results of an earlier run, or of the part of this one before it was stopped."""
    resumed: bool = False
    warnings: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Results that exist."""
        return self.graded + self.kept


def require_confinement(accept: bool) -> None:
    """Refuse to run a class's code where the sandbox lacks a layer, unless that was accepted."""
    name = "quizdl.runner.confinement"
    if accept or importlib.util.find_spec(name) is None:
        return
    missing: dict[str, str] = importlib.import_module(name).missing()
    if missing:
        layers = "; ".join(f"{layer} ({reason})" for layer, reason in missing.items())
        raise QuizdlError(
            f"the sandbox of this machine is incomplete: {layers}. Grade inside a Linux container, "
            "or accept that submissions are less confined with --accept-incomplete-sandbox"
        )


def grade_class(order: Order, tally: Tally, progress: Progress | None = None) -> None:
    """Grade everything that has changed since the last run. `tally` tells how far it came, however it ends."""
    require_confinement(order.accept_incomplete)
    place = open_place(order.folder, order.out)
    bank = Bank.open(order.bank)
    assignment = read_assignment(order, bank)
    found = hand_ins(place, assignment.due if assignment else None)
    assignment = assignment or discovered(place, bank, found)
    questions = {part.question: as_asked(part, assignment, bank) for part in assignment.parts}
    tally.total = len(found) * len(questions)
    with locked(order.out), Results(order.out) as store:
        run = begin(store, order, assignment, tally)
        tally.seed = run.seed
        store.enroll(students(found), {name: settings(question) for name, question in questions.items()})
        work = Work(order, store, run, questions, assignment, place, bank, tally)
        setup = Setup(run.seed, questions, order.bank, assignment.reveal is Reveal.VALUES)
        with contextlib.closing(work.pending(found)) as tasks, pool(order, setup) as graders:
            for graded in graders.run(tasks):
                work.keep(graded)
                if progress:
                    progress(tally.done, tally.total)
        store.end(run, now())
        if progress:
            progress(tally.done, tally.total)  # what was missing at the end needed no grading
    tally.warnings += place.skipped


@contextlib.contextmanager
def pool(order: Order, setup: Setup) -> Iterator[Pool]:
    """What grades: this process, several of this machine, or a cluster."""
    if order.cluster:
        from quizdl.classroom.cluster import Cluster

        with Cluster(order.cluster, setup, order.accept_incomplete) as cluster:
            yield cluster
    elif order.jobs == 1:
        yield Here(setup)
    else:
        with Processes(setup, order.jobs) as processes:
            yield processes


@dataclass
class Work:
    """The way from what was handed in to results that are kept."""

    order: Order
    store: Results
    run: Run
    questions: dict[str, Code]
    assignment: Assignment
    place: Place
    bank: Bank
    tally: Tally

    def __post_init__(self) -> None:
        self.revisions = {name: revision(question) for name, question in self.questions.items()}
        self.layers = {name: grader.content_hash(question, self.bank) for name, question in self.questions.items()}

    def pending(self, found: Sequence[HandIn]) -> Generator[Task, None, None]:
        """What is to be graded. Results that exist, or need no grading, are settled on the way."""
        for handed in found:
            for match in matching.match(handed, self.assignment.parts, self.questions, self.place.read):
                task = self.task(handed.name, match)
                known = self.store.known(task.student, task.question)
                if known is not None and known[0] == task.key and self.order.seed in (None, known[1]):
                    self.tally.kept += 1
                elif match.state is not None:
                    self.tally.graded += 1
                    self.store.add(self.run, self.ungraded(task, match.state, match.sentence), now())
                else:
                    yield task

    def task(self, student: str, match: Match) -> Task:
        """A match with the hash of everything its result depends on."""
        text = match.source or match.sentence
        values = self.assignment.reveal is Reveal.VALUES
        key = grader.key(
            self.revisions[match.question], self.layers[match.question], f"{match.file}|{match.note}", text, values
        )
        return Task(student, match.question, match.file, match.source, key, match.note)

    def keep(self, graded: Graded) -> None:
        """One result into the database; an error that would meet every submission ends the run."""
        if graded.stops:
            raise QuizdlError(graded.trouble)
        task = graded.task
        self.tally.graded += 1
        if graded.verdict is None:
            task = dataclasses.replace(task, key="")
            self.tally.warnings.append(f"{task.student}, {task.question}: {graded.trouble}")
            grade = self.ungraded(task, State.NOT_GRADED, graded.trouble)
        else:
            notes = (*graded.verdict.notes, *([task.note] if task.note else []))
            verdict = dataclasses.replace(graded.verdict, notes=notes)
            grade = self.grade(task, State(verdict.status.value.replace("_", " ")), verdict, graded)
        self.store.add(self.run, grade, now(), graded.fingerprints)

    def ungraded(self, task: Task, state: State, sentence: str) -> Grade:
        """A result without points, and why."""
        points = self.questions[task.question].points
        finding = Finding(task.file or "the file", Outcome.FAILED, message=sentence)
        return self.grade(task, state, Verdict(Status.FAILED, 0.0, points, (finding,)))

    def grade(self, task: Task, state: State, verdict: Verdict, graded: Graded | None = None) -> Grade:
        """A result with everything that is needed to compute it again."""
        return Grade(
            task.student, task.question, state, verdict, task.key, self.run.seed, task.file, task.source,
            self.revisions[task.question], self.layers[task.question], __version__,
            *((graded.expected, graded.shape) if graded else ()),
        )  # fmt: skip


def read_assignment(order: Order, bank: Bank) -> Assignment | None:
    """--question, --assignment, or the assignment.yaml in the folder; None where there is none of them."""
    from quizdl.bank.assignment import NAME, read

    if order.question and order.assignment:
        raise QuizdlError("--question and --assignment exclude each other: the assignment names its questions")
    if order.question:
        return Assignment((Part(code_question(order.question, "", bank).id),))
    path = order.assignment or order.folder / NAME
    if order.assignment is None and not path.is_file():
        return None
    return read(path, bank)


def discovered(place: Place, bank: Bank, found: Sequence[HandIn]) -> Assignment:
    """The questions that the files themselves answer."""
    topics, _ = bank.readable()
    known = [question for topic in topics for question in topic.questions if isinstance(question, Code)]
    return Assignment(tuple(Part(name) for name in matching.discover(found, known, place.read)))


def as_asked(part: Part, assignment: Assignment, bank: Bank) -> Code:
    """A question with the points and limits of the assignment."""
    question = code_question(part.question, "", bank)
    points = question.points if part.points is None else part.points
    return dataclasses.replace(question, points=points, limits=assignment.limits or question.limits)


def settings(question: Code) -> dict[str, float]:
    """What `as_asked` has changed, for a replay."""
    return {
        "points": question.points, "seconds": question.limits.seconds, "memory_mb": question.limits.memory_mb
    }  # fmt: skip


def begin(store: Results, order: Order, assignment: Assignment, tally: Tally) -> Run:
    """A run that was stopped goes on with its seed, unless another one is asked for."""
    last = store.last_run()
    seed = order.seed if order.seed is not None else any_seed()
    folder, bank = str(order.folder.resolve()), str(Path(order.bank).resolve()) if order.bank else None
    run = Run(now(), seed, __version__, folder, bank, assignment.title, assignment.reveal.value)
    same = last is not None and (last.folder, last.bank, last.version) == (run.folder, run.bank, run.version)
    if last is not None and same and last.ended is None and order.seed in (None, last.seed):
        tally.resumed = True
        return store.resume(run, last)
    return store.begin(run)


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """The folder for results, which no other run uses at the same time."""
    import fcntl

    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / LOCK).open("w")
    except OSError as error:
        raise QuizdlError(f"{out} cannot be written: {error.strerror}; name another folder with --out") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise QuizdlError(f"another quizdl is grading into {out}: wait for it, or use another --out") from None
        yield


def now() -> str:
    """UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
