"""The diary day by day: how strong the pain was, and which days have no entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd

from kb import KnowledgeBase
from kb.schema import URGENT
from widgets.charts.base import INK, PALE, PLUM, Chart, layout
from widgets.diary_words import strengths

FEWEST_DAYS = 7
TICKS = (0, 1, 4, 7, 10)


def diary(base: KnowledgeBase, entries: pd.DataFrame) -> Chart:
    """The strongest pain of each day from the first entry to the last, at least a week; gaps stay gaps.

    A figure in a notebook is saved with the notebook, and so is what it tells of the person.

    Args:
        base: the knowledge base.
        entries: as `Diary.entries` gives them, or `Diary.read_csv`.
    """
    import plotly.graph_objects as go

    days = _days(entries)
    title = base.text("diary_chart_title")
    looks = layout(title, base.text("diary_chart_axis"))
    looks["yaxis"] = {
        "automargin": True,
        "range": [-0.5, 10.8],
        "tickvals": TICKS,
        "ticktext": [strengths(base)[value] for value in TICKS],
        "gridcolor": "#d8cfdb",
        "zeroline": False,
    }
    looks["xaxis"] |= {"type": "date", "tickformat": "%Y-%m-%d", "nticks": 8}
    looks["title"]["subtitle"] = {"text": base.text("diary_chart_axis_strength")}
    looks["margin"] = {"l": 20, "r": 20, "t": 80, "b": 70}
    figure = go.Figure(_points(go, base, days), looks)
    return Chart(base, figure, _sentence(base, days), _table(base, days))


def _days(entries: pd.DataFrame) -> pd.DataFrame:
    """A row a day: `count`, `strength` (highest, or missing), `signs`, `helped`, `urgent`."""
    joined = {name: (name, lambda cells: "; ".join(dict.fromkeys(filter(None, cells)))) for name in ("signs", "helped")}
    urgent = entries["level_of_signs"].isin(URGENT)
    found = entries.assign(urgent=urgent).groupby("day").agg(
        count=("note", "size"), strength=("strength_0_to_10", "max"), urgent=("urgent", "any"), **joined
    )  # fmt: skip
    if found.empty:
        return found
    last = found.index.max()
    first = min(found.index.min(), last - timedelta(days=FEWEST_DAYS - 1))
    return found.reindex(pd.date_range(first, last, freq="D"))


def _points(go: Any, base: KnowledgeBase, days: pd.DataFrame) -> Any:
    """A point a day, joined with its neighbours of the day before and after only."""
    values = [None if pd.isna(value) else int(value) for value in days.get("strength", [])]
    return go.Scatter(
        x=[day.date().isoformat() for day in days.index],
        y=values,
        mode="lines+markers+text",
        text=["" if value is None else str(value) for value in values],
        textposition="top center",
        connectgaps=False,
        line={"color": PALE, "width": 2},
        marker={"color": PLUM, "size": 12, "line": {"color": INK, "width": 1}},
        name=base.text("diary_chart_strength"),
        showlegend=False,
    )


def _sentence(base: KnowledgeBase, days: pd.DataFrame) -> str:
    if days.empty:
        return base.text("diary_chart_empty")
    written = days[days["count"].notna()]
    most = written["strength"].max()
    words = {
        "first": days.index[0].date().isoformat(),
        "last": days.index[-1].date().isoformat(),
        "days": len(written),
        "all": len(days),
        "urgent": int(written["urgent"].astype(bool).sum()),
        "most": most,
    }
    return base.text(f"diary_chart_sentence{'_no_strength' if pd.isna(most) else ''}").format(**words)


def _table(base: KnowledgeBase, days: pd.DataFrame) -> pd.DataFrame:
    names = ("day", "entries", "strength", "signs", "helped")
    rows = [
        [day.date().isoformat(), *_cells(base, row)]
        for day, row in zip(days.index, days.to_dict("records"), strict=True)
    ]
    return pd.DataFrame(rows, columns=[base.text(f"diary_chart_{name}") for name in names])


def _cells(base: KnowledgeBase, day: Mapping[Any, Any]) -> list[Any]:
    """Entries, strength in words, signs and what helped; a day without an entry says so."""
    if pd.isna(day["count"]):
        return [base.text("diary_chart_none"), "", "", ""]
    strength = day["strength"]
    said = base.text("diary_chart_no_strength") if pd.isna(strength) else strengths(base)[int(strength)]
    return [int(day["count"]), said, day["signs"], day["helped"]]
