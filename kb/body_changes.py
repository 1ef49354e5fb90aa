"""Which changes of the body may explain a sensation at 12 weeks, and when to call instead of explaining.

`widgets/static/body_changes.js` holds the same for the browser; the tests drive both over every set of sensations.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from kb.base import KnowledgeBase
from kb.schema import URGENT
from kb.triage import Reason, assess

WEEK = 12
NOT_SHOWN = "no_good_evidence"


def known_sensations(base: KnowledgeBase, sensations: Iterable[str]) -> tuple[str, ...]:
    """The sensations, each once, in the order given.

    Raises:
        TypeError: for a single text instead of a list of ids.
        ValueError: for an id that is not in sensations.csv, naming those that there are.
    """
    if isinstance(sensations, str):
        raise TypeError(f"sensations must be a list of ids, such as [“{sensations}”], not a single text.")
    ids = tuple(dict.fromkeys(sensations))
    for sensation in ids:
        if sensation not in base.rows["sensations"]:
            raise ValueError(f"unknown sensation “{sensation}”. Allowed: {', '.join(base.rows['sensations'])}.")
    return ids


def explain_sensations(base: KnowledgeBase, sensations: Iterable[str] = ()) -> pd.DataFrame:
    """The changes that are named for what somebody feels. It cannot tell which one it is, or that it is one of them.

    Args:
        base: the knowledge base.
        sensations: ids of sensations.csv.

    Returns:
        One row a change with the columns id, title, from_week, weeks_text, fits (tuple of the sensations that it is
        named for), too_early (usual only after week 12) and not_shown (a link of its chain has no good evidence).
        First what may play a part at 12 weeks, then what is too early, then what is not shown.

    Raises:
        TypeError: for a single text instead of a list of ids.
        ValueError: for an unknown sensation.
    """
    chosen = known_sensations(base, sensations)
    found = []
    for change in base.rows["body_changes"].values():
        row = {name: change[name] for name in ("id", "number", "title", "from_week", "weeks_text")}
        row["fits"] = tuple(sensation for sensation in chosen if sensation in change["sensations"])
        row["too_early"] = change["from_week"] > WEEK
        row["not_shown"] = NOT_SHOWN in (change["effect_stance"], change["feel_stance"])
        if row["fits"]:
            found.append(row)
    found.sort(key=lambda row: (row["not_shown"], row["too_early"], row["number"]))
    names = ["id", "title", "from_week", "weeks_text", "fits", "too_early", "not_shown"]
    return pd.DataFrame(found, columns=names)


def reasons_to_call(base: KnowledgeBase, sensations: Iterable[str] = ()) -> tuple[Reason, ...]:
    """The rules of the same day or sooner that the sensations set off; none of them never means that all is well.

    Args:
        base: the knowledge base.
        sensations: ids of sensations.csv.

    Returns:
        The rules that fired, most urgent first.

    Raises:
        TypeError: for a single text instead of a list of ids.
        ValueError: for an unknown sensation.
    """
    rows = base.rows["sensations"]
    symptoms = [symptom for chosen in known_sensations(base, sensations) for symptom in rows[chosen]["symptom_ids"]]
    return tuple(reason for reason in assess(base, symptoms).reasons if reason.level in URGENT)
