"""The timeline of a corpus: one row an event, and how long after it the articles were published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from analysis.events.intervals import day
from analysis.tables import null

if TYPE_CHECKING:
    import pandas as pd

TIMELINE = [
    *("event_id", "date", "earliest", "latest", "date_basis", "kind", "what", "where", "who", "planned"),
    *("reports", "articles", "outlets", "doc_id", "start", "end"),
]
LAG = ["event_id", "doc_id", "outlet", "kind", "what", "happened", "published", "days_least", "days_most", "basis"]
KINDS = ("event", "plan", "target", "figure")
BASES = {"stated": 0, "relative": 1, "other article": 2, "published": 3}


def timeline(
    events: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kinds: Collection[str] = KINDS,
    who: str | None = None,
    undated: bool = False,
) -> pd.DataFrame:
    """Tell what happened when, one row an event.

    Parameters
    ----------
    events : one row a report of an event.
    documents : one row an article.
    kinds : kinds of event to keep.
    who : keep the events in which this entity takes part.
    undated : keep events without any date, at the end.

    Returns
    -------
    One row an event, by date: event_id, date (EDTF), earliest, latest, date_basis, kind, what (the fullest of the
    best dated reports), where, who (entities of the best report of each article), planned (EDTF of the plan that came
    before it, or None), reports, articles and outlets (how many), and the evidence: doc_id, start, end.
    """
    import pandas as pd

    outlets = outlet_of(documents)
    rows = []
    for name, reports in by_event(events).items():
        row = event_row(name, reports, outlets)
        if row["kind"] in kinds and (who is None or who in row["who"]) and (undated or known(row)):
            rows.append(row)
    rows.sort(key=chronological)
    return pd.DataFrame({column: pd.Series([row[column] for row in rows], dtype=_type(column)) for column in TIMELINE})


def _type(column: str) -> str:
    return "int64" if column in ("reports", "articles", "outlets", "start", "end") else "object"


def known(row: Mapping[Any, Any]) -> bool:
    """Tell whether anything is known of the date of an event."""
    return row["earliest"] is not None or row["latest"] is not None


def chronological(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Return the key that sorts events by date, open and undated ones last among equals."""
    first = row["earliest"] or row["latest"] or date.max
    last = row["latest"] or date.max
    return first, last, row["doc_id"], row["start"], row["event_id"]


def happenings(events: pd.DataFrame) -> pd.DataFrame:
    """Return the reports of events, plans, targets and figures: what was only said is a statement, not an event."""
    return events[events["tells"] != "saying"]


def by_event(events: pd.DataFrame) -> dict[str, list[dict[Any, Any]]]:
    """Group the reports by event, each in the order of the table, dates as dates; sayings are no events."""
    grouped: dict[str, list[dict[Any, Any]]] = {}
    for row in happenings(events).to_dict("records"):
        row = {column: null(value) for column, value in row.items()}
        row = {
            **row,
            "earliest": day(row["earliest"]),
            "latest": day(row["latest"]),
            "who": list(row["who"] if row["who"] is not None else []),
        }
        grouped.setdefault(str(row["event_id"]), []).append(row)
    return grouped


def outlet_of(documents: pd.DataFrame) -> dict[str, str]:
    """Return the outlet of each article; its identifier where the outlet is not known."""
    return {str(row["doc_id"]): str(null(row.get("outlet")) or row["doc_id"]) for row in documents.to_dict("records")}


def event_row(name: str, reports: list[dict[Any, Any]], outlets: Mapping[str, str]) -> dict[str, Any]:
    """Sum up the reports of one event in one row."""
    happened = [r for r in reports if r["kind"] == "event"]
    plans = [r for r in reports if r["kind"] == "plan"]
    told = happened or reports
    best = min(told, key=quality)
    label = min(told, key=lambda r: fullness(r, best))
    places = Counter(str(r["where"]) for r in told if r["where"])
    fullest = {str(r["doc_id"]): r for r in sorted(told, key=quality, reverse=True)}  # the best of each article
    actors = Counter(w for r in fullest.values() for w in r["who"])
    articles = {r["doc_id"] for r in reports}
    return {
        "event_id": name,
        **{column: best[column] for column in ("date", "earliest", "latest", "date_basis", "kind")},
        "what": label["what"],
        "where": label["where"] or best["where"] or min(places, key=lambda p: (-places[p], p), default=None),
        "who": sorted(actors, key=lambda w: (-actors[w], w)),
        "planned": min(plans, key=quality)["date"] if plans and happened else None,
        "reports": len(reports),
        "articles": len(articles),
        "outlets": len({outlets.get(str(a), str(a)) for a in articles}),
        **{column: label[column] for column in ("doc_id", "start", "end")},
    }


def quality(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Return the key by which the best report of an event comes first: best dated, then most actors, then first."""
    length = (row["latest"] - row["earliest"]).days if row["earliest"] and row["latest"] else 10**6
    return BASES.get(row["date_basis"], 4), length, -min(len(row["who"]), 2), row["doc_id"], row["start"], row["end"]


def fullness(row: Mapping[Any, Any], best: Mapping[Any, Any]) -> tuple[Any, ...]:
    """Return the key by which the fullest of the reports dated as the best one is comes first.

    It is one that names an actor, then the one that stands first in its article.
    """
    other = (row["earliest"], row["latest"]) != (best["earliest"], best["latest"])
    inferred = row["date_basis"] not in ("stated", "relative")
    return other, inferred, not row["who"], row["start"], row["doc_id"], row["end"]


def coverage_lag(events: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Tell how long after an event each article about it was published.

    Parameters
    ----------
    events : one row a report of an event.
    documents : one row an article; undated ones count with the bounds on their day.

    Returns
    -------
    One row an article and event that is known to within a month and whose day the article does not merely share with
    its publication: event_id, doc_id, outlet, kind, what, happened (first day), published (or None), days_least and
    days_most from event to publication (negative for a plan ahead), basis.
    """
    import pandas as pd

    known_days = {
        str(row["doc_id"]): (
            day(row["published"]) or day(row.get("earliest")),
            day(row["published"]) or day(row.get("latest")),
            day(row["published"]),
        )
        for row in documents.to_dict("records")
    }
    outlets = outlet_of(documents)
    rows = []
    for name, reports in by_event(events).items():
        first_reports: dict[str, dict[Any, Any]] = {}
        for report in reports:
            if report["date_basis"] in ("stated", "relative", "other article") and report["kind"] in ("event", "plan"):
                first_reports.setdefault(str(report["doc_id"]), report)
        for doc_id, report in first_reports.items():
            lower, upper, published = known_days.get(doc_id, (None, None, None))
            first, last = report["earliest"], report["latest"]
            if not (lower and upper and first and last) or (last - first).days > 31:
                continue
            rows.append(
                {
                    "event_id": name,
                    "doc_id": doc_id,
                    "outlet": outlets[doc_id],
                    "kind": report["kind"],
                    "what": report["what"],
                    "happened": first,
                    "published": published,
                    "days_least": (lower - last).days,
                    "days_most": (upper - first).days,
                    "basis": report["date_basis"],
                }
            )
    rows.sort(key=lambda r: (r["happened"], r["doc_id"], r["event_id"]))
    return pd.DataFrame(rows, columns=LAG)
