"""`make class`: two steps, nothing anew when nothing changed, nothing at all when class.toml has a fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import BROWSERS, ROOT
from lab_server import environment

PROGRAMS = ("find", "touch", "mkdir", "mv", "rm", "id", "grep", "sed", "expand", "git", *BROWSERS)

STAND_IN = """#!/bin/sh
echo "$*" >> asked.txt
case "$*" in
*kb.evening*) if grep -q wrong notebooks/class.toml; then echo "a fault" >&2; exit 2; fi; echo "{}";;
*handouts.evening*) if grep -q fails notebooks/class.toml; then exit 1; fi;;
esac
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The Makefile with a Python that only notes what it is asked to do."""
    if shutil.which("make") is None:
        pytest.skip("there is no make")
    shutil.copy(ROOT / "Makefile", tmp_path)
    for folder in ("kb", "widgets", "handouts", "notebooks", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "notebooks" / "class.toml").touch()
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / ".venv" / ".ready").touch()
    return tmp_path


def make(folder: Path, *asked: str, seconds: float = 120, **more: str) -> subprocess.CompletedProcess[str]:
    known = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "PYTHONPATH", "VIRTUAL"))}
    return subprocess.run(["make", *(asked or ["class"])], cwd=folder, env=known | more, capture_output=True, text=True,
                          encoding="utf-8", timeout=seconds)  # fmt: skip


def asked(folder: Path) -> list[str]:
    return (folder / "asked.txt").read_text(encoding="utf-8").splitlines()


def change(folder: Path, words: str) -> None:
    settings = folder / "notebooks" / "class.toml"
    settings.write_text(words, encoding="utf-8")
    later = time.time() + 5
    os.utime(settings, (later, later))


def test_it_makes_the_plan_then_the_pages_and_nothing_twice(copy: Path) -> None:
    assert make(copy).returncode == 0
    steps = ["-m kb.evening notebooks/class.toml", "-m handouts.evening dist/class/plan.json notebooks dist/class"]
    assert asked(copy) == steps
    assert (copy / "dist" / "class" / "plan.json").read_text(encoding="utf-8") == "{}\n"
    assert make(copy).returncode == 0
    assert asked(copy) == steps
    change(copy, "other")
    assert make(copy).returncode == 0
    assert asked(copy) == steps * 2


def test_after_a_fault_in_the_settings_nothing_is_made_and_nothing_lost(copy: Path) -> None:
    assert make(copy).returncode == 0
    change(copy, "wrong")
    done = make(copy)
    assert done.returncode == 2
    assert "a fault" in done.stderr
    assert asked(copy)[-1] == "-m kb.evening notebooks/class.toml"
    assert (copy / "dist" / "class" / "plan.json").read_text(encoding="utf-8") == "{}\n"
    assert not list((copy / "dist" / "class").glob("*.part"))
    assert make(copy).returncode == 2


def test_pages_that_failed_are_made_again_the_next_time(copy: Path) -> None:
    change(copy, "fails")
    assert make(copy).returncode != 0
    assert make(copy).returncode != 0
    assert len(asked(copy)) == 4


def test_pages_are_made_again_when_they_are_gone_or_a_file_is_newer(copy: Path) -> None:
    assert make(copy).returncode == 0
    change(copy, "")  # saved again without a change: the pages come out the same
    assert make(copy).returncode == 0
    assert len(asked(copy)) == 4
    shutil.rmtree(copy / "dist")
    assert make(copy).returncode == 0
    assert len(asked(copy)) == 6


# ---- for real --------------------------------------------------------------------------------------------------------
SETTINGS = '[class]\nname = "Tuesday"\n[evening]\nsections = ["takeaways"]\n[evening.minutes]\ntakeaways = 7\n'
PARTS = ("kb", "widgets", "handouts", "notebooks", "Makefile", "pyproject.toml", "README.md", "CHANGELOG.md")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The project as it is after `git clone`, with an evening of one section beside the warning signs."""
    if shutil.which("make") is None:
        pytest.skip("there is no make")
    for name in PARTS:
        if (ROOT / name).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(ROOT / name, tmp_path / name, ignore=unwanted)
        else:
            shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "notebooks" / "class.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def made(folder: Path) -> dict[str, tuple[str, int]]:
    """The pages of the class, and when each was written."""
    files = (folder / "dist" / "class").glob("*.html")
    return {file.name: (file.read_text(encoding="utf-8"), file.stat().st_mtime_ns) for file in files}


def holds(folder: Path, *asked: str, seconds: float, **more: str) -> None:
    """The class is made, then nothing is, then it is made again for other minutes."""
    done = make(folder, *asked, seconds=seconds, **more)
    assert done.returncode == 0, done.stderr
    assert "open index.html" in done.stdout
    first = made(folder)
    sections = {"03_warning_signs.html", "13_takeaways.html"}  # the warning signs are part of every evening
    assert set(first) == {"index.html", "deck.html", "handout.html", "call_card.html", *sections}
    for name in ("deck.html", "handout.html", "13_takeaways.html"):  # as class.toml says, wherever it is said
        assert "About 7 minutes." in first[name][0]
        assert "About 10 minutes." not in first[name][0]
    assert make(folder, *asked, **more).returncode == 0
    assert made(folder) == first
    settings = SETTINGS.replace("= 7", "= 8")
    (folder / "notebooks" / "class.toml").write_text(settings, encoding="utf-8")
    assert make(folder, *asked, seconds=seconds, **more).returncode == 0
    assert "About 8 minutes." in made(folder)["deck.html"][0]


@pytest.mark.kernel
def test_the_class_is_made_once_and_again_only_after_a_change(fresh: Path, tmp_path: Path) -> None:
    """The Python of these tests stands in for the one that `make` would set up."""
    python = fresh / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (fresh / "env" / ".ready").touch()
    known = environment(tmp_path / "settings") | {"PYTHONPATH": str(fresh)}
    holds(fresh, "class", "VENV=env", seconds=300, **known)


@pytest.mark.deep
@pytest.mark.kernel
@pytest.mark.parametrize("tool", ["uv", "pip"])
def test_a_fresh_clone_sets_itself_up(fresh: Path, tmp_path: Path, tool: str) -> None:
    """With each of the tools that `make` knows; the packages come from where they always do."""
    if tool == "uv" and shutil.which("uv") is None:
        pytest.skip("there is no uv")
    tools = tmp_path / "tools"  # all commands, with or without uv
    tools.mkdir()
    for name in ("uv", "make", "sh", *PROGRAMS):
        if (found := shutil.which(name)) and name != {"pip": "uv"}.get(tool):
            (tools / name).symlink_to(found)
    (tools / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    known = environment(tmp_path / "settings") | {"PATH": str(tools), "PYTHONPATH": ""}
    holds(fresh, "class", seconds=900, **known)
    assert (fresh / ".venv" / "bin" / ("pip" if tool == "pip" else "python")).exists()
