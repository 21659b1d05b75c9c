"""The queries under way, by the ids that their clients gave them, so that a client can stop its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from web.engine import Job
from web.sparql.problems import Problem


class Running:
    """Knows the jobs under way. An id is chosen by the client at random, so that nobody else can guess it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}

    @contextmanager
    def known(self, identity: str | None, job: Job) -> Iterator[None]:
        """Know a job by its id while it is under way.

        Raises
        ------
        Problem
            Another job has the id.

        """
        if identity is None:
            yield
            return
        with self._lock:
            if identity in self._jobs:
                raise Problem("conflict", "a query with this id is under way", "use a random UUID for each")
            self._jobs[identity] = job
        try:
            yield
        finally:
            with self._lock:
                del self._jobs[identity]

    def stop(self, identity: str) -> None:
        """Stop the job of an id.

        Raises
        ------
        Problem
            There is none.

        """
        with self._lock:
            job = self._jobs.get(identity)
        if job is None:
            raise Problem("not-found", "no query with this id is under way", "it may have ended already")
        job.stop.set()
