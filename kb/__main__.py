"""`python -m kb [folder]`: check the tables and report what they hold and what still needs eyes.

`python -m kb date`, `export-review` and `import-review` stand in `kb.commands`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.base import SHIPPED, KnowledgeBase, TableError, check, read_tables
from kb.commands import COMMANDS, run
from kb.content import undated
from kb.reviews import count, holds, open_notes
from kb.schema_reviews import STATEMENTS
from kb.spreadsheets import SheetError
from kb.translation import ENGLISH, languages, translated


def report(base: KnowledgeBase) -> str:
    """Tables and rows, then what is unsourced, unreviewed or rests on a source from memory."""
    lines = [f"{'table':<20}{'rows':>6}{'unsourced':>11}{'unreviewed':>12}{'from memory':>13}"]
    memory = {key for key, row in base.rows["sources"].items() if row["seen"] == "from_memory"}
    for table, rows in base.rows.items():
        unsourced = sum(not row["source_ids"] for row in rows.values() if "source_ids" in row)
        unreviewed = count(base, table)[1] if table in STATEMENTS else 0
        recalled = sum(bool(memory & {*row["source_ids"]}) for row in rows.values() if "source_ids" in row)
        lines.append(f"{table:<20}{len(rows):>6}{unsourced or '':>11}{unreviewed or '':>12}{recalled or '':>13}")
    return "\n".join([*lines, *_reviews(base)])


def _reviews(base: KnowledgeBase) -> Iterator[str]:
    """How much is reviewed, and what reviewers asked for or wrote."""
    total, unchecked = count(base)
    yield f"{total} statements, {unchecked} of them not checked by a clinician"
    notes = [*open_notes(base)]
    yield from (f"  {n['table']}, {n['row_id']}: {n['answer']}, {n['reviewed_by']}: {n['comment']}" for n in notes)
    if past := sum(not holds(base, review) for review in base.rows["reviews"].values()):
        yield f"reviews.csv has {past} of earlier words, which count no more"


def untranslated(folder: Path) -> str:
    """For each further language: what is still English in it. Faults raise TableError."""
    lines = []
    frames, _ = read_tables(folder)
    for language in languages(folder)[1:]:
        _, errors, missing = translated(frames, folder, language)
        if errors:
            raise TableError(errors)
        lines += [f"language {language}: {len(missing)} texts are not translated", *(f"  {name}" for name in missing)]
    return "\n".join(lines)


def _command(name: str, *arguments: str) -> int:
    """Run a command; 1 with all faults, and nothing written, if it cannot be done."""
    try:
        print(run(name, arguments))
    except (TableError, SheetError) as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}. Nothing was written.", file=sys.stderr)
        return 1
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 1 with all faults if the tables are broken, or if the statements need a new day."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] and given[0] in COMMANDS:
        return _command(*given)
    if len(given) > 1 or given[:1] == ["-h"] or given[:1] == ["--help"]:
        print(f"usage: python -m kb [FOLDER WITH TABLES]\n       python -m kb {{{','.join(COMMANDS)}}} --help")
        return 0 if len(given) == 1 else 2
    folder = Path(given[0]) if given else SHIPPED
    try:
        base = KnowledgeBase(check(folder), ENGLISH)
        still_english = untranslated(folder)
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(filter(None, (report(base), still_english))))
    if todo := undated(base):
        print(todo, file=sys.stderr)
    return 1 if todo else 0


if __name__ == "__main__":
    sys.exit(main())
