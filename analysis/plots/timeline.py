"""What happened when: events in lanes, plans with their outcome, figures that disagree, publication against event."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from analysis.pages.places import place
from analysis.pages.prose import count
from analysis.pages.vocabulary import time_words
from analysis.plots.style import (
    ACTORS,
    INK,
    LINE,
    OTHER,
    SOFT,
    as_day,
    bars,
    canvas,
    date_axis,
    no_frame,
    note,
    row_height,
    square,
    styled,
    text,
)
from analysis.selection import day_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

KINDS = ("event", "plan", "target", "figure")
KIND_COLOURS = {"event": ACTORS[0], "plan": ACTORS[1], "target": ACTORS[2], "figure": ACTORS[3]}
KIND_MARKS = {"event": "o", "plan": "o", "target": "D", "figure": "s"}
WIDE = 10.0
BANDS = (
    *("over a\nyear\nbefore", "a month\nto a year\nbefore", "8 to 30\ndays\nbefore", "1 to 7\ndays\nbefore"),
    "same\nday",
    *("1 to 7\ndays\nafter", "8 to 30\ndays\nafter", "a month\nto a year\nafter", "over a\nyear\nafter"),
)
OTHERS = "other outlets"
STATUS_COLOURS = {"kept": ACTORS[2], "moved": ACTORS[4], "open": OTHER, "overdue": ACTORS[1]}


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def span_of(row: dict[Any, Any]) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a row; an open end is the other end, and both open is None."""
    low, high = as_day(row["earliest"]), as_day(row["latest"])
    if low is None and high is None:
        return None
    return low or high, high or low  # type: ignore[return-value]


