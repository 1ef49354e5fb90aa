"""A file that is written whole or not at all: what was there stays until the new one is complete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

PRIVATE, SHARED = 0o600, 0o644


def write(file: Path, text: str, encoding: str = "utf-8", mode: int = SHARED) -> None:
    """Write a text as it is, with its line ends.

    Args:
        file: in a folder that is there.
        text: all that it will hold.
        encoding: of its letters.
        mode: who may read it.

    Raises:
        OSError: if it cannot be written; then the file is as it was.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding=encoding, newline="") as stream:
            stream.write(text)
        beside.chmod(mode)
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
