"""Courses over time, a row of small charts: who is named when, and how the tone of each pair of countries goes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.pages.places import evidence_of, place
from analysis.pages.readable import first_place
from analysis.plots.style import (
    INK,
    LINE,
    SOFT,
    as_day,
    bars,
    by_year,
    canvas,
    date_axis,
    note,
    row_height,
    sample,
    styled,
    text,
    tone_colour,
)
from analysis.tone.labels import DEAD_BAND

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

TALLEST = 0.76
MOST_POINTS = 300
EVERYONE = "all statements"


def share_by_period(mentions: pd.DataFrame, documents: pd.DataFrame, *, top: int = 8) -> pd.DataFrame:
    """Return the share of each month's dated articles that names each of the most named entities.

    Parameters
    ----------
    mentions, documents : tables of a corpus. Where the articles span more than eight years, months are years.
    top : entities, those that most dated articles name.

    Returns
    -------
    DataFrame, one row a month (its first day) that has an article, one column an entity, 0 to 1 in the cells;
    `attrs["articles"]` is the number of dated articles, `attrs["named"]` how many of them name each entity.
    """
    import pandas as pd

    days = {r["doc_id"]: as_day(r["published"]) for r in documents.to_dict("records")}
    dated_on = {doc_id: day for doc_id, day in days.items() if day}
    years = by_year(list(dated_on.values()))
    period = {doc_id: day.replace(day=1, month=1 if years else day.month) for doc_id, day in dated_on.items()}
    dated = mentions[mentions["doc_id"].isin(period)].drop_duplicates(["entity", "doc_id"])
    totals = pd.Series(list(period.values()), dtype="object").value_counts().sort_index()
    counts = pd.crosstab(dated["doc_id"].map(period), dated["entity"]).reindex(totals.index, fill_value=0)
    rank = counts.sum().sort_index().sort_values(ascending=False, kind="stable")
    share = counts[list(rank.index[:top])].div(totals, axis=0)
    share.attrs = {"articles": len(period), "named": {entity: int(n) for entity, n in rank.head(top).items()}}
    return share


@styled
def plot_entities_over_time(
    mentions: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    top: int = 8,
    colours: dict[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each month's articles that names each of the most named entities, a row an entity.

    Parameters
    ----------
    mentions, documents : tables of a corpus; undated articles are left out. See `share_by_period` for long times.
    top : rows drawn.
    colours : what `actor_colours` returned.
    ax : where to draw.

    Returns
    -------
    Axes: a bar a month that has an article, as high as the share; where no article was published, nothing is drawn.
    """
    share = share_by_period(mentions, documents, top=top)
    ax = canvas(ax, row_height(len(share.columns), 0.52) + 0.1)
    years = by_year(list(share.index), periods=True)
    width = 330 if years else 26
    for y, entity in enumerate(share.columns):
        colour = (colours or {}).get(entity, SOFT)
        for start, value in share[entity].items():
            left, right = mark_days(start, width)
            ax.plot([left, right], [y + 0.38] * 2, color=LINE, linewidth=1.0, solid_capstyle="butt", zorder=1)
            if value:
                (bar,) = ax.bar([left], [TALLEST * value], width=width, bottom=y + 0.38 - TALLEST * value,
                                align="edge", color=colour, linewidth=0, zorder=2)  # fmt: skip
                bar.set_url(evidence_of(entity))
        named = f"{share.attrs['named'][entity]} of {share.attrs['articles']}"
        ax.text(1.015, y + 0.1, named, transform=ax.get_yaxis_transform(), va="center", fontsize=8, color=SOFT)
    bars(ax, [text(entity, 28) for entity in share.columns])
    ax.tick_params(axis="y", length=0)
    ax.grid(False, axis="y")
    date_axis(ax)
    unit = "year" if years else "month"
    ax.set(
        title="Named over time", xlabel=f"height: share of the {unit}'s articles · grey line: articles, not naming it"
    )
    ax.set_title("articles", loc="right", fontsize=8, color=SOFT, weight="normal", x=1.06)
    return ax


