"""Days as heads write them, and the dateline before a first sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.datelines import find_days, read_dateline, read_dateline_line, read_day, without_days


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Published February 28,2023", date(2023, 2, 28)),
        ("28 Feb 2023 13:38", date(2023, 2, 28)),
        ("Tuesday, 28 February 2023", date(2023, 2, 28)),
        ("Sept. 5, 2019, 1:38 PM UTC", date(2019, 9, 5)),
        ("May 17th 2011", date(2011, 5, 17)),
        ("June 18 , 2009", date(2009, 6, 18)),
        ("2019-06-12T08:00:00Z", date(2019, 6, 12)),
        ("2019/05/09", date(2019, 5, 9)),
        ("11/7/2023 8:10:01 AM", date(2023, 11, 7)),
        ("25/12/2022", date(2022, 12, 25)),
        ("05.02.2020", date(2020, 2, 5)),
        ("05-02-2020", date(2020, 2, 5)),
    ],
)
def test_days_of_every_form(written, day):
    assert read_day(written) == day


@pytest.mark.parametrize(
    "text", ["1147-11-07-2019", "we may 5 times", "31 April 2020", "13/13/2020", "2018/271", "12:45"]
)
def test_what_is_no_day(text):
    assert read_day(text) is None


def test_an_ambiguous_day_keeps_its_other_reading():
    assert find_days("7/11/2023")[0].other == date(2023, 11, 7)


def test_a_day_without_a_year_has_none():
    (day,) = find_days("Posted: 21 November, 09:16")
    assert (day.year, day.month, day.day) == (None, 11, 21)


def test_without_days_leaves_the_words():
    assert without_days("Jane Doe | Tue 3 Mar 2015 17.09 GMT") == "Jane Doe"


@pytest.mark.parametrize(
    ("prefix", "places", "agency"),
    [
        ("LIMA – ", ["LIMA"], None),
        ("Quito, 21 May 2022 (QWE): ", ["Quito"], "QWE"),
        ("MOSCOW (AA) - ", ["MOSCOW"], "AA"),
        ("OSLO, Sept 22 (Reuters) -- ", ["OSLO"], "Reuters"),
        ("MOSCOW, November 27. /TASS/. ", ["MOSCOW"], "TASS"),
        ("YEREVAN, SEPTEMBER 14, SOMEPRESS. ", ["YEREVAN"], "SOMEPRESS"),
        ("Khartoum/Cairo, May 31: ", ["Khartoum", "Cairo"], None),
        ("SAN JOSÉ, Costa Rica (Istmo Press) — ", ["SAN JOSÉ", "Costa Rica"], "Istmo Press"),
        ("New Delhi [India], March 2 (ANI): ", ["New Delhi"], "ANI"),
        ("BEIRUT: ", ["BEIRUT"], None),
        ("NEWARK, N.J. _ ", ["NEWARK", "N.J"], None),
        ("Washington, D.C., Jan. 5, 2023 – ", ["Washington", "D.C."], None),
    ],
)
def test_datelines_of_every_form(prefix, places, agency):
    read = read_dateline(prefix + "The minister arrived on Monday.")
    assert (read.end, read.places, read.agency) == (len(prefix), places, agency)


@pytest.mark.parametrize(
    "text",
    [
        "Okonkwo – President of the republic – said so.",
        'Colonel Aliyev: "We did not fire."',
        "JONAS BRANDT (Germany) expressed full support.",
        "The US, UK - and France agreed.",
        "NATO – the alliance of thirty states – met.",
        "MINISTER BERG: Welcome, everyone.",
        "A long day ended: the talks were over.",
    ],
)
def test_what_is_no_dateline(text):
    assert read_dateline(text) is None


def test_capitals_and_a_colon_are_no_dateline_where_turns_are_labelled():
    assert read_dateline("TRALEE, Ireland: We begin.", labelled=True) is None
    assert read_dateline("TRALEE, Ireland: We begin.").places == ["TRALEE", "Ireland"]


def test_a_stamp_before_the_first_sentence():
    read = read_dateline("date 2019-06-12 Ministers expect a summit.")
    assert (read.end, read.day.date) == (16, date(2019, 6, 12))


def test_a_line_that_is_only_a_dateline():
    assert read_dateline_line("Dakar, 4 June 2009").day.date == date(2009, 6, 4)
    assert read_dateline_line("ANKARA").places == ["ANKARA"]
    assert read_dateline_line("The Regional, Thursday February 20 2020") is None
    assert read_dateline_line("Published February 28,2023") is None


@given(st.text(alphabet="ABab (),.:–-/[]0129\nMay", max_size=300))
def test_any_text_can_be_read(text):
    read = read_dateline(text)
    assert read is None or 0 < read.end <= len(text)
    assert all(text[day.start : day.end] for day in find_days(text))
