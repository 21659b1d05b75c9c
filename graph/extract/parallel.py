"""Many documents read at once, told in their order, in flat memory; none of them can stop the others.

Documents are cut from their files here, and parsed and read by workers: processes for rules, which take all cores;
threads for a model, which is waited for. A document that breaks its reader, takes too long or kills its process is
told as an error in its place.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from types import FrameType

from graph.errors import ChanceryError, InputError
from graph.extract.reader import Reader
from graph.facts import Article, Fact
from graph.read.articles import Document, parse
from graph.settings import Settings

_FEW = 4
"""So few documents are read without starting workers."""
_CHUNK = 16
_CHUNK_BYTES = 500_000
_AHEAD = 4
"""Chunks a worker that are cut before the first of them is told."""

Explained = list[tuple[Fact, list[str]]]
Explain = Callable[[Article, Explained], Explained]
"""Makes of the steps that led to facts explanations for people."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one document of a file: the article and its facts with their explanations, or what is wrong."""

    path: Path
    article: Article | None = None
    facts: Explained = field(default_factory=list)
    error: InputError | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """How documents are read."""

    reader: Reader
    seconds: float
    explain: Explain | None = None
    threads: bool = False

    def told(self, document: Document) -> Told:
        """Read one document."""
        try:
            with _limited(0 if self.threads else self.seconds):
                return self._read(document)
        except InputError as error:
            return Told(document.path, error=error)
        except ChanceryError:
            raise  # of the whole run: a service that is gone, a limit that is reached
        except _TooLong:
            cause = f"reading it took more than {self.seconds:g} s"
            return Told(document.path, error=document.error(cause, "split it, or raise CHANCERY_ARTICLE_SECONDS"))
        except Exception as error:  # a fault of ours; other articles are none the worse for it
            cause = f"reading it failed ({type(error).__name__}: {error})"
            return Told(document.path, error=document.error(cause, "report this with the article"))

    def _read(self, document: Document) -> Told:
        article = parse(document)
        if self.explain is None:
            return Told(document.path, article, [(fact, []) for fact in self.reader(article)])
        return Told(document.path, article, self.explain(article, self.reader.explained(article)))


class _TooLong(BaseException):
    """Time is up. No `Exception`, for libraries catch those."""


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise `_TooLong` in what takes longer; where there are no such signals, nothing is limited."""
    here = threading.current_thread() is threading.main_thread()
    if not seconds or not here or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # and again, should it be raised where it cannot be heard
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_long(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what signals give
    raise _TooLong


def cores() -> int:
    """How many processes this machine lets us run at once."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def read_documents(
    settings: Settings, reader: Reader, documents: Iterable[Document], explain: Explain | None = None
) -> Iterator[Told]:
    """What became of each document, in their order, read as the settings say.

    Raises
    ------
    ChanceryError
        Something is wrong that concerns all documents: a model's service is gone, a limit is reached.
    """
    threads = bool(settings.model)
    jobs = settings.model_jobs if threads else settings.jobs or cores()
    return read_all(Task(reader, settings.article_seconds, explain, threads), documents, jobs)


class ByFile:
    """What was told of documents, asked for file by file, in the order in which they were read."""

    def __init__(self, told: Iterator[Told]) -> None:
        self._told = told
        self._next: Told | None = None

    def of(self, path: Path) -> Iterator[Told]:
        """What was told of the documents of a file."""
        while item := self._next or next(self._told, None):
            self._next = item
            if item.path != path:
                return
            self._next = None
            yield item


def read_all(task: Task, documents: Iterable[Document], jobs: int) -> Iterator[Told]:
    """What became of each document, in their order.

    Raises
    ------
    ChanceryError
        Something is wrong that concerns all documents: a model's service is gone, a limit is reached.
    """
    documents = iter(documents)
    first = list(islice(documents, _FEW))
    forking = "fork" in multiprocessing.get_all_start_methods()  # else a worker had to read the world for itself
    alone = threading.active_count() == 1  # what other threads hold would stay held in a copy of this process
    if jobs == 1 or len(first) < _FEW or not (task.threads or (forking and alone)):
        yield from map(task.told, chain(first, documents))
        return
    crew = _Crew(task, jobs)
    try:
        yield from crew.run(chain(first, documents))
    finally:
        crew.end()


class _Crew:
    """Workers, and the chunks that they have been given."""

    def __init__(self, task: Task, jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._pool: Executor | None = None

    def run(self, documents: Iterator[Document]) -> Iterator[Told]:
        given: deque[tuple[list[Document], Future[list[Told]]]] = deque()
        for chunk in _chunks(documents, self._jobs * _AHEAD):
            if len(given) >= self._jobs * _AHEAD:
                yield from self._told(*given.popleft())
            given.append((chunk, self._give(chunk)))
        while given:
            yield from self._told(*given.popleft())

    def end(self) -> None:
        """Let the workers go, whatever they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
            gc.unfreeze()

    def _give(self, chunk: list[Document]) -> Future[list[Told]]:
        if self._task.threads:
            self._pool = self._pool or ThreadPoolExecutor(self._jobs)
            return self._pool.submit(_told_by, self._task, chunk)
        try:
            self._pool = self._pool or self._processes()
            return self._pool.submit(_work, chunk)
        except BrokenProcessPool:
            self.end()
            return self._give(chunk)

    def _processes(self) -> ProcessPoolExecutor:
        """Processes that are copies of this one: the world in it is shared, and never copied."""
        gc.collect()
        gc.freeze()
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(self._jobs, context, _begin, (self._task, os.getpid()))

    def _told(self, chunk: list[Document], future: Future[list[Told]]) -> Iterator[Told]:
        try:
            yield from future.result()
        except BrokenProcessPool:
            self.end()
            for document in chunk:
                yield self._alone(document)

    def _alone(self, document: Document) -> Told:
        """Read a document with no other at work, so that a process which dies has died of it."""
        try:
            return self._give([document]).result()[0]
        except BrokenProcessPool:
            self.end()
            cause = "the process that read it died, of want of memory or of a fault in a library"
            return Told(document.path, error=document.error(cause, "report this with the article"))


def _chunks(documents: Iterator[Document], small: int) -> Iterator[list[Document]]:
    """Documents by the handful; singly at first, so that all workers have something to do soon."""
    for document in islice(documents, small):
        yield [document]
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.data)
        if len(chunk) >= _CHUNK or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


_TASK: list[Task] = []
"""What this process does, where it is a worker."""


def _begin(task: Task, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells its workers when to end
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _TASK[:] = [task]
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    """End with the parent, also where it was killed and could not say so."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _work(chunk: list[Document]) -> list[Told]:
    return _told_by(_TASK[0], chunk)


def _told_by(task: Task, chunk: list[Document]) -> list[Told]:
    return [task.told(document) for document in chunk]
