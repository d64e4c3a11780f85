"""What an event is told as reads by itself: its subject, a finite verb, the article's own words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.article import Article
from analysis.dates import read_dates, resolve_dates
from analysis.events import event_table, read_reports, timeline
from analysis.events.wording import balanced
from analysis.tables import frame

Read = Callable[[str], Article]
WORDS = [
    *("who", "to", "and", "agreed", "Moreau", "met", ",", '"', "was", "signed", "by", "Friday", "visit", "for"),
    *("first", "when", "(", ")", "’"),
]
PERSONS = ("Moreau", "Okafor")


def told(article: Article) -> list[dict[str, object]]:
    """Return the events of one article published on 21 May 2031, a Wednesday."""
    names, mentions = [], []
    for name in PERSONS:
        start = article.text.find(name)
        if start >= 0:
            names.append(SimpleNamespace(start=start, end=start + len(name), type="PERSON"))
            row = {"doc_id": "a", "start": start, "end": start + len(name), "text": name}
            mentions.append(row | {"type": "PERSON", "entity": name})
    expressions = read_dates(article)
    reading = SimpleNamespace(doc_id="a", expressions=expressions, reports=read_reports(article, expressions, names))
    row = {"doc_id": "a", "text": article.text, "published": date(2031, 5, 21), "words": 1}
    documents = frame("documents", [row])
    dates = resolve_dates([reading], documents, None)
    events = event_table([reading], documents, frame("mentions", mentions), dates)
    return [{str(k): v for k, v in event.items()} for event in timeline(events, documents).to_dict("records")]


@pytest.mark.parametrize(
    ("text", "date_told", "kind", "what"),
    [
        (
            "A joint survey, which the army destroyed in June, was lost.",
            "2030-06",
            "event",
            "the army destroyed a joint survey in June",
        ),
        (
            "Supplies came through the pipeline, whose capacity is to be raised to 10.5 bcm a year by January 2032.",
            "2032-01",
            "target",
            "the pipeline's capacity is to be raised to 10.5 bcm a year by January 2032",
        ),
        (
            "The town, where the two presidents met in April, is small.",
            "2031-04",
            "event",
            "The town where the two presidents met in April",
        ),
        (
            "The two sides agreed to open a research centre in September.",
            "2031-09",
            "plan",
            "The two sides agreed to open a research centre in September",
        ),
        (
            "Moreau is due to travel to Abuja on Friday.",
            "2031-05-23",
            "plan",
            "Moreau is due to travel to Abuja on Friday",
        ),
        (
            "Nigeria aims to cut emissions to zero by 2060.",
            "2060",
            "target",
            "Nigeria aims to cut emissions to zero by 2060",
        ),
        (
            "Nigeria was the first country to recognise the republic in 1991.",
            "1991",
            "event",
            "Nigeria was the first country to recognise the republic in 1991",
        ),
        (
            "Moreau pledged to achieve neutrality by 2060 and reach a share of 15 percent by 2040.",
            "2040",
            "target",
            "Moreau pledged to reach a share of 15 percent by 2040",
        ),
        ("Moreau, who arrived on Monday, met Okafor.", "2031-05-19", "event", "Moreau arrived on Monday"),
        (
            "The accord, signed on May 3 in Lisbon, covers fish.",
            "2031-05-03",
            "event",
            "The accord signed on May 3 in Lisbon",
        ),
        (
            "Okafor thanked Lisbon for sending tents during the floods of last August.",
            "2030-08",
            "event",
            "Lisbon sending tents during the floods of last August",
        ),
        (
            "They agreed to sign it before the end of the year.",
            "../2031",
            "plan",
            "They agreed to sign it before the end of the year",
        ),
        (
            "A planned visit by Okafor to Lisbon in July was called off.",
            "2031-07",
            "plan",
            "A planned visit by Okafor to Lisbon in July",
        ),
        (
            "Moreau demanded their release by the end of the month.",
            "2031-05",
            "plan",
            "Moreau demanded their release by the end of the month",
        ),
    ],
)
def test_wording(read_text: Read, text: str, date_told: str, kind: str, what: str) -> None:
    assert (date_told, kind, what) in [(r["date"], r["kind"], r["what"]) for r in told(read_text(text))]


def test_a_stay_begins_with_the_arrival_and_is_the_visitors(read_text: Read) -> None:
    (row,) = told(read_text("Moreau arrived in Abuja on Monday for a three-day visit."))
    assert (row["date"], row["who"]) == ("2031-05-19", ["Moreau"])
    assert row["what"] == "Moreau arrived in Abuja on Monday for a three-day visit"


def test_the_person_something_is_handed_to_takes_part(read_text: Read) -> None:
    (row,) = told(read_text("Moreau presented her letters of credence to Okafor on Monday."))
    assert row["who"] == ["Moreau", "Okafor"]


def test_who_demands_takes_part(read_text: Read) -> None:
    (row,) = [
        r for r in told(read_text("Moreau demanded their release by the end of the month.")) if r["kind"] == "plan"
    ]
    assert row["who"] == ["Moreau"]


@pytest.mark.parametrize(
    "text",
    [
        '"We have waited a long time for this day," she told them.',
        "Moreau is the first leader to visit Abuja since 2007.",
    ],
)
def test_what_dates_nothing(read_text: Read, text: str) -> None:
    assert all(row["date_basis"] == "published" for row in told(read_text(text)))


def test_the_label_is_the_first_of_the_best_dated(read_text: Read) -> None:
    text = (
        "Moreau met Okafor in Lisbon on Tuesday to settle the fishing dispute. It rained.\n\n"
        "The meeting of Moreau with Okafor in Lisbon on May 20 was open."
    )
    rows = [row for row in told(read_text(text)) if row["date"] == "2031-05-20"]
    assert str(rows[0]["what"]).startswith("Moreau met Okafor in Lisbon on Tuesday")


@pytest.mark.parametrize(
    ("before", "shown", "beyond", "expected"),
    [
        ("", 'it was "an unfriendly act', '."', 'it was "an unfriendly act"'),
        ("", 'it was "an unfriendly act', ", h", "it was an unfriendly act"),
        ("", "it was “an unfriendly act", ".” ", "it was “an unfriendly act”"),
        ("", 'a "calm" act', "", 'a "calm" act'),
        ('"', 'We regret it," a diplomat said', '. "', '"We regret it," a diplomat said'),
        (" ", 'We regret it," a diplomat said', '. "', "We regret it, a diplomat said"),
    ],
)
def test_quotations_are_balanced(before: str, shown: str, beyond: str, expected: str) -> None:
    assert balanced(shown, before, beyond) == expected


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=25,
    )
)
def test_any_words_can_be_told(read_text: Read, words: list[str]) -> None:
    for row in told(read_text(" ".join(words) + ".")):
        assert row["what"] == " ".join(str(row["what"]).split())
        assert row["what"]
