"""Where an undated article and a dated one lead with the same event: the reports of a corpus by actors and day."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from analysis.events.anchor import Dated, date_article
from analysis.events.intervals import Timing, day, span_of
from analysis.events.lexicon import lexicon
from analysis.events.participants import by_article, taking_part

if TYPE_CHECKING:
    import pandas as pd

# An article that leads with a day tells news of that week.
WEEK = timedelta(days=7)
NEAR = timedelta(days=3)
YEARLESS = re.compile(r"XXXX-(\d{2})-(\d{2})")
# Actors of a report that are looked at, reports kept of two actors on a day, and reports of two actors at which an
# article without bounds is compared with none: what they did so often tells no day.
ACTORS = 8
MOST_A_DAY = 20
MOST = 500


def spans_by_article(dates: pd.DataFrame) -> dict[str, dict[tuple[int, int], Mapping[Any, Any]]]:
    """Group the rows of the table of dates by article and span."""
    grouped: dict[str, dict[tuple[int, int], Mapping[Any, Any]]] = {}
    for row in dates.to_dict("records"):
        grouped.setdefault(str(row["doc_id"]), {})[(int(row["start"]), int(row["end"]))] = row
    return grouped


def leads_of_corpus(
    readings: Sequence[Any], rows: Mapping[Any, Mapping[Any, Any]], mentions: pd.DataFrame, dates: pd.DataFrame
) -> list[Dated]:
    """Return what the articles report of single days, with who took part; undated articles give their leads only."""
    named = by_article(mentions.to_dict("records"))
    spans = spans_by_article(dates)
    found: list[Dated] = []
    for reading in readings:
        document = rows.get(reading.doc_id)
        if document is None or reading.doc_id not in named:
            continue
        published = day(document["published"])
        told = date_article(
            reading.doc_id, reading.reports, spans.get(reading.doc_id, {}), str(document["text"]), published
        )
        for item in told:
            if item.lead or (published and datable(item)):
                who, persons = taking_part(item.report, named[reading.doc_id])
                found.append(replace(item, who=who, persons=persons))
    return found


def datable(item: Dated) -> bool:
    """Tell whether a report is of a single day that it does not merely share with its occasion."""
    return item.timing is not None and item.timing.days == 1 and item.kind == "event" and item.during < 0


class Leads:
    """The lead of each article, and the reports of single days by each two of their actors, in the order of days."""

    def __init__(self, reports: Sequence[Dated]) -> None:
        self.of = {report.doc_id: report for report in reversed(reports) if report.lead}
        self.by_pair: dict[tuple[str, str], list[Dated]] = {}
        on_a_day: Counter[tuple[str, str, date]] = Counter()
        for report in sorted(reports, key=lambda r: (not r.lead, r.doc_id, r.report.start, r.report.head)):
            if report.timing is None or report.timing.days != 1 or report.timing.earliest is None:
                continue
            for one, two in pairs(report):
                key = (one, two, report.timing.earliest)
                on_a_day[key] += 1
                if on_a_day[key] <= MOST_A_DAY:
                    self.by_pair.setdefault((one, two), []).append(report)
        for found in self.by_pair.values():
            found.sort(key=first_day)

    def near(self, report: Dated, lower: date | None, upper: date | None) -> Iterator[Dated]:
        """Yield the reports that share two actors with `report`, on days that it can tell of, by pair and day."""
        yearless = YEARLESS.match(report.timing.edtf) if report.timing else None
        for pair in pairs(report):
            found = self.by_pair.get(pair, [])
            windows = [(lower, upper)]
            if found and yearless:
                years = range(first_day(found[0]).year, first_day(found[-1]).year + 1)
                told = [span_of(f"{year:04d}-{yearless.group(1)}-{yearless.group(2)}") for year in years]
                windows = [
                    (when[0], when[0])
                    for when in told
                    if when and (lower is None or when[0] >= lower) and (upper is None or when[0] <= upper)
                ]
            for first, last in windows:
                low = bisect_left(found, first - NEAR, key=first_day) if first else 0
                high = bisect_right(found, last + NEAR, key=first_day) if last else len(found)
                if high - low <= MOST:
                    yield from found[low:high]


def pairs(report: Dated) -> list[tuple[str, str]]:
    """Return each two of the first actors of a report."""
    return list(combinations(sorted(report.who[:ACTORS]), 2))


def first_day(report: Dated) -> date:
    """Return the day of a report of a single day."""
    assert report.timing is not None
    assert report.timing.earliest is not None
    return report.timing.earliest


def same_occasion(one: Dated, two: Dated) -> bool:
    """Tell whether two reports can be of one occasion, whatever their dates."""
    classes = set(one.report.classes) & set(two.report.classes)
    joint = lexicon().joint
    both = {*one.report.classes, *one.report.objects} & joint and {*two.report.classes, *two.report.objects} & joint
    persons = one.persons & two.persons
    words = set(one.report.words)
    shared = len(words & set(two.report.words)) / max(1, min(len(words), len(two.report.words)))
    if len(persons) >= 2:
        return bool(classes or both) or shared >= 0.3
    actors = set(one.who) & set(two.who)
    return bool(classes) and len(actors) >= 2 and shared >= 0.5


def occasion_elsewhere(lead: Dated, lower: date | None, upper: date | None, leads: Leads) -> Dated | None:
    """Return the report in another article that dates the event an undated article leads with.

    Parameters
    ----------
    lead : the undated report.
    lower, upper : bounds on its publication.
    leads : dated reports of the corpus, by actor.

    Returns
    -------
    The report, or None where none fits or several days do.
    """
    window = (lower - WEEK if lower else None, upper)
    fitting: dict[tuple[bool, bool, str, int], Dated] = {}
    first, last = date.max, date.min
    for other in leads.near(lead, *window):
        if other.doc_id == lead.doc_id or not same_occasion(lead, other):
            continue
        first, last = min(first, first_day(other)), max(last, first_day(other))
        if last - first > NEAR:
            return None
        published = other.timing is not None and other.timing.basis == "published"
        fitting[published, not other.lead, other.doc_id, other.report.start] = other
    return fitting[min(fitting)] if fitting else None


def elsewhere_timing(doc_id: str, lower: date | None, upper: date | None, leads: Leads) -> Timing | None:
    """Return when the event that an undated article leads with was, where another article tells."""
    lead = leads.of.get(doc_id)
    if lead is None or (lead.timing is not None and lead.timing.earliest is not None):
        return None
    other = occasion_elsewhere(lead, lower, upper, leads)
    if other is None or other.timing is None:
        return None
    when = other.timing.earliest
    return Timing(other.timing.edtf, when, when, "other article")
