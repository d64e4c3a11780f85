"""Times told from other times: how long a stay was, how long after another event something happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from analysis.events.intervals import Timing, at_unit, between, duration, shifted
from analysis.events.report import Report

STAYS = {"visit", "meeting", "exercise"}
# "Arrived on Tuesday for a three-day visit": the stay begins on the day of its clause.
ARRIVING = {"arrive", "land", "begin", "start", "open", "kick"}
# "Returned on Saturday from a two-day trip": it ends on, or with, the day of its clause.
LEAVING = {"return", "conclude", "end", "finish", "complete", "leave", "depart", "wrap", "close"}


def stays(
    reports: Sequence[Report],
    timings: dict[int, Timing | None],
    rows: Mapping[tuple[int, int], Mapping[Any, Any]],
) -> None:
    """Date "his two-day visit" from the days that the article tells of it.

    The stay holds the day of the clause it stands in, and begins on it where the clause tells of an arrival, ends on it
    where it tells of a return. Where the
    days told of in the article, within reach of the stay's length, span exactly that length, these are its days; else
    it is known only to lie around that day.
    """
    told = sorted(
        {
            t.earliest
            for n, t in timings.items()
            if t and t.earliest and t.earliest == t.latest and reports[n].outlook == "happened"
        }
    )
    by_sentence: dict[int, list[int]] = {}
    for n, report in enumerate(reports):
        by_sentence.setdefault(report.sentence, []).append(n)
    for n, report in enumerate(reports):
        if report.form != "phrase" or timings[n] is not None or not set(report.classes) & STAYS:
            continue
        length = next(
            (d for s, e in report.times if (d := duration(str(rows.get((s, e), {}).get("value")))) is not None), None
        )
        if length is None or length[1] not in "DW" or not 1 <= length[0] <= 60:
            continue
        days = round(length[0] * (7 if length[1] == "W" else 1))
        held, verb = next(
            (
                (timings[m], reports[m].lemma)
                for m in by_sentence[report.sentence]
                if timings[m] is not None and reports[m].start <= report.start < reports[m].end
            ),
            (None, ""),
        )
        if held is None or held.earliest is None or held.earliest != held.latest:
            continue
        centre = held.earliest
        reach = timedelta(days=days - 1)
        near = [d for d in told if centre - reach <= d <= centre + reach]
        if verb in ARRIVING:
            last = centre + reach
            timings[n] = Timing(between(centre, last), centre, last, "relative")
        elif verb in LEAVING:
            timings[n] = Timing(between(centre - reach, centre), centre - reach, centre, "relative")
        elif near and (near[-1] - near[0]).days == days - 1:
            first, last = near[0], near[-1]
            timings[n] = Timing(between(first, last), first, last, "relative")
        elif near and (near[-1] - near[0]).days < days:
            timings[n] = Timing(f"{centre.isoformat()}~", centre - reach, centre + reach, "relative")


def gaps(
    reports: Sequence[Report],
    timings: dict[int, Timing | None],
    rows: Mapping[tuple[int, int], Mapping[Any, Any]],
    occasion: Timing | None,
) -> None:
    """Date a report by its distance from another, as exactly as the unit of the distance."""
    by_head = {report.head: n for n, report in enumerate(reports)}
    for n, report in enumerate(reports):
        row = rows.get((report.gap[0], report.gap[1])) if report.gap else None
        other = by_head.get(report.other)
        length = duration(str(row["value"])) if row is not None else None
        if timings[n] is not None or row is None or other is None or length is None:
            continue
        told = timings[other]
        if told is None and reports[other].main and reports[other].outlook == "happened":
            told = occasion
        if told is None or told.earliest is None or told.days > 31:
            continue
        if report.main and timings[other] is None:
            timings[n] = told  # the clause that the distance is told from
            continue
        when = shifted(told.earliest, report.direction * length[0], length[1])
        shown, first, last = at_unit(when, length[1])
        timings[n] = Timing(shown, first, last, "relative")
