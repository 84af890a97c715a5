"""Who does the jobs: this process, processes beside it, or a cluster's, with the same bytes."""

import contextlib
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from jianbao.errors import SetupError
from jianbao.pipeline import sources

PATIENCE = 20  # seconds to wait for a scheduler, and then for its first worker


@contextlib.contextmanager
def workers(jobs: int, cluster: str = "") -> Iterator[Executor | None]:
    """Give the executor for so many processes, none for one; or that of the Dask scheduler at an address.

    Raises SetupError when the cluster cannot be used: its library is missing, nobody answers, or a worker runs other
    code than this process, whose pages would not be ours.
    """
    if cluster:
        with _dask(cluster) as pool:
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


@contextlib.contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # noqa: PLC0415 an extra: most builds need no cluster
    except ImportError as error:
        message = "--cluster needs the package distributed; install jianbao[cluster]"
        raise SetupError(message) from error
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers at {address}; start one with: dask scheduler"
        raise SetupError(message) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            message = f"the cluster at {address} has no worker; start one with: dask worker {address}"
            raise SetupError(message) from error
        ours = sources.code()
        others = sorted(worker for worker, theirs in client.run(sources.code).items() if theirs != ours)
        if others:
            message = f"{others[0]} runs another version of the program; give every worker this checkout"
            raise SetupError(message)
        yield client.get_executor(pure=False)
