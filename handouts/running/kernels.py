"""Kernels that start at once: each is forked from one process that has done the slow imports already.

Most of the time of a notebook goes into the same imports. Each notebook still gets a fresh process of its own. Forking
is sure on Linux only; elsewhere, and for kernels that are not of this Python, Jupyter starts them as ever.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from subprocess import PIPE
from threading import Lock
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "handouts-forked"
START = ["-m", "ipykernel_launcher"]


@contextmanager
def forked_kernels() -> Iterator[None]:
    """Inside, kernels are forked from a process that has done the slow imports."""
    if sys.platform != "linux" or ForkedProvisioner.server is not None:
        yield  # there, or already inside
        return
    command = [sys.executable, "-P", "-m", "handouts.running.forking"]
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:{ForkedProvisioner.__name__}", factory.GROUP_NAME)
    before, factory.default_provisioner_name = factory.default_provisioner_name, NAME
    try:
        with subprocess.Popen(command, bufsize=0, stdin=PIPE, stdout=PIPE) as server:  # noqa: S603  no shell
            ForkedProvisioner.server = server
            yield
    finally:
        ForkedProvisioner.server = None
        factory.default_provisioner_name = before


class Fork:
    """A forked kernel with the few methods of `subprocess.Popen` that a provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """None while it runs; 0 when it has ended, since only its parent knows how."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    wait = poll  # called when poll has said that it has ended

    def send_signal(self, number: int) -> None:
        """Pass a signal on."""
        os.kill(self.pid, number)


class ForkedProvisioner(LocalProvisioner):
    """Starts a kernel of this very Python as a fork, any other as Jupyter does."""

    server: Any = None
    _one_at_a_time = Lock()

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel that a command names, and return how to reach it."""
        if self.server is None or cmd[: 1 + len(START)] != [sys.executable, *START]:
            return await super().launch_kernel(cmd, **kwargs)
        folder, environment = str(kwargs.get("cwd") or Path.cwd()), dict(kwargs.get("env") or os.environ)
        asked = {"arguments": cmd[1 + len(START) :], "folder": folder, "environment": environment}
        try:
            with self._one_at_a_time:
                self.server.stdin.write(json.dumps(asked).encode() + b"\n")
                fork = Fork(int(self.server.stdout.readline()))
        except (OSError, ValueError):  # that process has ended
            return await super().launch_kernel(cmd, **kwargs)
        self.process: Any = fork
        self.pid = self.pgid = fork.pid  # it leads a group of its own
        self.cwd = folder
        return self.connection_info
