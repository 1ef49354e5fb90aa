"""Files that are written whole or not at all, whoever writes them, and why one could not be, in words."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

from traitlets.config import Application

from handouts.words import words

LEFT = "*.html.part"  # what a run leaves that is ended from outside
REASONS = {
    errno.EACCES: "write_forbidden",
    errno.EPERM: "write_forbidden",
    errno.EROFS: "write_forbidden",
    errno.EDQUOT: "write_full",
    errno.EFBIG: "write_full",
    errno.ENOSPC: "write_full",
    errno.EEXIST: "write_no_folder",
    errno.ENOTDIR: "write_no_folder",
    errno.EISDIR: "write_is_folder",
}


def prepare(folder: Path) -> None:
    """Make the folder, take away what a run that was ended from outside left in it, and see that it takes files.

    Raises:
        OSError: if it does not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(LEFT):
        left.unlink()
    probe = folder / LEFT.replace("*", "probe")
    probe.touch()
    probe.unlink()


def write(file: Path, text: str) -> None:
    """Write a page whole or not at all: what was there stays until the new one is complete.

    Raises:
        OSError: if it cannot be written; also if the page that is there may not be, since somebody wants it so.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    try:
        if file.is_file() and not os.access(file, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def unwritten(place: str | Path, error: OSError) -> str:
    """Why a page or all pages could not be written, in words."""
    known = REASONS.get(error.errno or 0)
    reason = words()[known] if known else f"{error.strerror or error}."
    return words()["write_failed"].format(place=place, reason=reason)


def write_whole(exporter: Any) -> None:
    """Let the nbconvert command that uses this exporter write pages whole: its own writer empties the old one first."""
    from nbconvert.writers.files import FilesWriter

    command = sys.modules.get("nbconvert.nbconvertapp")
    app = Application.instance() if command and Application.initialized() else None
    if command is None or not isinstance(app, command.NbConvertApp):
        return

    class WholeFilesWriter(FilesWriter):
        """Writes the page as we do, and all that goes with it as ever."""

        def write(self, output: str, resources: dict[str, Any], notebook_name: str | None = None, **kw: Any) -> Path:
            beside = {**resources, "output_extension": f"{resources.get('output_extension') or ''}.part"}
            page = Path(self.build_directory or "", str(notebook_name))
            try:
                page = Path(super().write("", beside, notebook_name, **kw)).with_suffix("")  # type: ignore[no-untyped-call]
                write(page, output)
            except OSError as error:
                sys.exit(unwritten(page, error))
            return page

    if app.exporter is exporter and type(app.writer) is FilesWriter:
        app.writer = WholeFilesWriter(parent=app)  # type: ignore[no-untyped-call]
