"""Between which days an undated article was published, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from analysis.events.anchor import own_time, own_timing
from analysis.events.elsewhere import WEEK, YEARLESS, Leads, leads_of_corpus, occasion_elsewhere, spans_by_article
from analysis.events.intervals import day, span_of
from analysis.events.occasion import find_lead

if TYPE_CHECKING:
    import pandas as pd

BOUNDS = ["doc_id", "bound", "day", "reason", "text", "evidence_doc", "start", "end"]
PAST = {"past", "perfect", "pluperfect"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Bound:
    """One bound on the day of publication, and the words that give it."""

    doc_id: str
    bound: str
    day: date
    reason: str
    text: str
    evidence_doc: str
    start: int
    end: int


def publication_bounds(
    readings: Sequence[Any], documents: pd.DataFrame, mentions: pd.DataFrame, dates: pd.DataFrame
) -> pd.DataFrame:
    """Infer between which days each undated article was published.

    What the article tells as past bounds it from below, what it tells as coming bounds it from above; an anniversary
    holds it within a year; another article that dates the event it leads with, or its own lead with day and month,
    holds it within a week of that event.

    Parameters
    ----------
    readings : what the first phase left of each article.
    documents : one row an article.
    mentions : one row a mention of an entity.
    dates : one row a temporal expression.

    Returns
    -------
    `documents` with `earliest` and `latest` filled where `published` is null and something is known; `published`
    stays null. A bound that the documents already carry stays as it is, and the search goes on within it.
    `attrs["bounds"]` holds the evidence as plain values; `bounds_table` shows it.
    """
    import pandas as pd

    documents = documents.copy()
    found: list[Bound] = []
    rows = {str(row["doc_id"]): row for row in documents.to_dict("records")}
    spans = spans_by_article(dates)
    undated = [r for r in readings if r.doc_id in rows and day(rows[r.doc_id]["published"]) is None]
    leads = Leads(leads_of_corpus(readings, rows, mentions, dates) if undated else [])
    known: dict[str, tuple[date | None, date | None]] = {}
    for reading in undated:
        row = rows[reading.doc_id]
        text, times = str(row["text"]), spans.get(reading.doc_id, {})
        given = given_bounds(reading.doc_id, row)
        own = own_bounds(reading.doc_id, reading.reports, times, text)
        if given and window(own + given) == (None, None):
            own = []
        more = lead_bounds(reading.doc_id, reading.reports, times, text, own + given, leads)
        if given and window(own + more + given) == (None, None):
            more = []
        found += given + own + more
        lower, upper = window(given + own + more)
        known[reading.doc_id] = (day(row.get("earliest")) or lower, day(row.get("latest")) or upper)
    for column, at in (("earliest", 0), ("latest", 1)):
        values = [
            known[row["doc_id"]][at] if row["doc_id"] in known else day(row.get(column))
            for row in documents.to_dict("records")
        ]
        documents[column] = pd.Series(values, index=documents.index, dtype="object")
    found.sort(key=lambda b: (b.doc_id, b.bound, b.day, b.start, b.reason))
    documents.attrs["bounds"] = [{**vars(bound), "day": bound.day.isoformat()} for bound in found]
    return documents


def given_bounds(doc_id: str, row: Mapping[Any, Any]) -> list[Bound]:
    """Return the bounds that the row of an article already carries."""
    found = []
    for bound in ("earliest", "latest"):
        when = day(row.get(bound))
        if when is not None:
            found.append(Bound(doc_id, bound, when, "given with the article", "", doc_id, 0, 0))
    return found


def bounds_table(documents: pd.DataFrame) -> pd.DataFrame:
    """Show how it is known between which days the undated articles of a corpus were published.

    Parameters
    ----------
    documents : as `publication_bounds` returned them.

    Returns
    -------
    One row a piece of evidence: doc_id, bound (earliest or latest), day, reason, text (the words that tell it), and
    where they stand (evidence_doc, start, end).
    """
    import pandas as pd

    rows = [{**row, "day": day(row["day"])} for row in documents.attrs.get("bounds", [])]
    return pd.DataFrame(rows, columns=BOUNDS)


def window(bounds: Iterable[Bound]) -> tuple[date | None, date | None]:
    """Return the days between which all bounds hold; no bounds where they contradict one another."""
    bounds = list(bounds)
    lower = max((b.day for b in bounds if b.bound == "earliest"), default=None)
    upper = min((b.day for b in bounds if b.bound == "latest"), default=None)
    if lower and upper and lower > upper:
        return None, None
    return lower, upper


def own_bounds(
    doc_id: str, reports: Sequence[Any], rows: Mapping[tuple[int, int], Mapping[Any, Any]], text: str
) -> list[Bound]:
    """Return the bounds that an article's own expressions give: past ones, coming ones, anniversaries."""
    found = []
    ahead = {r.sentence for r in reports if r.form != "phrase" and r.outlook in ("planned", "possible")}
    for report in reports:
        told = own_time(report, rows, text) if report.times else None
        if told is None or told[0].basis != "stated":
            continue
        timing, (start, end) = told
        words = " ".join(text[start:end].split())
        happened = report.outlook == "happened" and report.tense in PAST and not report.quoted
        measured = report.outlook == "happened" and report.form == "figure" and report.tense in PAST
        if report.outlook == "planned" and timing.latest and not timing.edtf.startswith("XXXX"):
            found.append(Bound(doc_id, "latest", timing.latest, "told as coming", words, doc_id, start, end))
        elif measured and timing.latest and timing.days <= 366:
            found.append(Bound(doc_id, "earliest", timing.latest, "measured over", words, doc_id, start, end))
        elif (
            (happened or report.form == "phrase")
            and timing.earliest
            and (timing.days <= 366 or timing.latest is None)
            and report.outlook == "happened"
            and not (report.form == "phrase" and report.sentence in ahead)
        ):
            found.append(Bound(doc_id, "earliest", timing.earliest, "told as past", words, doc_id, start, end))
    lower, upper = window(found)
    if lower is None and upper is None and found:
        return []
    return found + anniversary_bounds(doc_id, reports, rows, text, found)


