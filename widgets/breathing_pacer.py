"""A pace to breathe by, in words, counts and rings. It never starts alone, and it never takes the place of a call."""

from __future__ import annotations

from typing import Any

import traitlets

from kb import KnowledgeBase
from widgets.base import LiveWidget, render

SLOWEST, FASTEST = 4, 8
LEAST_SECONDS, MOST_SECONDS = 2, 10
LEAST_MINUTES, MOST_MINUTES = 1, 5
PACE = "slow_breathing"
WHOLE = {"breaths_per_minute": (SLOWEST, FASTEST), "minutes": (LEAST_MINUTES, MOST_MINUTES)}


class BreathingPacer(LiveWidget):
    """A slow pace to follow. It starts when somebody presses Start; whether it runs is no state, so nothing reopens it.

    Args:
        base: the knowledge base.
        **settings: any of the attributes below. `in_seconds` or `out_seconds` switch to the own rhythm.

    Attributes:
        breaths_per_minute: 4 to 8, in and out equally long.
        own_rhythm: True to breathe by `in_seconds` and `out_seconds` instead.
        in_seconds: seconds to breathe in, 2 to 10.
        out_seconds: seconds to breathe out, 2 to 10.
        minutes: how long it goes on, 1 to 5; a breath that has begun is finished.

    Raises:
        TypeError: for an unknown setting, or a number that is not one.
        ValueError: for a number out of range, naming the range.
    """

    files = "breathing_pacer"
    knowledge = traitlets.Dict().tag(sync=True)
    breaths_per_minute: Any = traitlets.TraitType(6).tag(sync=True)
    own_rhythm = traitlets.Bool(False).tag(sync=True)
    in_seconds: Any = traitlets.TraitType(5).tag(sync=True)
    out_seconds: Any = traitlets.TraitType(5).tag(sync=True)
    minutes: Any = traitlets.TraitType(2).tag(sync=True)

    def __init__(self, base: KnowledgeBase, **settings: Any) -> None:
        allowed = (*WHOLE, "own_rhythm", "in_seconds", "out_seconds")
        for name in settings:
            if name not in allowed:
                raise TypeError(f"unknown setting “{name}”. Allowed: {', '.join(allowed)}.")
        if {"in_seconds", "out_seconds"} & set(settings):
            settings.setdefault("own_rhythm", True)
        self._base = base
        super().__init__(knowledge=_knowledge(base), plain_html=_card(base), **settings)

    @traitlets.validate("breaths_per_minute", "minutes")
    def _whole(self, proposal: Any) -> int:
        name, value = proposal["trait"].name, proposal["value"]
        least, most = WHOLE[name]
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{name}={value!r} is not a whole number. Allowed: {least} to {most}.")
        return int(_between(name, value, least, most))

    @traitlets.validate("in_seconds", "out_seconds")
    def _seconds(self, proposal: Any) -> float:
        name, value = proposal["trait"].name, proposal["value"]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{name}={value!r} is not a number. Allowed: {LEAST_SECONDS} to {MOST_SECONDS} seconds.")
        return _between(name, value, LEAST_SECONDS, MOST_SECONDS)

    @property
    def rhythm(self) -> tuple[float, float]:
        """Seconds to breathe in and seconds to breathe out, as they are set."""
        return (self.in_seconds, self.out_seconds) if self.own_rhythm else even(self.breaths_per_minute)


def _between(name: str, value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        raise ValueError(f"{name}={value!r} is out of range. Allowed: {least} to {most}.")
    return value


def even(breaths_per_minute: int) -> tuple[float, float]:
    """Seconds in and out when both are equally long."""
    return 30 / breaths_per_minute, 30 / breaths_per_minute


def counts(seconds: float) -> int:
    """How far one counts in this time, a little slower or faster than a second; a half counts up."""
    return int(seconds + 0.5)


def _words(base: KnowledgeBase) -> dict[str, str]:
    limits = {"least": LEAST_SECONDS, "most": MOST_SECONDS}
    found = {key: row["text"] for key, row in base.rows["strings"].items() if key.startswith("breathe_")}
    limited = {key: found[key].format(**limits) for key in ("breathe_bad_seconds", "breathe_own_hint")}
    return {key: text for key, text in (found | limited).items() if "_paper_" not in key}


def _pace_from(base: KnowledgeBase) -> dict[str, Any]:
    """What is known about the pace, and the sources of that."""
    row = base.rows["glossary"][PACE]
    return {"text": row["meaning"], "sources": [base.rows["sources"][key] for key in row["source_ids"]]}


def _knowledge(base: KnowledgeBase) -> dict[str, Any]:
    pace = _pace_from(base)
    sources = "; ".join(f"{source['organisation']}: {source['title']}" for source in pace["sources"])
    return {
        "text": {**_words(base), "sources_label": base.text("sources_label")},
        "pace": {"text": pace["text"], "sources": sources},
        "limits": {
            "breaths": list(range(SLOWEST, FASTEST + 1)),
            "seconds": [LEAST_SECONDS, MOST_SECONDS],
            "minutes": list(range(LEAST_MINUTES, MOST_MINUTES + 1)),
        },
        "language": base.language,
    }


def _card(base: KnowledgeBase) -> str:
    """The card for paper: the steps with counts for every pace, and room for an own one."""
    halves = {breaths: even(breaths)[0] for breaths in range(SLOWEST, FASTEST + 1)}
    rows = [{"breaths": breaths, "seconds": f"{half:.2g}", "count": counts(half)} for breaths, half in halves.items()]
    usual = counts(halves[BreathingPacer.breaths_per_minute.default_value])
    about = {"rows": rows, "usual": usual, "minutes": BreathingPacer.minutes.default_value, "pace": _pace_from(base)}
    return render("breathing_pacer.html", base=base, words=_words(base), **about)
