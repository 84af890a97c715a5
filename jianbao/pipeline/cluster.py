"""The workers of a Dask cluster as an executor: only those that would make what this process makes."""

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any, NamedTuple, ParamSpec, TypeVar

from jianbao import installed
from jianbao.errors import SetupError
from jianbao.pipeline import sources

PATIENCE = 20  # seconds to wait for a scheduler, and then for its first worker

Given = ParamSpec("Given")
Result = TypeVar("Result")


class MadeWith(NamedTuple):
    """What a process makes pages with: the hash of its code and data, its Python, and what is not as the lock says."""

    code: str
    python: str
    amiss: tuple[str, ...]


def made_with() -> MadeWith:
    """Tell what this process makes pages with."""
    return MadeWith(sources.code(), f"{sys.version_info[0]}.{sys.version_info[1]}", _amiss())


@functools.cache
def _amiss() -> tuple[str, ...]:
    return tuple(installed.differences())


@contextlib.contextmanager
def on_cluster(address: str) -> Iterator[Executor]:
    """Give the executor of the Dask scheduler at an address.

    Raises SetupError when it cannot be used: its library is missing, nobody answers, or a worker is unlike this
    process, so that its pages would not be ours.
    """
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
        ours = made_with()
        for who, why in unlike(client, ours).items():
            message = f"{who} {why}; {_REMEDY}"
            raise SetupError(message)
        yield Alike(client.get_executor(pure=False), ours)


_REMEDY = "give scheduler and workers this checkout, with its requirements.lock installed"


def unlike(client: Any, ours: MadeWith) -> dict[str, str]:
    """Say of each worker of a client, and of its scheduler, what is unlike this process; nothing of those alike."""
    answers: dict[str, object] = dict(sorted(client.run(_question(), on_error="return").items()))
    try:  # the scheduler reads every job before it hands it on
        answers["the scheduler"] = client.run_on_scheduler(_question())
    except ImportError as error:
        answers["the scheduler"] = error
    return {who: why for who, theirs in answers.items() if (why := different(theirs, ours))}


def _question() -> Callable[[], object]:
    """Give a function that travels with its code, so that a worker without the program can answer it, too."""

    def told() -> object:
        from jianbao.pipeline.cluster import made_with  # noqa: PLC0415 the worker's own, which it may not have

        return made_with()

    return told


def different(theirs: object, ours: MadeWith) -> str:
    """Say how a worker differs by its answer, which may be an exception; empty if it does not."""
    if not isinstance(theirs, MadeWith):
        return f"cannot run the program ({type(theirs).__name__})"
    if theirs.code != ours.code:
        return "runs another version of the program"
    if theirs.python != ours.python:
        return f"has Python {theirs.python}, and {ours.python} is wanted"
    return f"has other packages: {theirs.amiss[0]}" if theirs.amiss else ""


class Alike(Executor):
    """Hands jobs to a cluster, where a worker that is unlike this process refuses them: it may have come later."""

    def __init__(self, pool: Executor, ours: MadeWith) -> None:
        """Hand jobs to `pool`, to be done by what makes pages with `ours`."""
        self._pool, self._ours = pool, ours

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Hand over a job, which raises SetupError where it would be done by others."""
        return self._pool.submit(_if_alike, self._ours, functools.partial(fn, *args, **kwargs))


def _if_alike(ours: MadeWith, work: Callable[[], Result]) -> Result:
    if why := different(made_with(), ours):
        message = f"a worker that came later {why}; {_REMEDY}"
        raise SetupError(message)
    return work()
