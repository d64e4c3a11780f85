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
