"""Date the reports of one article: from their own expressions, from one another, from the occasion it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from analysis.events.distances import gaps, stays
from analysis.events.intervals import Timing, at_unit, between, day, duration, edtf_of, shifted
from analysis.events.lexicon import lexicon
from analysis.events.occasion import apart, day_told_next, find_lead, published_timing, take_announced, told_during
from analysis.events.report import Report

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
SINCE = re.compile(
    r"\b(?:since|(?:beginning|starting|effective) (?:in|on|from)|as of)(?: the| early| late| mid)?\s*$", re.I
)
UNTIL = re.compile(r"\b(?:until|till|up to|through)(?: the)?\s*$", re.I)
BEFORE = re.compile(r"\b(?:before|prior to|ahead of)(?: the)?\s*$", re.I)
END = re.compile(r"(?:the )?(?:end|close)\b")
FIRST_OF = re.compile(r"\bfirst\b[^\d]{1,40}\b(\d{4})\b", re.I)
DAY_OF_MONTH = re.compile(rf"\b\d{{1,2}}\D{{0,8}}\b(?:{MONTHS})|\b(?:{MONTHS})[a-z]{{0,6}}\.? \d{{1,2}}\b", re.I)
PAST = re.compile(r"\b(?:past|last|previous|preceding|recent)\b", re.I)
COMING = re.compile(r"\b(?:next|coming|following)\b", re.I)
TODAY = re.compile(r"(?:today|tonight|this (?:morning|afternoon|evening)|earlier|later)\b", re.I)


@dataclass(frozen=True)
class Dated:
    """A report with what is known of its time.

    Attributes
    ----------
    doc_id : str
    report : Report
    timing : Timing or None
    kind : str
        event, saying, plan, target or figure.
    who : tuple of str
        Canonical entities taking part.
    persons : frozenset of str
        Those of them that are persons.
    where : str or None
    during : int
        Offset of the head of the report of whose occasion it is told as a part, or -1.
    lead : bool
        Whether it is the occasion itself.
    """

    doc_id: str
    report: Report
    timing: Timing | None
    kind: str
    who: tuple[str, ...] = ()
    persons: frozenset[str] = field(default_factory=frozenset)
    where: str | None = None
    during: int = -1
    lead: bool = False


def expression_timing(
    row: Mapping[Any, Any], text: str, window: tuple[date | None, date | None] = (None, None), new_date: bool = False
) -> Timing | None:
    """Return when a temporal expression is, the preposition before it included.

    Parameters
    ----------
    row : a row of the table of dates.
    text : the article.
    window : first and last day on which the article can have been published.
    new_date : whether what is "until October" is in October: delayed until it, or not due until it.
    """
    if row["type"] == "SET":
        return None
    earliest, latest = day(row["earliest"]), day(row["latest"])
    value = str(row["value"] or "")
    shown = edtf_of(value, earliest, latest, str(row["text"]))
    if row["type"] == "DURATION" and not (earliest and latest):
        return stretch_of(str(row["text"]), value, window)
    if not shown:
        return None
    basis = "relative" if row["anchor"] and not DAY_OF_MONTH.search(str(row["text"])) else "stated"
    before = text[max(0, row["start"] - 24) : row["start"]]
    inside = str(row["text"]).lower()
    if row["type"] == "DURATION":
        return Timing(shown, earliest, latest, basis)
    point = shown.rstrip("~")
    if SINCE.search(before) or inside.startswith("since "):
        return Timing(f"{point}/..", earliest, None, basis)
    if UNTIL.search(before) and not new_date:
        return Timing(f"../{point}", None, latest, basis)
    if BEFORE.search(before) and END.match(inside):
        return Timing(f"../{point}", None, latest, basis)
    if BEFORE.search(before):
        return Timing(f"../{point}", None, earliest - timedelta(days=1) if earliest else None, basis)
    return Timing(shown, earliest, latest, basis)


def stretch_of(text: str, value: str, window: tuple[date | None, date | None]) -> Timing | None:
    """Return when a stretch of time is that ends or begins with publication, or begins with a year told.

    "The past 30 years" and "the next five years" have a place in time where publication has; "the first three
    quarters of 2022" has one of its own; "30 years" has none.
    """
    length = duration(value)
    if length is None:
        return None
    count, unit = length
    told = FIRST_OF.search(text)
    if told:
        first = date(int(told.group(1)), 1, 1)
        last = shifted(first, count, unit) - timedelta(days=1)
        return Timing(between(first, last, value), first, last, "stated")
    lower, upper = window
    if lower is None or upper is None:
        return None
    sign = -1 if PAST.search(text) else 1 if COMING.search(text) else 0
    ends = [at_unit(shifted(day_, sign * count, unit), unit) for day_ in window if day_ is not None]
    if not sign or len({shown for shown, *_ in ends}) > 1 or at_unit(lower, unit)[0] != at_unit(upper, unit)[0]:
        return None
    far = ends[0][1] if sign < 0 else ends[0][2]
    near = at_unit(upper, unit)[2] if sign < 0 else at_unit(lower, unit)[1]
    first, last = (far, near) if sign < 0 else (near, far)
    return Timing(between(first, last, value), first, last, "relative")


def own_timing(
    report: Report,
    rows: Mapping[tuple[int, int], Mapping[Any, Any]],
    text: str,
    window: tuple[date | None, date | None] = (None, None),
) -> Timing | None:
    """Return when a report is by its own expressions: the most exact of them."""
    told = own_time(report, rows, text, window)
    return told[0] if told else None


def own_time(
    report: Report,
    rows: Mapping[tuple[int, int], Mapping[Any, Any]],
    text: str,
    window: tuple[date | None, date | None] = (None, None),
) -> tuple[Timing, tuple[int, int]] | None:
    """Return when a report is by its own expressions, and the span of the one that tells it."""
    new_date = report.awaited or report.lemma in lexicon().verbs["moving"]
    found = []
    for start, end in report.times:
        row = rows.get((start, end))
        timing = expression_timing(row, text, window, new_date) if row is not None else None
        if row is not None and timing is not None:
            found.append((timing.earliest is None and timing.latest is None, timing.days, start, timing, row))
    if not found:
        return None
    if len(found) > 1:
        joined = _range([(row, timing) for *_, timing, row in sorted(found, key=lambda f: f[2])], text)
        if joined is not None:
            return joined, (report.times[0][0], report.times[0][1])
    best = min(found, key=lambda f: f[:3])
    return best[3], (int(best[4]["start"]), int(best[4]["end"]))


def _range(found: list[tuple[Mapping[Any, Any], Timing]], text: str) -> Timing | None:
    """Join "from A" and "to B", and "A-B", to one interval."""
    (first, a), (second, b) = found[:2]
    left = text[max(0, first["start"] - 12) : first["start"]]
    middle = text[first["end"] : second["start"]]
    opens = re.search(r"\b(?:from|between)(?: the)?\s*$", left, re.I)
    closes = re.fullmatch(r"\s*(?:to|until|till|through|and|[-–—])(?: the)?\s*", middle, re.I)
    dashed = re.fullmatch(r"[-–—/]", middle)
    if (dashed or (opens and closes)) and a.earliest and b.latest and a.earliest <= b.latest:
        return Timing(between(a.earliest, b.latest), a.earliest, b.latest, a.basis)
    return None


def date_article(
    doc_id: str,
    reports: Sequence[Report],
    rows: Mapping[tuple[int, int], Mapping[Any, Any]],
    text: str,
    published: date | None,
    bounds: tuple[date | None, date | None] = (None, None),
    elsewhere: Timing | None = None,
) -> list[Dated]:
    """Date the reports of one article.

    A report takes its own expressions first; then its distance from another ("a month after the delegation
    visited"); then, where the text supports it, the day of the occasion that the article leads with: what is said in
    its course, and "earlier" and "later" on the day.

    Parameters
    ----------
    doc_id : of the article.
    reports : as `read_reports` returns them.
    rows : span -> row of the table of dates, of this article.
    text : the article.
    published : its day of publication, or None.
    bounds : earliest and latest day of publication where it is not known.
    elsewhere : when the event that the article leads with was, where only another article tells.

    Returns
    -------
    One Dated a report that is a happening, a plan, a target or a figure, in the order of the text; what is denied or
    only possible is left out, and so is what is neither dated nor measured.
    """
    reports = [r for r in reports if r.form != "anniversary"]
    window = (published or bounds[0], published or bounds[1])
    timings: dict[int, Timing | None] = {n: own_timing(r, rows, text, window) for n, r in enumerate(reports)}
    announced = take_announced(reports, timings, window[1])
    lead = find_lead(reports, timings, published)
    occasion = None
    if lead is not None:
        occasion = timings[lead] or day_told_next(reports, timings, lead, published)
        occasion = occasion or published_timing(published) or elsewhere
        if occasion is not None and occasion.earliest is None and elsewhere is not None:
            occasion = elsewhere
        timings[lead] = occasion
    for n, report in enumerate(reports):
        told_today = any(TODAY.match(text, start, end) for start, end in report.times)
        if timings[n] is None and (report.same_day or told_today) and occasion is not None and occasion.days == 1:
            timings[n] = replace(occasion, basis="relative")
    stays(reports, timings, rows)
    gaps(reports, timings, rows, occasion)
    during = told_during(reports, timings, lead, occasion)
    dated = []
    for n, report in enumerate(reports):
        timing = timings[n]
        if timing is None and n in during:
            held = timings[during[n]]
            timing = replace(held, basis="relative") if held is not None and held.basis == "stated" else held
        if n in announced:
            dated.append(Dated(doc_id, report, announced[n], "plan"))
        kind = kind_of(report, timing, window[1], window[0])
        if kind is None or (timing is None and kind != "figure" and n != lead):
            continue
        part = reports[during[n]].head if n in during and not apart(report) else -1
        dated.append(Dated(doc_id, report, timing, kind, during=part, lead=n == lead))
    return dated


def kind_of(report: Report, timing: Timing | None, upper: date | None, lower: date | None) -> str | None:
    """Return event, saying, plan, target or figure, or None for what is denied or only possible.

    What is dated after the day of publication has not happened, whatever its tense.
    """
    if report.outlook in ("denied", "supposed"):
        return None
    state = report.lemma in lexicon().verbs["stative"] and not (report.classes or report.objects)
    if (
        state
        and report.form == "clause"
        and report.tense == "present"
        and timing is not None
        and timing.latest is not None
    ):
        return None  # "the plan of 2007 is the only basis"
    ahead = timing is not None and timing.earliest is not None and upper is not None and timing.earliest > upper
    planned = report.outlook == "planned"
    if timing is not None and timing.latest is not None and lower is not None and timing.latest < lower and planned:
        planned = report.tense == "future"
    if report.goal and (planned or ahead):
        return "target"
    if report.form == "figure":
        return "target" if planned and timing is not None else "figure"
    if report.outlook == "possible" and not ahead:
        return None
    if planned or ahead:
        return "plan"
    return "event" if report.performs else "saying"
