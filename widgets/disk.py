"""Lines of bytes that are on the disk when a call returns, in files that only their owner may read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def pieces(file: Path) -> list[bytes]:
    """The lines of a file without their ends, empty ones left out; none where there is no file.

    Raises:
        OSError: when there is a file and it cannot be read.
    """
    try:
        return [line.rstrip(b"\r") for line in file.read_bytes().split(b"\n") if line.strip()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def append(file: Path, lines: Iterable[bytes]) -> None:
    """Add lines, on a fresh one even where a kill has torn the last.

    Raises:
        OSError: when they cannot all be written; then the file is as it was.
    """
    text = b"".join(line + b"\n" for line in lines)
    if not text:
        return
    with open(file, "a+b", buffering=0, opener=_private) as out:
        size = out.seek(0, os.SEEK_END)
        out.seek(max(size - 1, 0))
        try:
            _write(out.fileno(), text if out.read(1) in (b"", b"\n") else b"\n" + text)
        except OSError:
            with suppress(OSError):
                out.truncate(size)
            raise
    if not size:
        _settle(file.parent)


def replace(file: Path, beside: Path, lines: Iterable[bytes]) -> None:
    """Make the file hold these lines and no others, at once; no lines, no file.

    Args:
        file: what is replaced.
        beside: where the new one is made first, in the same folder.
        lines: without their ends.

    Raises:
        OSError: when they cannot be written; then the file is as it was.
    """
    text = b"".join(line + b"\n" for line in lines)
    if not text:
        file.unlink(missing_ok=True)
    else:
        try:
            with open(beside, "wb", buffering=0, opener=_private) as out:
                _write(out.fileno(), text)
            beside.replace(file)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
    _settle(file.parent)


def _write(number: int, text: bytes) -> None:
    left = memoryview(text)
    while left:
        left = left[os.write(number, left) :]
    os.fsync(number)


def _settle(folder: Path) -> None:
    """Push the names in a folder to the disk, where the system can; some disks in a network cannot."""
    if os.name == "posix":
        with suppress(OSError):
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)
