"""The rules, each once taken away and each once made milder, to see whether somebody would notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import kb

from .cases import load, read
from .selections import LEVELS

EXPECTED = ("red_flags", "raising_pairs", "everyday")
Mutant = tuple[str, str | None]  # a rule, and the level that it is lowered to; None: it is gone


def mutants(base: kb.KnowledgeBase) -> Iterator[Mutant]:
    """Each rule gone, and at each level below its own."""
    for name, rule in base.rows["rules"].items():
        yield name, None
        for level in LEVELS[LEVELS.index(rule["level"]) + 1 :]:
            yield name, level


@cache
def expectations(base: kb.KnowledgeBase) -> list[tuple[dict[str, str], tuple[str, ...]]]:
    """For each set of ticks in the tests: the rules that fire with their levels, and what is no mistake."""
    told = [(row["symptom_ids"].split(";"), (row["level"],)) for name in EXPECTED for row in read(name)]
    told += [(list(case.symptoms), case.acceptable) for case in load(base)]
    return [({r.rule: r.level for r in kb.assess(base, ticks).reasons}, levels) for ticks, levels in told]


def noticed(base: kb.KnowledgeBase, mutant: Mutant) -> bool:
    """Does an expectation fail with the rule gone or lowered?"""
    name, level = mutant
    for fired, levels in expectations(base):
        if name in fired:
            left = {**fired, name: level} if level else {rule: own for rule, own in fired.items() if rule != name}
            if min(left.values(), key=LEVELS.index, default=None) not in levels:
                return True
    return False


def changed(rules: Mapping[str, Any], mutant: Mutant) -> dict[str, Any]:
    """The rules with one gone or lowered."""
    name, level = mutant
    others = {rule: row for rule, row in rules.items() if rule != name}
    return {**others, name: {**rules[name], "level": level}} if level else others


def record(rules: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rules as the second book has them: id, signs, level."""
    return [
        {"id": name, "symptom_ids": ";".join(rule["symptom_ids"]), "level": rule["level"]}
        for name, rule in sorted(rules.items())
    ]