def edtf_days(value: Any) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of an EDTF date or interval as events have it, None where an end is open."""
    if not isinstance(value, str) or not value:
        return None
    ends = value.rstrip("~?").split("/")
    try:
        first, last = day_of("", ends[0].rstrip("~?"), False), day_of("", ends[-1].rstrip("~?"), True)
    except ValueError:
        return None
    return (first, last) if first and last else None


def focus(spans: list[tuple[datetime.date, datetime.date]]) -> tuple[Any, Any]:
    """Return the window in which most of the events lie.

    Parameters
    ----------
    spans : first and last day of each event.

    Returns
    -------
    First and last day of the events whose middle lies within six median deviations of the median, and a margin: one
    date far away does not press all others together. Long spans count only where there are no others.
    """
    days = [(low.toordinal(), high.toordinal()) for low, high in spans]
    short = [(low, high) for low, high in days if high - low <= 400] or days
    middles = sorted((low + high) / 2 for low, high in short)
    median = middles[len(middles) // 2]
    deviation = sorted(abs(m - median) for m in middles)[len(middles) // 2]
    reach = max(6 * deviation, 60)
    near = [(low, high) for low, high in short if abs((low + high) / 2 - median) <= reach]
    first, last = min(low for low, _ in near), max(high for _, high in near)
    margin = max(5, (last - first) // 20)
    least, most = datetime.date.min.toordinal(), datetime.date.max.toordinal()
    return datetime.date.fromordinal(max(least, first - margin)), datetime.date.fromordinal(min(most, last + margin))


def lanes(timeline: pd.DataFrame, *, lane: str = "kind", top: int = 30) -> list[tuple[str, list[dict[Any, Any]]]]:
    """Choose the events that are drawn and put them in lanes, in the order of time within each.

    Parameters
    ----------
    timeline : what `timeline` returned.
    lane : "kind" or "actor"; an event of several actors stands in the lane of the one with most events.
    top : events drawn over all lanes, those that most articles report; every lane keeps its share.

    Returns
    -------
    list of (lane, rows).
    """
    rows = [row for row in timeline.to_dict("records") if span_of(row)]
    if lane == "kind":
        keyed = [(row["kind"], row) for row in rows]
        order = [kind for kind in KINDS if any(key == kind for key, _ in keyed)]
    else:
        counts: dict[str, int] = {}
        for row in rows:
            for name in row["who"]:
                counts[name] = counts.get(name, 0) + 1
        rank = sorted(counts, key=lambda name: (-counts[name], name))[:6]
        keyed = [(next((name for name in rank if name in row["who"]), "others"), row) for row in rows]
        order = [name for name in [*rank, "others"] if any(key == name for key, _ in keyed)]
    starts = sorted(_start(row) for row in rows)
    middle = starts[len(starts) // 2] if starts else datetime.date.min

    def foremost(row: dict[Any, Any]) -> tuple[Any, ...]:
        # among equals the days that the coverage is about, not the oldest ones that it recalls
        return -row["articles"], row["kind"] != "event", abs((_start(row) - middle).days), _start(row), row["event_id"]

    chosen = sorted(rows, key=foremost)
    keep = {row["event_id"] for row in chosen[: max(1, top)]}
    for key in order:  # no lane is lost to a louder one
        mine = [row for name, row in keyed if name == key]
        keep |= {row["event_id"] for row in sorted(mine, key=foremost)[:3]}
    return [
        (
            key,
            sorted(
                (r for name, r in keyed if name == key and r["event_id"] in keep),
                key=lambda r: (_start(r), r["event_id"]),
            ),
        )
        for key in order
    ]


def _start(row: dict[Any, Any]) -> datetime.date:
    span = span_of(row)
    return span[0] if span else datetime.date.max


@styled
def plot_timeline(timeline: pd.DataFrame, *, lane: str = "kind", top: int = 30, ax: Axes | None = None) -> Axes:
    """Draw the timeline: a row an event, lanes by kind or actor, uncertain dates as spans, plans hollow.

    Parameters
    ----------
    timeline : what `timeline` returned: one row an event.
    lane : "kind" or "actor".
    top : events drawn, those that most articles report; the rest is counted in a note.
    ax : where to draw.

    Returns
    -------
    Axes; each mark leads to the first report of its event. A mark is larger where more articles report it; dates
    outside the window where most lie stand at its edge with an arrow.
    """
    drawn = lanes(timeline, lane=lane, top=top)
    size = sum(len(rows) for _, rows in drawn)
    ax = canvas(ax, row_height(size + 1.4 * len(drawn), 0.235) + 0.5, WIDE)
    spans = [span for _, rows in drawn for row in rows if (span := span_of(row))]
    low, high = focus(spans)
    y = 0.0
    ticks: list[float] = []
    labels: list[str] = []
    for key, rows in drawn:
        ax.text(-0.01, y, text(key if lane == "actor" else f"{key}s"), transform=ax.get_yaxis_transform(), ha="right",
                va="center", fontsize=9, weight="bold", color=KIND_COLOURS.get(key, INK))  # fmt: skip
        if y:
            ax.axhline(y - 0.7, color=LINE, linewidth=0.8)
        y += 1
        for row in rows:
            _draw_event(ax, row, y, low, high)
            ticks.append(y)
            labels.append(capital(text(row["what"], 50)))
            y += 1
        y += 0.4
    ax.set_yticks(ticks, labels, fontsize=8)
    ax.set_ylim(y - 0.4, -0.8)
    ax.set_xlim(low, high)
    date_axis(ax)
    ax.spines["left"].set_visible(False)
    ax.set(title="Timeline")
    left = len(timeline) - len({row["event_id"] for _, rows in drawn for row in rows})
    words = (
        "Right: date, and number of articles where more than one. Hollow: announced. Bars: the day is not known closer."
    )
    note(
        ax,
        words + (f"\n{left:,} further events are not drawn: undated, or told by fewer articles." if left > 0 else ""),
    )
    return ax


def _draw_event(ax: Any, row: dict[Any, Any], y: float, low: datetime.date, high: datetime.date) -> None:
    span = span_of(row)
    if span is None:
        return
    start, end = span
    colour = KIND_COLOURS.get(row["kind"], OTHER)
    url = place(row["doc_id"], int(row["start"]))
    articles = int(row["articles"])
    if end < low or start > high:
        edge, mark = (low, "<") if end < low else (high, ">")
        ax.scatter([edge], [y], marker=mark, s=34, color=colour, clip_on=False, zorder=4).set_urls([url])
    else:
        shown = [max(start, low), min(end, high)]
        if end > start:
            line = "-" if row["kind"] != "plan" else (0, (3, 1.2))
            ax.plot(
                shown, [y, y], color=colour, linewidth=3.2, alpha=0.45, linestyle=line, solid_capstyle="butt", zorder=2
            )
        middle = shown[0] + (shown[1] - shown[0]) / 2
        face = "white" if row["kind"] == "plan" else colour
        point = ax.scatter([middle], [y], marker=KIND_MARKS.get(row["kind"], "o"), s=24 + 14 * min(articles - 1, 6),
                           facecolors=face, edgecolors=colour, linewidths=1.3, zorder=4)  # fmt: skip
        point.set_urls([url])
    planned = edtf_days(row.get("planned"))
    if planned and low <= planned[1] and planned[0] <= high:
        before = max(planned[0], low)
        ax.plot([before, min(planned[1], high)], [y + 0.3] * 2, color=KIND_COLOURS["plan"], linewidth=2, alpha=0.6,
                linestyle=(0, (3, 1.2)))  # fmt: skip
        ax.plot([before, min(max(start, low), high)], [y + 0.3, y], color=INK, linewidth=0.7, linestyle=":")
        ax.scatter(
            [before], [y + 0.3], s=20, facecolors="white", edgecolors=KIND_COLOURS["plan"], linewidths=1.2, zorder=3
        )
    words = text(time_words(row["date"]), 26) + (f"  ×{articles}" if articles > 1 else "")
    ax.text(1.015, y, words, transform=ax.get_yaxis_transform(), va="center", fontsize=7.5, color=SOFT)


def describe_timeline(timeline: pd.DataFrame, *, lane: str = "kind", top: int = 30) -> str:
    """Return the words for `plot_timeline`: how many of each kind, and the events that most articles report."""
    rows = [row for _, rows in lanes(timeline, lane=lane, top=top) for row in rows]
    if not rows:
        return "No event has a date."
    kinds = ", ".join(count(n, kind) for kind in KINDS if (n := sum(row["kind"] == kind for row in rows)))
    most = sorted(rows, key=lambda r: (-r["articles"], r["kind"] != "event", _start(r), r["event_id"]))[:6]
    told = "; ".join(
        f"{time_words(row['date'])}: {text(row['what'], 60)} ({count(row['articles'], 'article')})" for row in most
    )
    return f"Timeline of {kinds}. Told by most articles: {told}."


def lacks_timeline(timeline: pd.DataFrame) -> str | None:
    """Return why there is no timeline, if there is none."""
    if timeline.empty:
        return "These articles report no dated event."
    return None if any(span_of(row) for row in timeline.to_dict("records")) else "No event has a date that is known."


def planned_rows(ledger: pd.DataFrame) -> list[dict[Any, Any]]:
    """Return the plans whose time is known, with the planned interval as earliest and latest; settled ones first."""
    order = {status: at for at, status in enumerate(("moved", "kept", "overdue", "open"))}
    rows = [{**r, "earliest": r["planned_earliest"], "latest": r["planned_latest"]} for r in ledger.to_dict("records")]
    known = [row for row in rows if span_of(row)]
    return sorted(known, key=lambda r: (order.get(r["status"], 9), _start(r), r["doc_id"], r["start"]))


@styled
def plot_plans(ledger: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw what was announced for when, and what became of it.

    Parameters
    ----------
    ledger : what `plan_ledger` returned: one row a plan.
    top : plans drawn.
    ax : where to draw.

    Returns
    -------
    Axes, one row a plan: hollow mark or dashed span for the announced date, filled mark for the outcome.
    """
    rows = planned_rows(ledger)[:top]
    ax = canvas(ax, row_height(len(rows), 0.3) + 0.5, WIDE)
    spans = [span for row in rows if (span := span_of(row))]
    spans += [(day, day) for row in rows if (day := as_day(row["outcome_earliest"]))]
    low, high = focus(spans)
    for y, row in enumerate(rows):
        colour = STATUS_COLOURS.get(row["status"], OTHER)
        start, end = span_of(row) or (low, high)
        shown: list[Any] = [min(max(start, low), high), min(max(end, low), high)]
        if end > start:
            ax.plot(shown, [y, y], color=colour, linewidth=3, alpha=0.45, linestyle=(0, (3, 1.2)))
        outside = "<" if end < low else ">" if start > high else "o"
        point = ax.scatter([shown[0] + (shown[1] - shown[0]) / 2], [y], s=36, facecolors="white", edgecolors=colour,
                           linewidths=1.5, marker=outside, zorder=3, clip_on=False)  # fmt: skip
        point.set_urls([place(row["doc_id"], int(row["start"]))])
        outcome = as_day(row["outcome_earliest"])
        if outcome:
            at: Any = min(max(outcome, low), high)
            ax.plot([shown[0], at], [y, y], color=INK, linewidth=0.8, linestyle=":")
            ax.scatter([at], [y], s=36, color=colour, zorder=4)
        ax.text(
            1.015,
            y,
            row["status"],
            transform=ax.get_yaxis_transform(),
            va="center",
            fontsize=8.5,
            color=INK,
            weight="bold",
        )
    ax.set_yticks(range(len(rows)), [capital(text(row["what"], 50)) for row in rows], fontsize=8)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(low, high)
    date_axis(ax)
    ax.spines["left"].set_visible(False)
    ax.set(title="What became of plans", xlabel="○ announced for  ● happened")
    left = len(ledger) - len(rows)
    note(ax, f"\n{left:,} further plans are in the table." if left > 0 else "")
    return ax


