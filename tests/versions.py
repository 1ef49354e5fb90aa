"""`python -m tests.versions [pythons]`: the tests with the lowest and the newest versions of what the class needs.

Each pair of a Python and a choice of versions gets a fresh environment, in which the fast tests run, and those that
run notebooks, make a handout and a deck, and open both. `uv` chooses the lowest versions, so it is needed here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
OLDEST = (3, 11)
CHOICES = {"lowest": "lowest-direct", "newest": "highest"}  # as uv names them
FAST = ("--ignore-glob=*_browser.py", "-m", "not kernel and not browser and not deep and not slow")  # make test-fast
WHOLE = ("tests/test_exporter_running.py", "tests/test_third_party.py", "tests/test_deck_browser.py",
         "tests/test_hostile_text.py", "tests/test_kind_errors.py", "-m", "not deep")  # fmt: skip
ASK = "import sys; print(*sys.version_info[:3])"


def installed() -> Iterator[Path]:
    """Where this machine may have a Python: on the path, and where pyenv keeps its own."""
    names = ["python3", *(f"python3.{minor}" for minor in range(OLDEST[1], 30))]
    yield Path(sys.executable)
    yield from (Path(found) for name in names if (found := shutil.which(name)))
    yield from sorted((Path.home() / ".pyenv" / "versions").glob("3.*/bin/python"))


def pythons() -> dict[str, Path]:
    """One Python of each version that is new enough and runs, by its number."""
    known: dict[tuple[int, ...], Path] = {}
    for python in installed():
        asked = subprocess.run([python, "-c", ASK], capture_output=True, text=True)
        number = tuple(map(int, asked.stdout.split())) if asked.returncode == 0 else ()
        if number >= OLDEST and number[:2] not in known:
            known[number[:2]] = python
    return {".".join(map(str, number)): known[number] for number in sorted(known)}


def environment(folder: Path, python: Path, choice: str) -> Path:
    """A fresh environment with the class and its tools; its Python.

    Raises:
        subprocess.CalledProcessError: if there are no versions that go together.
    """
    made = folder / "bin" / "python"
    subprocess.run(["uv", "venv", "--quiet", "--python", python, folder], check=True)
    subprocess.run(["uv", "pip", "install", "--quiet", "--python", made, "--resolution", CHOICES[choice], "--editable",
                    f"{ROOT}[dev]"], check=True)  # fmt: skip
    return made


def holds(python: Path) -> bool:
    """Do the tests pass in an environment?"""
    known = {**os.environ, "PYTHONPATH": "", "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    aside = ("-q", "-n", "auto", "--dist", "loadfile")
    runs = [subprocess.run([python, "-m", "pytest", *aside, *tests], cwd=ROOT, env=known) for tests in (FAST, WHOLE)]
    return not any(done.returncode for done in runs)


def main(wanted: Sequence[str]) -> int:
    """Test all pairs, or those of the Pythons that are named, such as 3.12; 1 if one fails."""
    if not shutil.which("uv"):
        print("uv is needed here, since it can choose the lowest versions: pip install uv", file=sys.stderr)
        return 2
    told = []
    for number, python in pythons().items():
        for choice in CHOICES if not wanted or number in wanted else ():
            with tempfile.TemporaryDirectory(prefix="week-twelve-") as folder:
                try:
                    passed = holds(environment(Path(folder), python, choice))
                except subprocess.CalledProcessError:
                    passed = False
            told.append(f"Python {number}, {choice} versions: {'passed' if passed else 'FAILED'}")
            print(told[-1], flush=True)
    print("\n".join(["", *told]))
    return 1 if not told or any(line.endswith("FAILED") for line in told) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
