"""`python -m handouts.running.forking`: a process that has the slow imports done and forks a kernel for each line.

A line is JSON: `arguments` of the kernel, its `folder` and its `environment`; the answer is its process id. When the
input ends this process ends, and with it the kernels.
"""

from __future__ import annotations

import builtins
import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

# Not ipywidgets and plotly: while they are imported they take hold of the notebook that runs.
SLOW = ("ipykernel.kernelapp", "ipykernel.zmqshell", "pandas")


class _Notebook:
    """What pandas looks for while it is imported, to choose how many columns it shows."""

    kernel = True


def serve() -> None:
    """Import, then fork until the input ends. What cannot be imported is left to the cell that asks for it."""
    vars(builtins)["get_ipython"] = _Notebook
    for module in SLOW:
        with suppress(ImportError):
            import_module(module)
    del vars(builtins)["get_ipython"]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system forgets kernels that have ended
    for line in sys.stdin:
        asked = json.loads(line)
        if not (process := os.fork()):
            run(**asked)
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()


def run(arguments: list[str], folder: str, environment: dict[str, str]) -> Any:
    """The kernel, in its own process and process group, as if it had been started alone; does not return."""
    from ipykernel import kernelapp

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # output 1 is for the answers above
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    kernelapp.launch_new_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    os._exit(0)


if __name__ == "__main__":
    serve()
