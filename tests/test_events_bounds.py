"""Bounds on publication: those that the input carries are kept; few reports are compared for those of others."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from analysis.events import bounds_table, elsewhere, publication_bounds
from analysis.events.anchor import Dated
from analysis.events.intervals import Timing
from analysis.events.report import Report
from analysis.tables import frame

FIRST = date(2031, 1, 1)
PAIR = ("Ada Okafor", "Lucie Moreau")


def told(doc_id: str, when: date | None, kind: str = "meeting") -> Dated:
    """Return the lead of an article: two persons and a class of event, dated or not."""
    report = Report(0, 10, 3, "meet", "Moreau met Okafor", classes=[kind], words=["meet"])
    timing = Timing(when.isoformat(), when, when, "stated") if when else None
    return Dated(doc_id, report, timing, "event", PAIR, frozenset(PAIR), lead=True)


def test_bounds_that_the_documents_carry_are_kept() -> None:
    text = "Moreau met Okafor."
    rows = [
        {"doc_id": "a", "text": text, "words": 3, "earliest": date(2031, 5, 1), "latest": date(2031, 5, 30)},
        {"doc_id": "b", "text": text, "words": 3},
        {"doc_id": "c", "text": text, "words": 3, "published": FIRST, "earliest": FIRST, "latest": FIRST},
    ]
    documents = frame("documents", rows)
    readings = [SimpleNamespace(doc_id=row["doc_id"], reports=[]) for row in rows]
    found = publication_bounds(readings, documents, frame("mentions", []), frame("dates", []))
    assert list(found["earliest"]) == [date(2031, 5, 1), None, FIRST]
    assert list(found["latest"]) == [date(2031, 5, 30), None, FIRST]
    assert list(bounds_table(found)["reason"]) == ["given with the article"] * 2


def test_what_the_text_tells_goes_on_within_the_bounds_given() -> None:
    text = "Moreau resigned on 3 May 2031."
    report = Report(0, 29, 7, "resign", text, main=True, lead=True, times=[[19, 29]])
    reading = SimpleNamespace(doc_id="a", reports=[report])
    when = {"type": "DATE", "value": "2031-05-03", "earliest": date(2031, 5, 3), "latest": date(2031, 5, 3)}
    dates = frame("dates", [{"doc_id": "a", "start": 19, "end": 29, "text": text[19:29], "anchor": None, **when}])
    for given, expected in (
        ({"earliest": date(2031, 1, 1)}, (date(2031, 1, 1), date(2031, 5, 10))),
        ({"latest": date(2030, 12, 31)}, (None, date(2030, 12, 31))),
    ):
        documents = frame("documents", [{"doc_id": "a", "text": text, "words": 5, **given}])
        found = publication_bounds([reading], documents, frame("mentions", []), dates).iloc[0]
        assert (found["earliest"], found["latest"]) == expected


def test_an_undated_lead_is_compared_with_the_reports_within_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    same = elsewhere.same_occasion
    monkeypatch.setattr(elsewhere, "same_occasion", lambda one, two: compared.append(two) or same(one, two))
    reports = [told(f"a{n:03d}", FIRST + timedelta(days=4 * n)) for n in range(400)]
    leads = elsewhere.Leads(reports)
    lead = told("new", None)
    near = elsewhere.occasion_elsewhere(lead, FIRST + timedelta(days=200), FIRST + timedelta(days=200), leads)
    assert near is None  # two meetings fit
    assert len(compared) == 2
    compared.clear()
    assert elsewhere.occasion_elsewhere(lead, None, None, leads) is None
    assert len(compared) == 2
    compared.clear()
    yearless = Timing("XXXX-01-05", None, None, "stated")
    dated = Dated("new", lead.report, yearless, "event", PAIR, frozenset(PAIR), lead=True)
    found = elsewhere.occasion_elsewhere(dated, FIRST, FIRST + timedelta(days=30), leads)
    assert found is not None
    assert found.doc_id == "a001"
    assert compared == [found]


def test_two_persons_told_of_without_end_tell_no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(elsewhere, "same_occasion", lambda one, two: compared.append(two))
    reports = [told(f"a{n:04d}", FIRST + timedelta(days=n % 700), "visit") for n in range(1400)]
    assert elsewhere.occasion_elsewhere(told("new", None), None, None, elsewhere.Leads(reports)) is None
    assert not compared
