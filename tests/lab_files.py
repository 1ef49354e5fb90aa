"""The files of the extension for JupyterLab: where they stand here, where an install puts them, and their name."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

from conftest import ROOT

LAB = ROOT / "handouts" / "lab"
SHARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"]["shared-data"]  # fmt: skip


def _places() -> dict[Path, Path]:
    found = {}
    for source, target in SHARED.items():
        start = ROOT / source
        for file in [start] if start.is_file() else sorted(start.rglob("*")):
            if file.is_file() and not file.name.startswith("."):
                found[file] = Path(target) / file.relative_to(start) if start.is_dir() else Path(target)
    return found


PLACES = _places()  # file here -> where it goes, from the prefix of the environment


def name_of(files: list[Path]) -> str:
    """A short name that changes with the files: their names and what is in them."""
    found = hashlib.sha256()
    for file in sorted(files):
        found.update(f"{file.name}\n".encode() + file.read_bytes().replace(b"\r\n", b"\n") + b"\n")
    return found.hexdigest()[:10]


def own_name() -> str:
    """What the folder has to be called now; package.json names it, so that file is left out."""
    return name_of([file for file in PLACES if file.name != "package.json"])


def loaded() -> str:
    """The folder that package.json sends Lab to."""
    package = json.loads((LAB / "package.json").read_text(encoding="utf-8"))
    return str(package["jupyterlab"]["_build"]["load"]).split("/")[0]


def missing(prefix: Path) -> list[str]:
    """What is not installed below a prefix, or is there as it once was."""
    return [place.as_posix() for file, place in PLACES.items()
            if not (prefix / place).is_file() or (prefix / place).read_bytes() != file.read_bytes()]  # fmt: skip
