"""When to ask for more help: the clocks of pain_clocks.csv and the rules of rules.csv, nothing else.

`widgets/static/treatment_next.js` says the same in the browser; the tests drive both over all that can be picked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.base import KnowledgeBase
from kb.schema import URGENT
from kb.triage import assess

LASTED = {"under_30_minutes": 0, "over_30_minutes": 30, "over_a_day": 1440, "over_a_week": 10080,
          "over_two_weeks": 20160}  # fmt: skip
ALSO = ("very_bad", "getting_worse", "daily_life")
PLACELESS = ("very_bad", "getting_worse")
STRICTEST = "belly"
PAIR = frozenset({"belly", "low_back"})
PAIR_SIGN = "belly_and_back_pain"


@dataclass(frozen=True)
class NextStep:
    """What to do about a pain that lasts.

    Attributes:
        advice: "emergency" or "same_day" as in levels.csv; "move_on" when it is time to ask for more help;
            "ask_any_time" when no clock has run out. None when too little was picked: that is no answer.
        signs: ids of symptoms.csv that the picks amount to, which the rules decided on.
        due: ids of pain_clocks.csv whose time has run out.
    """

    advice: str | None
    signs: tuple[str, ...]
    due: tuple[str, ...]


def known(name: str, values: Iterable[str], allowed: Iterable[str]) -> tuple[str, ...]:
    """The values, each once, in the order given.

    Raises:
        TypeError: for a single text instead of a list.
        ValueError: for a value that is not allowed, naming those that are.
    """
    if isinstance(values, str):
        raise TypeError(f"{name} must be a list, such as [“{values}”], not a single text.")
    options = list(allowed)
    found = tuple(dict.fromkeys(values))
    for value in found:
        if value not in options:
            raise ValueError(f"{name}: “{value}” is not known. Allowed: {', '.join(options)}.")
    return found


def next_step(base: KnowledgeBase, where: Iterable[str] = (), lasted: str = "", also: Iterable[str] = ()) -> NextStep:
    """Say whether it is time to ask for more help. Never says to wait.

    Args:
        base: the knowledge base.
        where: ids of pain_clocks.csv, each place that hurts.
        lasted: a key of LASTED, or "" when that is not known.
        also: what else is true, of ALSO.

    Returns:
        The strictest reading: a clock runs out at its shorter time, the highest rule decides, and very bad or growing
        pain without a place counts as belly pain.

    Raises:
        TypeError: for a single text instead of a list.
        ValueError: for an unknown word, naming those that are allowed.
    """
    clocks = base.rows["pain_clocks"]
    places, more = known("where", where, clocks), known("also", also, ALSO)
    minutes = LASTED[known("lasted", (lasted,), LASTED)[0]] if lasted else -1
    if not places and set(more) & set(PLACELESS):
        places = (STRICTEST,)
    felt = [clocks[key] for key in clocks if key in places]
    due = tuple(clock["id"] for clock in felt if minutes >= clock["from_minutes"])
    pair = set(places) >= PAIR
    signs: list[str] = []
    for clock in felt:
        found = [clock["lasting_id"]] if clock["id"] in due else []
        found += [clock["severe_id"]] if "very_bad" in more else []
        found += [clock["worse_id"]] if "getting_worse" in more and clock["worse_id"] else []
        signs += found or ([] if pair and clock["id"] in PAIR else [clock["pain_id"]])
    signs = list(dict.fromkeys([*signs, PAIR_SIGN] if pair else signs))
    level = assess(base, signs).level
    if level not in URGENT:
        level = "move_on" if due or more else "ask_any_time" if places and lasted else None
    return NextStep(level, tuple(signs), due)
