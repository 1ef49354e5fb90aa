"""`python -m kb [folder]`: check the tables and report what they hold and what still needs eyes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kb.base import SHIPPED, KnowledgeBase, TableError, check, read_tables
from kb.translation import ENGLISH, languages, translated


def report(base: KnowledgeBase) -> str:
    """Tables and rows, then what is unsourced, unreviewed or rests on a source from memory."""
    lines = [f"{'table':<20}{'rows':>6}{'unsourced':>11}{'unreviewed':>12}{'from memory':>13}"]
    memory = {key for key, row in base.rows["sources"].items() if row["seen"] == "from_memory"}
    for table, rows in base.rows.items():
        unsourced = sum(not row["source_ids"] for row in rows.values() if "source_ids" in row)
        unreviewed = sum(not row["reviewed_by"] for row in rows.values() if "reviewed_by" in row)
        recalled = sum(bool(memory & {*row["source_ids"]}) for row in rows.values() if "source_ids" in row)
        lines.append(f"{table:<20}{len(rows):>6}{unsourced or '':>11}{unreviewed or '':>12}{recalled or '':>13}")
    return "\n".join(lines)


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; 1 with all faults if the tables are broken."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) > 1 or given[:1] == ["-h"] or given[:1] == ["--help"]:
        print("usage: python -m kb [FOLDER WITH TABLES]")
        return 0 if len(given) == 1 else 2
    folder = Path(given[0]) if given else SHIPPED
    try:
        base = KnowledgeBase(check(folder), ENGLISH)
        still_english = untranslated(folder)
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(filter(None, (report(base), still_english))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
