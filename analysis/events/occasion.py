"""The occasion an article is about: the event it leads with, its day, and what is told as a part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from analysis.events.intervals import Timing
from analysis.events.lexicon import lexicon
from analysis.events.report import Report

# News is what is days old: an article that leads with something older leads with background.
FRESH = timedelta(days=21)
WEEK = timedelta(days=7)


def find_lead(reports: Sequence[Report], timings: Mapping[int, Timing | None], published: date | None) -> int | None:
    """Return the index of the report of the occasion that the article leads with, or None.

    It is the first main clause of the first paragraph that tells something that happened, unless its own expression
    is far from the day of publication.
    """
    words = lexicon()
    for n, report in enumerate(reports):
        if not report.lead or report.form == "phrase" or report.quoted:
            continue
        stative = report.lemma in words.verbs["stative"] and not report.classes
        if not report.main or report.outlook != "happened" or stative or report.lemma in words.verbs["attribution"]:
            continue
        timing = timings[n]
        if timing is None or (timing.earliest is None and timing.latest is None):
            return n if report.tense in ("past", "perfect", "present") else None
        if timing.earliest is None or timing.latest is None:
            return None
        if published and not (published - FRESH <= timing.latest and timing.earliest <= published + timedelta(days=1)):
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
        if timing is None or not ahead or not (coming or (timing.earliest and upper and timing.earliest > upper)):
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
) -> set[int]:
    """Return the undated reports that tell of the occasion: its sayings, and what was done "during the meeting"."""
    if lead is None or occasion is None:
        return set()
    found = set()
    for n, report in enumerate(reports):
        if n == lead or timings[n] is not None or report.quoted or not report.main or report.outlook != "happened":
            continue
        if (
            report.lemma in lexicon().verbs["attribution"]
            or report.form == "figure"
            or report.tense not in ("past", "perfect")
        ):
            continue
        if report.says or report.occasion:
            found.add(n)
    return found
