"""Deadlines lie ahead of a promise or a demand; what somebody came to attend is the nearer day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from analysis.article import Article
from analysis.dates import read_dates, resolve_article, resolve_dates
from analysis.events import event_table, read_reports
from analysis.tables import frame

WEDNESDAY = date(2019, 7, 10)
SATURDAY = date(2019, 7, 13)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The minister promised a reform by spring.", WEDNESDAY, "2020-SP"),
        ("The troops had left by spring.", WEDNESDAY, "2019-SP"),
        ("The talks must finish before August.", WEDNESDAY, "2019-08"),
        ("They met ahead of August.", WEDNESDAY, "2019-08"),
        ("The sides agreed to finish the text ahead of September.", date(2019, 10, 10), "2020-09"),
        ("Officials said a deal could come before May.", WEDNESDAY, "2020-05"),
        ("They demanded a withdrawal by Monday.", WEDNESDAY, "2019-07-15"),
        ("The army left by Monday.", WEDNESDAY, "2019-07-08"),
        ("The envoy will travel to Vienna to attend Friday's session.", WEDNESDAY, "2019-07-12"),
        ("The envoy arrived in Vienna to attend Friday's session.", WEDNESDAY, "2019-07-12"),
        ("The envoy arrived in Vienna to attend Friday's session.", SATURDAY, "2019-07-12"),
        ("The envoy will discuss Friday's attack.", SATURDAY, "2019-07-12"),
        ("They met ahead of Friday's vote.", WEDNESDAY, "2019-07-12"),
        ("I propose that we meet before the regional summit in April.", WEDNESDAY, "2020-04"),
        ("Talks continue until the vote in May.", WEDNESDAY, "2020-05"),
        ("We should agree by the conference in January.", WEDNESDAY, "2020-01"),
        ("He resigned before the summit in April.", WEDNESDAY, "2019-04"),
        ("Silva invited the envoy to attend the games in December.", WEDNESDAY, "2019-12"),
    ],
)
def test_deadlines_and_purposes(read_text: Callable[[str], Article], text: str, published: date, expected: str) -> None:
    assert [found.value for found in resolve_article(read_dates(read_text(text)), published)] == [expected]


def test_two_years_joined_by_a_dash_are_one_interval_of_an_event(read_text: Callable[[str], Article]) -> None:
    article = read_text("The army fought in the border war of 1950-53.")
    expressions = read_dates(article)
    assert [found.text for found in expressions] == ["1950", "53"]
    reading = SimpleNamespace(doc_id="a", expressions=expressions, reports=read_reports(article, expressions, []))
    documents = frame("documents", [{"doc_id": "a", "text": article.text, "words": 9, "published": WEDNESDAY}])
    dates = resolve_dates([reading], documents, None)
    events = event_table([reading], documents, frame("mentions", []), dates)
    assert set(events["date"]) == {"1950/1953"}
    assert set(events["latest"]) == {date(1953, 12, 31)}


HISTORY = (
    "In 1963 the two fought a war. On 14 October 1963 troops crossed the river, and on 20 February 1964 a truce was "
    "signed. The border closed in August 1994.\n\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Last month the envoy spoke.", "XXXX-XX"),
        ("Two weeks ago the envoy spoke.", "XXXX-WXX"),
        ("Last year trade fell.", "XXXX"),
        ("On Monday the envoy spoke.", "XXXX-WXX-1"),
        ("A year later the two signed.", "1995"),
    ],
)
def test_in_a_history_without_a_day_only_what_refers_back_is_told_from_a_date_before(
    read_text: Callable[[str], Article], text: str, expected: str
) -> None:
    assert resolve_article(read_dates(read_text(HISTORY + text)), None)[-1].value == expected


def test_weeks_after_a_month_are_not_told_from_a_day_before_it(read_text: Callable[[str], Article]) -> None:
    text = "They met on Tuesday.\n\nIn January the envoy left. He returned two weeks later."
    assert resolve_article(read_dates(read_text(text)), WEDNESDAY)[-1].value == "XXXX-WXX"


@pytest.mark.parametrize(
    "text",
    [
        "It carries 10.5 bcm a year.",
        "It pumps 12 million barrels of oil a year.",
        "It sells 20 GWh a day.",
    ],
)
def test_a_rate_is_no_duration(read_text: Callable[[str], Article], text: str) -> None:
    assert read_dates(read_text(text)) == []
