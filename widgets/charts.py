"""Charts from the knowledge base. Each is shown twice: as a figure, and as a sentence with its table of numbers.

The second output is what a screen reader, paper without a chart engine and stock nbconvert (which drops plotly) show.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from IPython.display import display

from kb import KnowledgeBase, find_foods
from widgets.base import StaticDisplay, render
from widgets.food_data import words_of_amount

PLOTLY = "application/vnd.plotly.v1+json"
STEPS = [[0, "#ffffff"], [0.33, "#ffffff"], [0.33, "#e3cce0"], [0.67, "#e3cce0"], [0.67, "#6a2f63"], [1, "#6a2f63"]]
ROW_HEIGHT = 26  # px
SHADES = {"yes": ("#6a2f63", ""), "partly": ("#b887b1", "/"), "no": ("#ffffff", "")}


class Chart:
    """A figure with the words that say the same.

    Attributes:
        figure: a plotly figure.
        sentence: what the figure shows, in one or two sentences.
        table: the numbers, with the headings that people read.
    """

    def __init__(self, base: KnowledgeBase, figure: Any, sentence: str, table: pd.DataFrame) -> None:
        self.figure = figure
        self.sentence = sentence
        self.table = table
        title = figure.layout.title.text
        rows = table.astype(str).to_numpy().tolist()
        columns = list(table.columns)
        html = render("chart.html", base=base, title=title, sentence=sentence, columns=columns, rows=rows)
        self.words = StaticDisplay(html)

    def _ipython_display_(self) -> None:
        bundle = {PLOTLY: json.loads(self.figure.to_json()), "text/plain": self.sentence}
        display(bundle, raw=True, metadata={PLOTLY: {"alt": self.sentence}})  # type: ignore[no-untyped-call]
        display(self.words)  # type: ignore[no-untyped-call]


def signs_by_level(base: KnowledgeBase) -> Chart:
    """How many signs of each urgency level the article names in full, in part, or not at all."""
    import plotly.graph_objects as go

    rules = base.rows["rules"]
    signs = [s for s in base.rows["symptoms"].values() if s["group_id"]]
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    names = {part: base.text(f"chart_{part}") for part in SHADES}
    counts = {
        part: [
            sum(s["in_article"] == part and rules[s["id"]]["level"] == level["id"] for s in signs) for level in levels
        ]
        for part in SHADES
    }
    words = [level["word"] for level in levels]
    bars = [
        go.Bar(
            y=words,
            x=counts[part],
            name=names[part],
            orientation="h",
            text=[str(count) if count else "" for count in counts[part]],
            marker={"color": colour, "line": {"color": "#231b27", "width": 1}, "pattern": {"shape": shape}},
        )
        for part, (colour, shape) in SHADES.items()
    ]
    totals = {part: sum(counts[part]) for part in SHADES}
    urgent = counts["no"][0] + counts["no"][1]
    sentence = base.text("chart_signs_sentence").format(total=len(signs), urgent=urgent, **totals)
    table = pd.DataFrame({base.text("chart_level"): words, **{names[part]: counts[part] for part in SHADES}})
    return Chart(
        base, go.Figure(bars, _layout(base.text("chart_signs_title"), base.text("chart_signs_axis"))), sentence, table
    )


def conditions_by_feature(base: KnowledgeBase) -> Chart:
    """Which signs and places go with which condition, most urgent first; a cell says “yes”, “may” or nothing."""
    import plotly.graph_objects as go

    rank = {level: row["rank"] for level, row in base.rows["levels"].items()}
    rows = sorted(base.rows["conditions"].values(), key=lambda row: (rank[row["level"]], row["name"]))
    signs = ("bleeding", "urinary", "fever")
    places = ("belly_middle", "one_side", "groin_or_hip", "low_back", "flank", "leg", "shoulder_or_chest", "anywhere")
    found = [[*(row[sign] for sign in signs), *("yes" if p in row["where"] else "no" for p in places)] for row in rows]
    names = [base.text(f"cause_{sign}") for sign in signs] + [base.text(f"cause_where_{place}") for place in places]
    words = {word: base.text(f"cause_chart_{word}") for word in ("no", "may", "yes")}
    shown = go.Heatmap(
        x=names,
        y=[f"{base.rows['levels'][row['level']]['word']}: {row['name'].partition(' (')[0]}" for row in rows],
        z=[[list(words).index(word) for word in line] for line in found],
        text=[["" if word == "no" else words[word] for word in line] for line in found],
        texttemplate="%{text}",
        colorscale=STEPS,
        zmin=0,
        zmax=2,
        showscale=False,
    )
    counts = {sign: sum(row[sign] != "no" for row in rows) for sign in signs}
    counts |= {"total": len(rows)} | {
        name: sum(bool({place, "anywhere"} & {*row["where"]}) for row in rows)
        for name, place in (("low_back", "low_back"), ("belly", "belly_middle"))
    }
    table = pd.DataFrame({
        base.text("cause_chart_column"): [row["name"] for row in rows],
        **{base.text(f"cause_{sign}"): [words[row[sign]] for row in rows] for sign in signs},
        base.text("cause_where"): [", ".join(base.text(f"cause_where_{p}") for p in row["where"]) for row in rows],
    })  # fmt: skip
    title = base.text("cause_chart_title")
    figure = go.Figure(shown, _grid(title, len(rows), len(names)))
    return Chart(base, figure, base.text("cause_chart_sentence").format(**counts), table)


def _grid(title: str, rows: int, columns: int) -> dict[str, Any]:
    """A heat map with its columns named at the top, 26 px a row, and lines between the cells."""
    lines = [f"M-0.5,{row - 0.5}H{columns - 0.5}" for row in range(rows + 1)]
    lines += [f"M{column - 0.5},-0.5V{rows - 0.5}" for column in range(columns + 1)]
    return {
        **_layout(title, ""),
        "title": {"text": title, "y": 0.98, "yanchor": "top"},
        "height": ROW_HEIGHT * rows + 204,
        "margin": {"l": 310, "r": 12, "t": 200, "b": 4},
        "font": {"family": "Helvetica, Arial, sans-serif", "size": 13, "color": "#231b27"},
        "shapes": [{"type": "path", "path": "".join(lines), "line": {"color": "#8d7f92", "width": 1}}],
        "xaxis": {"side": "top", "tickangle": -90, "ticks": "", "showgrid": False},
        "yaxis": {"autorange": "reversed", "ticks": "", "showgrid": False, "ticklabelstandoff": 6},
    }


def best_foods(
    base: KnowledgeBase, nutrient: str = "calcium", scheme: str = "us", age_band: str = "19-30", count: int = 12
) -> Chart:
    """The foods that give the largest part of a day's need of a nutrient in one portion.

    Args:
        base: the knowledge base.
        nutrient: an id of nutrients.csv.
        scheme: whose daily needs, "us" or "uk".
        age_band: an age band of the scheme, or one within it.
        count: how many foods, at least one.

    Raises:
        ValueError: for an unknown nutrient, scheme or age band, a nutrient without a checked daily need, or no food.
    """
    import plotly.graph_objects as go

    found = find_foods(base, [nutrient], scheme=scheme, age_band=age_band)
    best = found[found[f"{nutrient}_share"].notna()].head(max(count, 0))
    if best.empty:
        raise ValueError(f"nothing to show for “{nutrient}” ({scheme}), {count} foods: a checked daily need is needed.")
    row, names = base.rows["nutrients"][nutrient], [f"{f.name}, {f.portion_name}" for f in best.itertuples()]
    shares = [int(100 * share + 0.5) for share in best[f"{nutrient}_share"]]
    amounts = [f"{words_of_amount(base, amount)} {row['unit']}" for amount in best[nutrient]]
    words = {"nutrient": row["name"].lower(), "scheme": base.text(f"food_scheme_{scheme}"), "count": len(best)}
    words |= {"first": best["name"].iloc[0], "amount": amounts[0], "share": f"{shares[0]}%", "last": f"{shares[-1]}%"}
    bar = go.Bar(y=names, x=shares, orientation="h", text=[f"{s}%" for s in shares], marker={"color": SHADES["yes"][0]})
    title = base.text("food_chart_title").format(nutrient=row["name"])
    layout = _layout(title, base.text("food_chart_axis")) | {"height": 150 + 30 * len(best)}
    layout["margin"] = {"l": 330, "r": 20, "t": 70, "b": 70}
    layout["font"] = {**layout["font"], "size": 13}
    headings = [base.text(f"food_{name}") for name in ("chart_food", "amount", "chart_share")]
    table = pd.DataFrame(dict(zip(headings, (names, amounts, [f"{share}%" for share in shares]), strict=True)))
    sentence = base.text("food_chart_sentence").format(**words, age=age_band.replace("-", " to "))
    return Chart(base, go.Figure(bar, layout), sentence, table)


def _layout(title: str, axis: str) -> dict[str, Any]:
    """A quiet bar chart on white, 360 px high and as wide as its place."""
    return {
        "title": {"text": title},
        "barmode": "stack",
        "template": "none",
        "height": 360,
        "autosize": True,
        "margin": {"l": 120, "r": 20, "t": 90, "b": 84},
        "font": {"family": "Helvetica, Arial, sans-serif", "size": 15, "color": "#231b27"},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        "xaxis": {"title": {"text": axis}, "gridcolor": "#d8cfdb"},
        "yaxis": {"autorange": "reversed", "ticklabelstandoff": 10},
    }
