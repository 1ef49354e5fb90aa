"""The safety sheet: what was checked about the advice and what it rests on, as one page to read and to print."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

import kb
from kb.reviews import count
from kb.schema_reviews import STATEMENTS
from widgets.base import style
from widgets.content import content_line

from .cases import Figures, figures, load
from .mutants import mutants, noticed
from .selections import INVARIANTS, LEVELS, Selections

OURS = "our judgement"


def invariants(selections: Selections) -> list[dict[str, Any]]:
    """Each sentence with the number of sets that were asked and of those that break it."""
    return [
        {
            "words": words,
            "asked": len(selections.small) + len(selections.large),
            "broken": sum(1 for sets in (selections.small, selections.large) for _ in check(sets, selections.rules)),
        }
        for words, check in INVARIANTS.items()
    ]


def from_memory(base: kb.KnowledgeBase) -> list[tuple[str, str, list[str]]]:
    """Rows that rest on a source nobody could read for this class: table, id, those sources."""
    memory = {key for key, row in base.rows["sources"].items() if row["seen"] == "from_memory"}
    return [
        (table, key, sorted(memory & {*row["source_ids"]}))
        for table, rows in base.rows.items()
        for key, row in rows.items()
        if memory & {*row.get("source_ids", ())}
    ]


def rules(base: kb.KnowledgeBase) -> list[Mapping[str, Any]]:
    """All rules, most urgent first, then by id."""
    return sorted(base.rows["rules"].values(), key=lambda rule: (LEVELS.index(rule["level"]), rule["id"]))


def values(base: kb.KnowledgeBase) -> dict[str, Any]:
    """All that the page says."""
    selections = Selections(base)
    cases = load(base)
    unnoticed = {mutant[0] for mutant in mutants(base) if not noticed(base, mutant)}
    ordered = rules(base)
    by_level: dict[str, Figures] = {level: figures(c for c in cases if c.level == level) for level in LEVELS}
    return {
        "base": base,
        "levels": base.rows["levels"],
        "small": len(selections.small),
        "large": len(selections.large),
        "signs": len(selections.tickable),
        "invariants": invariants(selections),
        "cases": cases,
        "figures": figures(cases),
        "by_level": by_level,
        "rules": ordered,
        "decisive": [rule["id"] for rule in ordered if rule["id"] not in unnoticed],
        "conflicts": [rule for rule in ordered if rule["our_line"]],
        "differing": [c for c in base.rows["claims"].values() if c["stance"] in ("differs", "no_good_evidence")],
        "judged": [rule for rule in ordered if OURS in rule["our_line"]],
        "from_memory": from_memory(base),
        "line": content_line(base),
        "reviewed": {table: count(base, table) for table in STATEMENTS},
    }


def page(base: kb.KnowledgeBase) -> str:
    """The sheet as HTML; whatever a table holds becomes text, never markup."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("sheet.html").render(theme=style("theme"), **values(base))
