"""Timelines for other programs: CSV, TimelineJS, iCalendar; intervals and their notation."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.events import export_timeline, icalendar, timeline_csv, timeline_js
from analysis.events.export import fold
from analysis.events.intervals import at_unit, between, duration, edtf_of, overlap, shifted, span_of
from analysis.events.timeline import TIMELINE


def table(**changes: object) -> pd.DataFrame:
    row = {
        "event_id": "e1",
        "date": "2031-05-19/2031-05-20",
        "earliest": date(2031, 5, 19),
        "latest": date(2031, 5, 20),
        "date_basis": "stated",
        "kind": "event",
        "what": "Moreau met Okafor",
        "where": "Lisbon",
        "who": ["Lucie Moreau", "Ada Okafor"],
        "planned": None,
        "reports": 2,
        "articles": 1,
        "outlets": 1,
        "doc_id": "a",
        "start": 0,
        "end": 17,
    }
    return pd.DataFrame([{**row, **changes}], columns=TIMELINE)


def test_icalendar_entry() -> None:
    lines = icalendar(table()).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20310519" in lines
    assert "DTEND;VALUE=DATE:20310521" in lines
    assert "SUMMARY:Moreau met Okafor" in lines
    assert "LOCATION:Lisbon" in lines
    assert "STATUS:CONFIRMED" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_icalendar_escapes_text() -> None:
    shown = icalendar(table(what="a; b, c\\d\r\nBEGIN:VALARM", who=[]))
    assert "SUMMARY:a\\; b\\, c\\\\d BEGIN:VALARM\r\n" in shown
    assert "\r\nBEGIN:VALARM" not in shown


def test_icalendar_leaves_open_ends_open() -> None:
    assert "DTEND" not in icalendar(table(latest=None))
    assert "VEVENT" not in icalendar(table(earliest=None, latest=None))
    assert "TENTATIVE" in icalendar(table(kind="plan"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=300))
def test_folded_lines_are_short_and_unfold_to_the_line(line: str) -> None:
    folded = fold(line)
    assert all(len(part.encode("utf-8")) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "").removesuffix("\r\n") == line


def test_timeline_js_escapes_text() -> None:
    event = timeline_js(table(what="<script>alert(1)</script>", who=["<b>"]))["events"][0]
    assert event["start_date"] == {"year": 2031, "month": 5, "day": 19}
    assert event["end_date"] == {"year": 2031, "month": 5, "day": 20}
    assert event["unique_id"] == "e1"
    assert "<script>" not in json.dumps(event)
    assert "<b>" not in json.dumps(event)


def test_timeline_js_leaves_out_what_has_no_date() -> None:
    assert timeline_js(table(earliest=None, latest=None))["events"] == []


def test_csv_joins_names_and_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(timeline_csv(table(what='=HYPERLINK("x")')))))
    assert rows[0]["who"] == "Lucie Moreau; Ada Okafor"
    assert rows[0]["what"] == '\'=HYPERLINK("x")'


@pytest.mark.parametrize(("name", "begins"), [("t.csv", "event_id,"), ("t.json", "{"), ("t.ics", "BEGIN:VCALENDAR")])
def test_the_ending_tells_the_format(tmp_path: Path, name: str, begins: str) -> None:
    assert export_timeline(table(), tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(("name", "fault"), [("t.docx", r"ends in '\.docx'"), ("t", "has no ending")])
def test_another_ending_is_an_error_that_names_the_right_ones(tmp_path: Path, name: str, fault: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} {fault}.* \.csv, \.json, \.ics"):
        export_timeline(table(), tmp_path / "new" / name)
    assert not (tmp_path / "new").exists()


def test_the_folder_of_an_export_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    written = export_timeline(table(), "~/a/b/t.csv")
    assert written == tmp_path / "a" / "b" / "t.csv"
    assert written.is_file()


@pytest.mark.parametrize(
    ("value", "interval", "text", "expected"),
    [
        ("2031-05-20", None, "May 20", "2031-05-20"),
        ("2031-05-20T10:00", None, "10 a.m.", "2031-05-20"),
        ("2031", None, "early 2031", "2031~"),
        ("203", None, "the 2030s", "203X"),
        ("20", None, "the 21st century", "20XX"),
        ("2031-SU", None, "summer", "2031-22"),
        ("XXXX-05-20", None, "May 20", "XXXX-05-20"),
        ("2031-H1", (date(2031, 1, 1), date(2031, 6, 30)), "", "2031-01/2031-06"),
        ("2031-W20", (date(2031, 5, 12), date(2031, 5, 18)), "", "2031-05-12/2031-05-18"),
        ("PRESENT_REF", None, "now", ""),
        ("", None, "", ""),
    ],
)
def test_edtf(value: str, interval: tuple[date, date] | None, text: str, expected: str) -> None:
    earliest, latest = interval or (None, None)
    assert edtf_of(value, earliest, latest, text) == expected


def test_intervals_are_as_coarse_as_their_ends() -> None:
    assert between(date(2031, 1, 1), date(2031, 12, 31)) == "2031"
    assert between(date(2030, 1, 1), date(2031, 12, 31)) == "2030/2031"
    assert between(date(2031, 2, 1), date(2031, 2, 28)) == "2031-02"
    assert between(date(2031, 2, 3), date(2031, 2, 3)) == "2031-02-03"


def test_impossible_days_are_none() -> None:
    assert span_of("2031-02-30") is None
    assert span_of("2031-13") is None
    assert span_of("0000") is None


def test_shifts_stay_in_the_calendar() -> None:
    assert shifted(date(2032, 2, 29), -1, "Y") == date(2031, 2, 28)
    assert shifted(date(2031, 5, 31), -1, "M") == date(2031, 4, 30)
    assert at_unit(date(2031, 4, 30), "M") == ("2031-04", date(2031, 4, 1), date(2031, 4, 30))
    assert shifted(date(9999, 12, 31), 1, "M") == date(9999, 12, 31)


def test_durations() -> None:
    assert duration("P30Y") == (30.0, "Y")
    assert duration("PT5H") is None
    assert duration("2031") is None


def test_open_intervals_overlap() -> None:
    assert overlap((None, date(2031, 1, 1)), (date(2030, 1, 1), None))
    assert not overlap((date(2031, 1, 2), None), (None, date(2031, 1, 1)))
