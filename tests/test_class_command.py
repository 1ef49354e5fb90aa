"""`make class`: two steps, nothing anew when nothing changed, nothing at all when class.toml has a fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from conftest import ROOT

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


def make(folder: Path) -> subprocess.CompletedProcess[str]:
    known = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(["make", "class"], cwd=folder, env=known, capture_output=True, text=True, timeout=30)


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