def describe_plans(ledger: pd.DataFrame) -> str:
    """Return the words for `plot_plans`: how many plans were kept, moved, stayed open or are overdue."""
    counts = ledger["status"].value_counts()
    return (
        f"Chart of {len(ledger)} plans: " + ", ".join(f"{counts[s]} {s}" for s in STATUS_COLOURS if s in counts) + "."
    )


def lacks_plans(ledger: pd.DataFrame) -> str | None:
    """Return why there is no ledger of plans, if there is none."""
    if ledger.empty:
        return "These articles announce nothing with a date."
    return None if planned_rows(ledger) else "No plan has a date that is known."


def band_of(days: float) -> int:
    """Return the place in `BANDS` of so many days from event to publication; less than none is before the event."""
    size = next((n for n, most in enumerate((0, 7, 30, 365)) if abs(days) <= most), 4)
    return 4 + size if days > 0 else 4 - size


def delays(lags: pd.DataFrame, *, top: int = 8) -> pd.DataFrame:
    """Return one row an article and event with its `band` and the `outlet` it is drawn in, the largest outlets first.

    Parameters
    ----------
    lags : what `coverage_lag` returned. Where the days are known between bounds only, the middle counts.
    top : outlets with a row of their own; the others are "other outlets".
    """
    # An article that does not name its outlet stands under its own name there.
    outlets = lags["outlet"].where(lags["outlet"] != lags["doc_id"], "outlet unknown")
    counts = outlets.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    own = {outlet: at for at, outlet in enumerate(counts.index[:top])}
    named = [outlet if outlet in own else OTHERS for outlet in outlets]
    bands = [band_of((a + b) / 2) for a, b in zip(lags["days_least"], lags["days_most"], strict=True)]
    rows = lags.assign(band=bands, outlet=named, rank=[own.get(outlet, top) for outlet in named])
    return rows.sort_values(["rank", "band", "doc_id", "event_id"], ignore_index=True)


