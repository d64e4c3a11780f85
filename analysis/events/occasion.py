"""The occasion an article is about: the event it leads with, its day, and what is told as a part of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from analysis.events.intervals import Timing
from analysis.events.lexicon import lexicon
from analysis.events.report import Report

# News is what is days old: an article that leads with something older leads with background.
YEARLESS = re.compile(r"XXXX-\d\d-\d\d")
FRESH = timedelta(days=21)
# An article returns from another day to what it leads with within so many paragraphs.
ASIDE = 2
WEEK = timedelta(days=7)
MONTH = 31


def find_lead(reports: Sequence[Report], timings: Mapping[int, Timing | None], published: date | None) -> int | None:
    """Return the index of the report of the occasion that the article leads with, or None.

    It is the first main clause of the first paragraph that tells something that happened, unless its own expression
    is far from the day of publication, or, where that is not known, from the last day that the article tells of.
    """
    words = lexicon()
    told = [timing.earliest for n, timing in timings.items() if timing is not None and reports[n].outlook == "happened"]
    last = published or max((day for day in told if day is not None), default=None)
    for n, report in enumerate(reports):
        if not report.lead or report.form == "phrase" or report.quoted:
            continue
        stative = report.lemma in words.verbs["stative"] and not report.classes
        if not report.main or report.outlook != "happened" or stative or report.lemma in words.verbs["attribution"]:
            continue
        timing = timings[n]
        if report.tense not in ("past", "perfect", "present"):
            continue
        if timing is None or YEARLESS.fullmatch(timing.edtf):
            return n
        if timing.earliest is None or timing.latest is None:
            return None
        if published is None and timing.days > MONTH:
            return None
        if last and not (last - FRESH <= timing.latest and timing.earliest <= last + timedelta(days=1)):
            return None
        return n
    return None


def day_told_next(
    reports: Sequence[Report], timings: Mapping[int, Timing | None], lead: int, published: date | None
) -> Timing | None:
    """Return the day that the next two sentences tell of what the article leads with: "The talks were on Monday"."""
    for n, report in enumerate(reports):
        timing = timings[n]
        near = 0 < report.sentence - reports[lead].sentence <= 2
        if not near or timing is None or timing.days != 1 or timing.earliest is None or published is None:
            continue
        if report.main and report.continues and report.outlook == "happened" and not report.quoted and not report.says:
            return timing if published - WEEK < timing.earliest <= published else None
    return None


def published_timing(published: date | None) -> Timing | None:
    """Return the day of publication as the time of an event."""
    return Timing(published.isoformat(), published, published, "published") if published else None


def take_announced(
    reports: Sequence[Report], timings: dict[int, Timing | None], upper: date | None
) -> dict[int, Timing]:
    """Take from reports of the past the times that lie ahead: "announced job cuts over the next four years".

    Returns
    -------
    Report number -> the time of what was announced; the report itself is left without a time.
    """
    found = {}
    for n, report in enumerate(reports):
        timing = timings[n]
        ahead = timing is not None and timing.latest is not None and upper is not None and timing.latest > upper
        coming = timing is not None and timing.days > 366 and timing.basis == "relative"
        later = timing is not None and upper is not None and (timing.earliest is None or timing.earliest > upper)
        if timing is None or not ahead or not (coming or later):
            continue
        finite = report.form == "clause" and report.tense in ("past", "perfect") and report.main
        if finite and report.outlook == "happened" and (report.says or report.lead):
            found[n] = timing
            timings[n] = None
    return found


def told_during(
    reports: Sequence[Report],
    timings: Mapping[int, Timing | None],
    lead: int | None,
    occasion: Timing | None,
) -> dict[int, int]:
    """Find the undated reports that tell of an occasion: its sayings, and what was done "during the meeting", or
    by "they" behind it in one paragraph, or by "the two" in the next.

    The occasion is what the article leads with; where the article tells of another day, it is the report that tells
    it, for the next two paragraphs. Where a clause goes on about a time told in its own paragraph ("In July she came.
    She announced"), its occasion is what was told of that time.

    Returns
    -------
    Report number -> number of the report of the occasion.
    """
    if lead is None or occasion is None:
        return {}
    found = {}
    current = lead
    aside = -1  # what the paragraph tells of another time
    for n, report in enumerate(reports):
        if aside >= 0 and report.paragraph != reports[aside].paragraph:
            aside = -1
        told = (
            report.main and report.outlook == "happened" and not report.quoted and report.tense in ("past", "perfect")
        )
        if n <= lead or not told or report.form == "figure" or report.lemma in lexicon().verbs["attribution"]:
            continue
        timing = timings[n]
        if timing is not None:
            if report.form == "clause" and not report.shared:
                close = near(timing, occasion)
                current, aside = (n, -1) if close else (current, n)
        elif not (report.says or report.occasion):
            apart_by = report.paragraph - reports[current].paragraph
            beside = apart_by <= (1 if report.both else 0) and report.tense == "past"
            if beside and report.follows and report.classes and aside < 0:
                found[n] = current
        elif aside >= 0 and report.follows:
            held = timings[aside]
            if held is not None and held.days <= MONTH and reports[aside].tense in ("past", "perfect"):
                found[n] = aside
        elif not report.then:
            if report.paragraph - reports[current].paragraph > ASIDE:
                current = lead
            found[n] = current
    return found


def apart(report: Report) -> bool:
    """Tell whether what was done at an occasion is an event of its own: a loan announced at a visit."""
    if report.occasion or not report.performs:
        return False
    return not report.says or (bool(report.classes) and not set(report.classes) & lexicon().joint)


def near(timing: Timing, occasion: Timing) -> bool:
    """Tell whether a time is a day within a week of the occasion."""
    if timing.days != 1 or timing.earliest is None or occasion.earliest is None:
        return False
    return abs(timing.earliest - occasion.earliest) <= WEEK
