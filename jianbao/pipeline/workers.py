"""Who does the jobs: this process, processes beside it, or a cluster's, with the same bytes."""

import contextlib
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

from jianbao.pipeline.cluster import on_cluster


@contextlib.contextmanager
def workers(jobs: int, cluster: str = "") -> Iterator[Executor | None]:
    """Give the executor for so many processes, none for one; or that of the Dask scheduler at an address.

    Raises SetupError when the cluster cannot be used: its library is missing, nobody answers, or a worker has other
    code or other packages than this process, so that its pages would not be ours.
    """
    if cluster:
        with on_cluster(cluster) as pool:
            yield pool
    elif jobs == 1:
        yield None
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=_leave_stopping) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)  # what is being done ends, and nothing more is begun
                raise


def _leave_stopping() -> None:
    """Let the parent alone answer Ctrl-C, which a terminal sends to all of its processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