@styled
def plot_publication(lags: pd.DataFrame, *, top: int = 8, ax: Axes | None = None) -> Axes:
    """Draw how long before or after an event the articles about it were published.

    Parameters
    ----------
    lags : what `coverage_lag` returned: one row an article and event, days_least and days_most from event to
        publication.
    top : outlets drawn, those with most rows; the others share a row.
    ax : where to draw.

    Returns
    -------
    Axes with a row an outlet and a column a band of days, the count in each square; announced events stand left of
    the middle. Each square leads to its first article.
    """
    rows = delays(lags, top=top)
    outlets = list(dict.fromkeys(rows["outlet"]))
    counts = rows["outlet"].value_counts()
    ax = canvas(ax, row_height(len(outlets), 0.36) + 0.5)
    cells = {key: group.to_dict("records") for key, group in rows.groupby(["outlet", "band"], sort=True)}
    most = max(len(cell) for cell in cells.values())
    for y, outlet in enumerate(outlets):
        for x in range(len(BANDS)):
            if cell := cells.get((outlet, x)):
                colour = KIND_COLOURS["plan"] if x < 4 else KIND_COLOURS["event"]
                url = place(cell[0]["doc_id"], int(cell[0]["start"]) if "start" in cell[0] else None)
                square(ax, x, y, (len(cell) / most) ** 0.7, str(len(cell)), colour=colour, url=url)
    ax.axvline(3.5, color=LINE, linewidth=0.9)
    bars(ax, [f"{text(outlet, 30)} ({counts[outlet]})" for outlet in outlets])
    ax.set_xticks(range(len(BANDS)), BANDS)
    ax.set_xlim(-0.6, len(BANDS) - 0.4)
    no_frame(ax)
    ax.tick_params(axis="x", labelsize=8)
    ax.set(title="Published how long before or after", xlabel="before the event   ←   published   →   after it")
    return ax


def describe_publication(lags: pd.DataFrame) -> str:
    """Return the words for `plot_publication`: how many reports came before, with and after their event."""
    bands = [band_of((a + b) / 2) for a, b in zip(lags["days_least"], lags["days_most"], strict=True)]
    before, week = sum(b < 4 for b in bands), sum(b in (4, 5) for b in bands)
    return (
        f"Matrix of {len(lags)} reports by outlet and by days between event and publication: {before} published before "
        f"it, {week} on its day or within a week after, {len(bands) - before - week} later; "
        f"{lags['outlet'].nunique()} outlets."
    )


def lacks_publication(lags: pd.DataFrame) -> str | None:
    """Return why publication and event cannot be compared, if they cannot."""
    if lags.empty:
        return (
            "No article whose day of publication is known reports an event of a known day: the two cannot be compared."
        )
    return None
