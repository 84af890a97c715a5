"""Runs jobs, here or wherever an executor takes them, and tells how far it is."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from jianbao.errors import SetupError
from jianbao.pipeline.memory import give_back
from jianbao.pipeline.settings import Tell

FEW = 10  # jobs that are done here: processes of ours take longer to load their tables than these take
MANY = 3000  # values that a process beside this one takes, with its start, no longer to merge than this one does
AHEAD = 16  # jobs handed over before their results are wanted: workers never wait, and memory holds few of them

Job = TypeVar("Job")
Value = TypeVar("Value")
Result = TypeVar("Result")
Waiting = Callable[[], Result]


@dataclass(frozen=True)
class Runner:
    """`pool` is any executor of `concurrent.futures`: none, processes, or a cluster's. The results are the same."""

    pool: Executor | None
    tell: Tell

    def run(self, stage: str, work: Callable[[Job], Result], jobs: Iterable[Job], total: int) -> Iterator[Result]:
        """Give the result of each job, in the order of the jobs. An exception of a job is raised here."""
        few = FEW if isinstance(self.pool, ProcessPoolExecutor) else 0  # a cluster's workers may be ready
        results = map(work, jobs) if self.pool is None or total <= few else _ahead(self.pool, work, jobs)
        for done, result in enumerate(results, 1):
            self.tell(stage, done, total)
            yield result
        give_back()

    def aside(self, work: Callable[[Iterable[Value]], Result], values: Iterable[Value], total: int) -> Waiting[Result]:
        """Begin one job on many values that others need not wait for; give what waits for its result.

        Without processes of ours, or for few values, it is done by this one once it is waited for.
        """
        if isinstance(self.pool, ProcessPoolExecutor) and total > MANY:
            future = self.pool.submit(work, tuple(values))
            return lambda: _result(future)
        return lambda: work(values)


def _ahead(pool: Executor, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    for job in jobs:
        waiting.append(pool.submit(_alone, work, job))
        if len(waiting) > AHEAD:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(of: Future[Result]) -> Result:
    """Wait for a job. Raises SetupError when it is not the job that failed, but whoever did it."""
    try:
        return of.result()
    except (BrokenExecutor, CancelledError) as error:
        raise SetupError(_DIED) from error
    except ImportError as error:
        message = f"a worker cannot run the program ({error}); nothing was published"
        raise SetupError(message) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] == "distributed":
            raise SetupError(_DIED) from error
        raise


_DIED = "a worker died, killed or out of memory; nothing was published; try fewer with --jobs"
_LOCK = threading.Lock()


def _alone(work: Callable[[Job], Result], job: Job) -> Result:
    """Do one job at a time: a cluster's worker may be given several at once, and MkDocs reads the environment."""
    with _LOCK:
        return work(job)


def batches(items: Sequence[Job], size: int) -> list[tuple[Job, ...]]:
    """Cut items into batches of at most `size`.

    >>> batches("abcde", 2)
    [('a', 'b'), ('c', 'd'), ('e',)]
    """
    return [tuple(items[at : at + size]) for at in range(0, len(items), size)]