def mark_days(start: Any, width: int) -> tuple[Any, Any]:
    """Return the first and last day of a bar."""
    return start, start + datetime.timedelta(days=width)


def describe_entities_over_time(mentions: pd.DataFrame, documents: pd.DataFrame, *, top: int = 8) -> str:
    """Return the words for `plot_entities_over_time`: where each entity is named most and where not at all."""
    share = share_by_period(mentions, documents, top=top)
    if share.empty:
        return "No dated article."
    form = "%Y" if by_year(list(share.index), periods=True) else "%Y-%m"
    parts = []
    for entity in share.columns[:5]:
        column = share[entity]
        none = int((column == 0).sum())
        parts.append(
            f"{text(entity)} in {share.attrs['named'][entity]} of {share.attrs['articles']} articles, most of all in "
            f"{column.idxmax():{form}} ({100 * column.max():.0f}%)"
            + (f", in {none} of {len(column)} not at all" if none else "")
        )
    unit = "year" if form == "%Y" else "month"
    return f"Share of each {unit}'s articles, {share.index[0]:{form}} to {share.index[-1]:{form}}: {'; '.join(parts)}."


def lacks_entities_over_time(mentions: pd.DataFrame, documents: pd.DataFrame) -> str | None:
    """Return why there is no chart over time, if there is none: it takes three months with dated articles."""
    months = {day.replace(day=1) for day in map(as_day, documents["published"]) if day}
    dated = sum(as_day(day) is not None for day in documents["published"])
    if mentions.empty or len(months) < 3:
        spans = {0: "no month", 1: "one month", 2: "two months"}.get(len(months), f"{len(months)} months")
        return (
            f"{dated} of {len(documents)} articles give their day of publication, in {spans}: a course over time takes "
            "three months or more."
        )
    return None


def tones_over_time(
    statements: pd.DataFrame, documents: pd.DataFrame, countries: Mapping[str, str] | None = None, *, top: int = 5
) -> dict[str, pd.DataFrame]:
    """Return the statements of dated articles that have a tone, all of them and those between pairs of countries.

    Parameters
    ----------
    statements, documents : tables of a corpus.
    countries : the country of each entity, as `entity_countries` returns it.
    top : pairs kept, those with most statements on three different days or more.

    Returns
    -------
    dict of name and rows, with `day` and `period` (the first day of its month, or year), by day.
    """
    from analysis.tone import dyads

    days = {r["doc_id"]: as_day(r["published"]) for r in documents.to_dict("records")}
    published: Any = [days.get(d) for d in statements["doc_id"]]
    rows = statements.assign(day=published)
    rows = rows[rows["day"].notna() & rows["tone"].notna()]
    years = by_year(list(rows["day"]))
    rows = rows.assign(period=[day.replace(day=1, month=1 if years else day.month) for day in rows["day"]])
    rows = rows.sort_values(["day", "doc_id", "statement_id"]).reset_index(drop=True)
    lanes = {EVERYONE: rows}
    for pair in dyads(rows, countries or {}, draws=1).to_dict("records"):
        own = rows[rows["statement_id"].isin(pair["statement_ids"])]
        if len(lanes) <= top and own["day"].nunique() >= 3:
            lanes[f"{text(pair['speaker_country'], 18)} about\n{text(pair['target_country'], 20)}"] = own
    return lanes


