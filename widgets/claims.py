"""What is said to be true, from the tables: the text of a section, its sources, its review status, the map."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from kb import KnowledgeBase
from kb.classroom import Classroom
from kb.reviews import is_checked
from widgets import personal
from widgets.base import StaticDisplay, render
from widgets.content import content_line, review_words
from widgets.glossary import explained

OPEN_STANCES = ("differs", "no_good_evidence")


def section_claims(base: KnowledgeBase, section: str) -> list[Mapping[str, Any]]:
    """The claims of a section, those of the article first, each in the order of its id.

    Raises:
        ValueError: for an unknown section, with the allowed ids.
    """
    if section not in base.rows["sections"]:
        raise ValueError(f"unknown section “{section}”. Allowed: {', '.join(base.rows['sections'])}.")
    claims = [claim for claim in base.rows["claims"].values() if claim["section_id"] == section]
    return sorted(claims, key=lambda claim: (claim["in_article"] == "no", _natural(claim["id"])))


def _natural(claim_id: str) -> list[tuple[int, str]]:
    return [(int(part or 0), word) for word, part in re.findall(r"([^\d]*)(\d*)", claim_id)]


class SectionText(StaticDisplay):
    """The claims of a section as text, each with an evidence mark that opens to what is known and the sources.

    What guidance disputes, what has no good evidence and every warning sign stands open from the start. Since each
    notebook of a section shows its text once, this is also where it is kept that a person has opened the section.

    Args:
        base: the knowledge base.
        section: an id of sections.csv.

    Raises:
        ValueError: for an unknown section.
    """

    def __init__(self, base: KnowledgeBase, section: str) -> None:
        claims = section_claims(base, section)
        personal.opened(section)
        parts = [(part, [claim for claim in claims if claim["in_article"] == part]) for part in ("yes", "no")]
        is_open = {c["id"] for c in claims if c["stance"] in OPEN_STANCES or c["kind"] == "warning_sign"}
        html = render("section_text.html", base=base, parts=parts, is_open=is_open, repeated=partial(_repeated, base))
        super().__init__(explained(base, html, f"word-{base.rows['sections'][section]['number']}"))


def _repeated(base: KnowledgeBase, claim: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], list[str]]]:
    """The sections whose claims a claim says again, each with the ids of those claims, in the order of the class."""
    rows = base.rows["claims"]
    sections = {rows[key]["section_id"]: base.rows["sections"][rows[key]["section_id"]] for key in claim["repeats"]}
    ordered = sorted(sections.values(), key=lambda section: section["number"])
    return [
        (section, [key for key in claim["repeats"] if rows[key]["section_id"] == section["id"]]) for section in ordered
    ]


class Sources(StaticDisplay):
    """All sources that a section's claims, and the warning-sign rules if asked for, rest on.

    Args:
        base: the knowledge base.
        section: an id of sections.csv.
        rules: count the sources of rules.csv too.

    Raises:
        ValueError: for an unknown section, with the allowed ids.
    """

    def __init__(self, base: KnowledgeBase, section: str, *, rules: bool = False) -> None:
        rows = [*section_claims(base, section), *(base.rows["rules"].values() if rules else ())]
        used = {source for row in rows for source in row["source_ids"]}
        found = [base.rows["sources"][key] for key in sorted(used)]
        sources = sorted(found, key=lambda row: row["organisation"].lower())
        super().__init__(render("sources.html", base=base, sources=sources))


class ReviewStatus(StaticDisplay):
    """What the page is and is not, how much of it a clinician has checked, and room to record a review on paper.

    Args:
        base: the knowledge base.
        section: an id of sections.csv, to count its claims too.

    Raises:
        ValueError: for an unknown section, with the allowed ids.
    """

    def __init__(self, base: KnowledgeBase, section: str | None = None) -> None:
        claims = section_claims(base, section) if section else []
        unchecked = sum(not is_checked(base, "claims", claim["id"]) for claim in claims)
        part = base.text("review_part").format(review=review_words(base, len(claims), unchecked)) if claims else ""
        super().__init__(render("review_status.html", base=base, part=part, line=content_line(base)))


class SectionMap(StaticDisplay):
    """All sections of the class with their minutes; those whose notebook lies in the folder are linked.

    Args:
        base: the knowledge base.
        folder: where the notebooks lie.
        classroom: the class's settings, which may give sections other minutes.
    """

    def __init__(self, base: KnowledgeBase, folder: str | Path = ".", *, classroom: Classroom | None = None) -> None:
        room = classroom or Classroom()
        rows = sorted(base.rows["sections"].values(), key=lambda section: section["number"])
        sections = [{**row, "minutes": room.takes(row)} for row in rows]
        ready = {s["id"] for s in sections if (Path(folder) / f"{s['notebook']}.ipynb").exists()}
        super().__init__(render("section_map.html", base=base, sections=sections, ready=ready))
