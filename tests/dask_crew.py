"""Runs a scheduler and workers of Dask, each in a process of its own, all forked from one that has loaded the library.

Reads a command a line, as JSON: `scheduler` or `worker`, the folders that it finds packages in first, its options.
"""

import json
import os
import sys

from distributed.cli import dask_scheduler, dask_worker


def main() -> None:
    """Do what each line says, in a child."""
    for line in sys.stdin:
        what, path, options = json.loads(line)
        if not os.fork():
            sys.path[:0] = path
            {"scheduler": dask_scheduler, "worker": dask_worker}[what].main(["--no-dashboard", *options])


if __name__ == "__main__":
    main()