@styled
def plot_tone_over_time(
    statements: pd.DataFrame,
    documents: pd.DataFrame,
    countries: Mapping[str, str] | None = None,
    *,
    top: int = 5,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tone of dated statements by day: all together, and apart for each pair of countries.

    Parameters
    ----------
    statements, documents : tables of a corpus; statements of undated articles are left out and counted.
    countries, top : see `tones_over_time`.
    ax : where to draw.

    Returns
    -------
    Axes, a row of height 1 for each; within it up is cordial. Each mark leads to its statement in a report; a diamond
    is the mean of a month (a year, over eight years) that has five statements or more, with its interval.
    """
    from analysis.tone import tone_by

    lanes = tones_over_time(statements, documents, countries, top=top)
    ax = canvas(ax, row_height(len(lanes), 0.8) + 0.2)
    labels = []
    years = by_year(list(lanes[EVERYONE]["day"]))
    for y, (name, rows) in enumerate(lanes.items()):
        ax.axhspan(y - 0.42 * DEAD_BAND, y + 0.42 * DEAD_BAND, color="#dfe4ea", linewidth=0, zorder=0)
        drawn = sample(rows, MOST_POINTS)
        size, alpha = (9, 0.4) if len(drawn) > 150 else (20, 0.7)
        points = ax.scatter(list(drawn["day"]), [y - 0.42 * tone for tone in drawn["tone"]], s=size, alpha=alpha,
                            linewidths=0, color=[tone_colour(tone) for tone in drawn["tone"]])  # fmt: skip
        points.set_urls([place(r["doc_id"], first_place(r)) for r in drawn.to_dict("records")])
        for mean in tone_by(rows, "period").to_dict("records"):
            if mean["tone"] != mean["tone"]:
                continue
            at: Any = mean["period"] + datetime.timedelta(days=182 if years else 14)
            if mean["low"] == mean["low"]:
                ax.plot([at, at], [y - 0.42 * mean["low"], y - 0.42 * mean["high"]], color=INK, linewidth=1.3)
            ax.plot([at], [y - 0.42 * mean["tone"]], color=INK, marker="D", markersize=4)
        if y:
            ax.axhline(y - 0.5, color=LINE, linewidth=0.8)
        labels.append(f"{name}  (n={len(rows)})")
        for tone, word in ((1, "cordial"), (-1, "critical")) if not y else ():
            ax.text(
                1.01, y - 0.42 * tone, word, transform=ax.get_yaxis_transform(), va="center", fontsize=7, color=SOFT
            )
    bars(ax, [])
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.grid(False, axis="y")
    date_axis(ax)
    unit = "year" if years else "month"
    legend = f"day of publication · ◆ mean of a {unit} with five statements or more, 95% interval"
    ax.set(title="Tone over time", xlabel=legend)
    left = int(statements["tone"].notna().sum()) - len(lanes[EVERYONE])
    words = [f"{left:,} statements of undated articles are not drawn."] if left else []
    if any(len(rows) > MOST_POINTS for rows in lanes.values()):
        words.append(f"At most {MOST_POINTS} marks a row, evenly chosen; the means rest on all statements.")
    note(ax, "\n" + " ".join(words) if words else "")
    return ax


def describe_tone_over_time(
    statements: pd.DataFrame, documents: pd.DataFrame, countries: Mapping[str, str] | None = None, *, top: int = 5
) -> str:
    """Return the words for `plot_tone_over_time`: statements, first and last mean of each row."""
    from analysis.tone import tone_by

    lanes = tones_over_time(statements, documents, countries, top=top)
    if lanes[EVERYONE].empty:
        return "No statement comes from a dated article."
    form = "%Y" if by_year(list(lanes[EVERYONE]["day"])) else "%Y-%m"
    parts = []
    for name, rows in lanes.items():
        means = tone_by(rows, "period").sort_values("period").dropna(subset=["tone"]).to_dict("records")
        known = [f"{m['period']:{form}} {m['tone']:+.2f}" for m in (means if len(means) < 3 else (means[0], means[-1]))]
        words = (
            f"mean {' to '.join(known)}"
            if known
            else f"too few in any {'year' if form == '%Y' else 'month'} for a mean"
        )
        parts.append(f"{' '.join(name.split())} {len(rows)}, {words}")
    return f"Statements by the day of their article and by tone from critical to cordial: {'; '.join(parts)}."


def lacks_tone_over_time(
    statements: pd.DataFrame, documents: pd.DataFrame, countries: Mapping[str, str] | None = None
) -> str | None:
    """Return why there is no chart of tone over time, if there is none: it takes statements of three different days."""
    rows = tones_over_time(statements, documents)[EVERYONE]
    days = rows["day"].nunique()
    if days < 3:
        return (
            f"{len(rows)} of {len(statements)} statements come from articles that give their day of publication, on "
            f"{days} {'day' if days == 1 else 'days'}: tone over time takes three days or more."
        )
    return None
