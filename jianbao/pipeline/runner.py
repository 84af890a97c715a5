"""Runs jobs, here or wherever an executor takes them, and tells how far it is."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import TypeVar

from jianbao.pipeline.settings import Tell

AHEAD = 8  # jobs handed over before their results are wanted: workers never wait, and memory holds few of them

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Runner:
    """`pool` is any executor of `concurrent.futures`: none, processes, or a cluster's. The results are the same."""

    pool: Executor | None
    tell: Tell

    def run(self, stage: str, work: Callable[[Job], Result], jobs: Iterable[Job], total: int) -> Iterator[Result]:
        """Give the result of each job, in the order of the jobs. An exception of a job is raised here."""
        results = map(work, jobs) if self.pool is None else _ahead(self.pool, work, jobs)
        for done, result in enumerate(results, 1):
            self.tell(stage, done, total)
            yield result


def _ahead(pool: Executor, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    for job in jobs:
        waiting.append(pool.submit(work, job))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def batches(items: Sequence[Job], size: int) -> list[tuple[Job, ...]]:
    """Cut items into batches of at most `size`.

    >>> batches("abcde", 2)
    [('a', 'b'), ('c', 'd'), ('e',)]
    """
    return [tuple(items[at : at + size]) for at in range(0, len(items), size)]
