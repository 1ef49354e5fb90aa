"""Whole processes: setting up, starting with the knowledge base, making all handouts and a class."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tests.conftest import ROOT

from .figures import Figures, alternating
from .promises import Measured

NUTRITION = "05_nutrition"


def seconds(*arguments: str) -> float:
    """How long Python takes with these arguments."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT, timeout=1800)
    return time.perf_counter() - start


def start(runs: int) -> list[Measured]:
    """Loading the knowledge base, against pandas alone."""
    jobs = [lambda: seconds("-c", "import kb; kb.load()") * 1000, lambda: seconds("-c", "import pandas") * 1000]
    for job in jobs:
        job()  # compiled files, and the disk
    ours, stock = alternating(jobs, runs)
    return [Measured("start", ours, stock)]


def all_handouts(runs: int) -> list[Measured]:
    """All notebooks as pages, from nothing; then once more, when nothing has changed; and how large they are."""
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary, "notebooks")
        shutil.copytree(ROOT / "notebooks", source, ignore=shutil.ignore_patterns(".*"))
        folders = (Path(temporary, str(number)) for number in count())
        last = Path(temporary, "0")  # ours goes first
        ours, stock = alternating(
            [lambda: _ours(source, next(folders)), lambda: _stock(source, next(folders))], runs, "s"
        )
        sizes = {page.stem: page.stat().st_size / 1000 for page in _pages(source, last)}
    return [
        Measured("all_handouts", ours, stock, f"{len(sizes)} notebooks, {runs} runs"),
        *_rebuilt(),
        *_sizes(sizes),
    ]


def whole_class(runs: int) -> list[Measured]:
    """An evening of all sections, against the stock way to slides and to pages of the same notebooks."""
    with tempfile.TemporaryDirectory() as temporary:
        source, plan = Path(temporary, "notebooks"), Path(temporary, "plan.json")
        shutil.copytree(ROOT / "notebooks", source, ignore=shutil.ignore_patterns(".*"))
        said = subprocess.run([sys.executable, "-m", "kb.evening", str(source / "class.toml")], check=True,
                              capture_output=True, cwd=ROOT, timeout=60)  # fmt: skip
        plan.write_bytes(said.stdout)
        held = {section["notebook"] for section in json.loads(said.stdout)["sections"]}
        for other in (file for file in _notebooks(source) if file.stem not in held):
            other.unlink()
        folders = (Path(temporary, str(number)) for number in count())
        ours, stock = alternating(
            [lambda: seconds("-m", "handouts.evening", str(plan), str(source), str(next(folders))),
             lambda: _stock(source, next(folders)) + _stock(source, next(folders), "slides")], runs, "s"
        )  # fmt: skip
    return [Measured("all_class", ours, stock, f"{len(held)} notebooks, {runs} runs")]


def set_up() -> list[Measured]:
    """What `make` does before it does anything else, once for each installer that the machine has."""
    kept = os.environ["PATH"].split(os.pathsep)
    paths = {"set_up_uv": kept, "set_up_pip": [folder for folder in kept if not Path(folder, "uv").exists()]}
    return [_set_up(name, os.pathsep.join(path)) for name, path in paths.items()]


def _set_up(name: str, path: str) -> Measured:
    if not (python := shutil.which("python3", path=path)) or (name == "set_up_uv") != bool(
        shutil.which("uv", path=path)
    ):
        return Measured(name, note="not on this machine")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run(["make", f"PYTHON={python}", f"VENV={folder}/venv", f"{folder}/venv/.ready"], check=True,
                       capture_output=True, cwd=ROOT, timeout=1800, env={**os.environ, "PATH": path})  # fmt: skip
        return Measured(name, Figures((time.perf_counter() - start,), "s"))


def _rebuilt() -> list[Measured]:
    """Whether `make handouts` has anything to do when nothing changed; only where make has set up the environment."""
    if not (ROOT / ".venv" / ".ready").exists():
        return []
    subprocess.run(["make", "handouts"], check=True, capture_output=True, cwd=ROOT, timeout=1800)
    question = subprocess.run(["make", "--question", "handouts"], capture_output=True, cwd=ROOT, timeout=60)
    return [Measured("rebuilt", Figures((question.returncode,), ""))]


def _notebooks(source: Path) -> list[Path]:
    return sorted(source.glob("*.ipynb"))


def _ours(source: Path, target: Path) -> float:
    return seconds("-m", "handouts", str(source), str(target))


def _stock(source: Path, target: Path, kind: str = "html") -> float:
    return seconds("-m", "jupyter", "nbconvert", "--execute", "--to", kind, "--output-dir", str(target),
                   *map(str, _notebooks(source)))  # fmt: skip


def _pages(source: Path, target: Path) -> list[Path]:
    return [target / f"{notebook.stem}.html" for notebook in _notebooks(source)]


def _sizes(kilobytes: dict[str, float]) -> Iterator[Measured]:
    others = {name: size for name, size in kilobytes.items() if name != NUTRITION}
    largest = max(others, key=lambda name: others[name])
    yield Measured("largest_page", Figures((others[largest],), "kB"), note=largest)
    if NUTRITION in kilobytes:
        yield Measured("nutrition_page", Figures((kilobytes[NUTRITION],), "kB"))
    else:
        yield Measured("nutrition_page", note=f"there is no notebook {NUTRITION} yet")