def anniversary_bounds(
    doc_id: str,
    reports: Sequence[Any],
    rows: Mapping[tuple[int, int], Mapping[Any, Any]],
    text: str,
    others: Sequence[Bound],
) -> list[Bound]:
    """Return the year around an anniversary of something that the article dates in the same or the next sentence."""
    for mark in reports:
        if mark.form != "anniversary" or mark.unit != "anniversary" or not mark.amount:
            continue
        for report in reports:
            if report.form == "anniversary" or not report.times or abs(report.sentence - mark.sentence) > 1:
                continue
            timing = own_timing(report, rows, text)
            if timing is None or timing.earliest is None or timing.days > 366 or timing.basis != "stated":
                continue
            year = timing.earliest.year + round(mark.amount)
            told = span_of(f"{year:04d}{timing.earliest.isoformat()[4:]}" if timing.days == 1 else f"{year:04d}")
            if told is None:
                continue
            half = timedelta(days=182) if timing.days == 1 else timedelta(0)
            start, end = mark.start, mark.end
            words = f"{' '.join(text[start:end].split())} ({timing.edtf})"
            pair = [
                Bound(doc_id, "earliest", told[0] - half, "anniversary", words, doc_id, start, end),
                Bound(doc_id, "latest", told[1] + half, "anniversary", words, doc_id, start, end),
            ]
            if window([*others, *pair]) != (None, None):
                return pair
    return []


def lead_bounds(
    doc_id: str,
    reports: Sequence[Any],
    rows: Mapping[tuple[int, int], Mapping[Any, Any]],
    text: str,
    own: Sequence[Bound],
    leads: Leads,
) -> list[Bound]:
    """Return the week that the event an undated article leads with puts it in, where its year can be known."""
    lead = leads.of.get(doc_id)
    at = find_lead(reports, {n: own_timing(r, rows, text) for n, r in enumerate(reports)}, None)
    if at is None:
        return []
    report = reports[at]
    at_time = own_time(report, rows, text)
    timing, (start, end) = at_time if at_time else (None, (report.start, report.end))
    lower, upper = window(own)
    yearless = YEARLESS.match(timing.edtf) if timing else None
    words = " ".join(text[start:end].split())
    if timing and timing.days == 1 and timing.earliest:
        return _week(doc_id, timing.earliest, timing.earliest, "leads with", words, doc_id, start, end)
    if yearless and lower and upper:
        days = [
            span_of(f"{year:04d}-{yearless.group(1)}-{yearless.group(2)}")
            for year in range(lower.year - 1, upper.year + 1)
        ]
        possible = [told[0] for told in days if told and lower - WEEK <= told[0] <= upper]
        named = [name for name in WEEKDAYS if re.search(rf"\b{name[:3]}", words, re.I)]
        possible = [when for when in possible if not named or WEEKDAYS[when.weekday()] in named]
        if len(possible) == 1:
            return _week(doc_id, possible[0], possible[0], "leads with", words, doc_id, start, end)
    other = occasion_elsewhere(lead, lower, upper, leads) if lead is not None else None
    if other is None or other.timing is None or other.timing.earliest is None:
        return []
    when = other.timing.earliest
    first = when
    if yearless:
        told = span_of(f"{when.year:04d}-{yearless.group(1)}-{yearless.group(2)}")
        first = told[0] if told else when
    return _week(
        doc_id,
        first,
        first,
        "same event in another article",
        other.report.what,
        other.doc_id,
        other.report.start,
        other.report.end,
    )


def _week(
    doc_id: str, first: date, event: date, reason: str, words: str, evidence: str, start: int, end: int
) -> list[Bound]:
    return [
        Bound(doc_id, "earliest", first, reason, words, evidence, start, end),
        Bound(doc_id, "latest", event + WEEK, reason, words, evidence, start, end),
    ]
