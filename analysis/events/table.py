"""The table of events: one row a report, dated, and joined with the other reports of the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from analysis.events.anchor import Dated, date_article
from analysis.events.elsewhere import Leads, datable, elsewhere_timing, spans_by_article
from analysis.events.intervals import Timing, day
from analysis.events.merging import event_ids, merge
from analysis.events.participants import MentionsOf, by_article, place_of, taking_part
from analysis.tables import frame

Bounds = tuple[date | None, date | None]

if TYPE_CHECKING:
    import pandas as pd


def event_table(
    readings: Sequence[Any], documents: pd.DataFrame, mentions: pd.DataFrame, dates: pd.DataFrame
) -> pd.DataFrame:
    """Date the reports of a corpus, name who and where, and join the reports of one event.

    Parameters
    ----------
    readings : what the first phase left of each article; `reports` are used.
    documents : one row an article: doc_id, published, earliest, latest, text.
    mentions : one row a mention of an entity.
    dates : one row a temporal expression.

    Returns
    -------
    One row a report of an event, with the columns of `analysis.tables.COLUMNS["events"]`, by article and place.
    """
    rows = collect(readings, documents, mentions, dates)
    numbers = merge(rows)
    rows = share_dates(rows, numbers)
    found = []
    for row, name in zip(rows, event_ids(rows, numbers), strict=True):
        timing = row.timing
        report = row.report
        found.append(
            {
                "event_id": name,
                "doc_id": row.doc_id,
                "start": report.start,
                "end": report.end,
                "date": timing.edtf if timing else None,
                "earliest": timing.earliest if timing else None,
                "latest": timing.latest if timing else None,
                "date_basis": timing.basis if timing else None,
                "kind": "event" if row.kind == "saying" else row.kind,
                "what": report.what,
                "where": row.where,
                "who": list(row.who),
                "amount": report.amount if report.form == "figure" else None,
                "unit": report.unit if report.form == "figure" else None,
                "tells": "saying" if row.kind == "saying" else "deed",
            }
        )
    found.sort(key=lambda r: (r["doc_id"], r["start"], r["end"], r["kind"], r["what"]))
    return frame("events", found)


def collect(
    readings: Sequence[Any], documents: pd.DataFrame, mentions: pd.DataFrame, dates: pd.DataFrame
) -> list[Dated]:
    """Return the dated reports of a corpus, with who takes part and where."""
    known = {str(row["doc_id"]): row for row in documents.to_dict("records")}
    named = by_article(mentions.to_dict("records"))
    spans = spans_by_article(dates)
    readings = [reading for reading in readings if reading.doc_id in known]

    def date_reading(reading: Any, bounds: Bounds, elsewhere: Timing | None = None) -> list[Dated]:
        document, here = known[reading.doc_id], named.get(reading.doc_id, MentionsOf([]))
        text, times = str(document["text"]), spans.get(reading.doc_id, {})
        dated = date_article(
            reading.doc_id, reading.reports, times, text, day(document["published"]), bounds, elsewhere
        )
        found = []
        for item in dated:
            who, persons = taking_part(item.report, here)
            found.append(replace(item, who=who, persons=persons, where=place_of(item.report, here, text)))
        return name_both(found)

    rows: dict[str, list[Dated]] = {}
    undated = []
    for reading in readings:
        document = known[reading.doc_id]
        bounds = (day(document.get("earliest")), day(document.get("latest")))
        rows[reading.doc_id] = date_reading(reading, bounds)
        if day(document["published"]) is None:
            undated.append((reading, bounds))
    ids = {reading.doc_id for reading, _ in undated}
    if ids:
        told = [row for reading in readings for row in rows[reading.doc_id]]
        leads = Leads([row for row in told if row.lead or (row.doc_id not in ids and datable(row))])
        for reading, bounds in undated:
            elsewhere = elsewhere_timing(reading.doc_id, *bounds, leads)
            if elsewhere is not None:
                rows[reading.doc_id] = date_reading(reading, bounds, elsewhere)
    dated = [row for reading in readings for row in rows[reading.doc_id]]
    return [row for row in dated if row.timing is not None or row.report.form == "figure"]


def name_both(rows: Sequence[Dated]) -> list[Dated]:
    """Name who "the two" and "both" are where no name does: the two persons told of just before."""
    found: list[Dated] = []
    for row in rows:
        if row.report.both and not row.who:
            here = (r for r in reversed(found) if row.report.paragraph - r.report.paragraph <= 1)
            pair = next((r for r in here if len(r.persons) == 2), None)
            if pair is not None:
                row = replace(row, who=tuple(w for w in pair.who if w in pair.persons), persons=pair.persons)
        found.append(row)
    return found


def share_dates(rows: Sequence[Dated], numbers: Sequence[int]) -> list[Dated]:
    """Give the reports that only have the day of publication the day that another report of the event states."""
    stated: dict[int, Timing] = {}
    for row, number in zip(rows, numbers, strict=True):
        timing = row.timing
        if (
            timing is None
            or timing.basis not in ("stated", "relative")
            or timing.days > 1
            or row.kind != "event"
            or row.during >= 0
        ):
            continue
        held = stated.get(number)
        if held is None or (timing.basis != held.basis and timing.basis == "stated"):
            stated[number] = timing
    shared = []
    for row, number in zip(rows, numbers, strict=True):
        better = stated.get(number)
        if better is not None and row.timing is not None and row.timing.basis == "published":
            row = replace(row, timing=replace(better, basis="other article"))
        shared.append(row)
    return shared
