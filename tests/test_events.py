"""Events of a small corpus: when they were, which reports are one event, when undated articles were published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.article import Article
from analysis.dates import read_dates, resolve_dates
from analysis.events import (
    bounds_table,
    coverage_lag,
    event_table,
    figure_disagreements,
    plan_ledger,
    publication_bounds,
    read_reports,
    timeline,
)
from analysis.tables import COLUMNS, frame

ENTITIES = {
    "Moreau": ("PERSON", "Lucie Moreau"),
    "Okafor": ("PERSON", "Ada Okafor"),
    "Silva": ("PERSON", "Rui Silva"),
    "Lisbon": ("GPE", "Lisbon"),
    "Abuja": ("GPE", "Abuja"),
    "Portugal": ("GPE", "Portugal"),
    "Nigeria": ("GPE", "Nigeria"),
}


@dataclass
class Found:
    """The tables of a small corpus."""

    documents: pd.DataFrame
    dates: pd.DataFrame
    events: pd.DataFrame

    def row(self, doc_id: str, words: str) -> dict[str, object]:
        """Return the one event row of an article whose description has these words."""
        rows = [r for r in self.events.to_dict("records") if r["doc_id"] == doc_id and words in r["what"]]
        assert len(rows) == 1, [r["what"] for r in self.events.to_dict("records")]
        return {str(k): v for k, v in rows[0].items()}


Corpus = Callable[[dict[str, tuple[str | None, str]]], Found]


@pytest.fixture
def corpus(read_text: Callable[[str], Article]) -> Corpus:
    """Return a function that reads {doc_id: (day of publication, text)}; entities are those of `ENTITIES`."""

    def build(articles: dict[str, tuple[str | None, str]]) -> Found:
        readings, rows, mentions = [], [], []
        for doc_id, (published, text) in articles.items():
            article = read_text(text)
            names = []
            for word, (kind, entity) in ENTITIES.items():
                start = text.find(word)
                while start >= 0:
                    names.append(SimpleNamespace(start=start, end=start + len(word), type=kind))
                    mentions.append(
                        {
                            "doc_id": doc_id,
                            "start": start,
                            "end": start + len(word),
                            "text": word,
                            "type": kind,
                            "entity": entity,
                        }
                    )
                    start = text.find(word, start + 1)
            expressions = read_dates(article)
            reports = read_reports(article, expressions, names)
            readings.append(SimpleNamespace(doc_id=doc_id, expressions=expressions, reports=reports))
            day = date.fromisoformat(published) if published else None
            rows.append({"doc_id": doc_id, "text": text, "published": day, "outlet": f"The {doc_id}", "words": 1})
        documents, table = frame("documents", rows), frame("mentions", mentions)
        dates = resolve_dates(readings, documents, None)
        documents = publication_bounds(readings, documents, table, dates)
        dates = resolve_dates(readings, documents, None)
        return Found(documents, dates, event_table(readings, documents, table, dates))

    return build


def test_columns_and_order(corpus: Corpus) -> None:
    found = corpus({"a": ("2031-05-21", "Moreau met Okafor in Lisbon on Tuesday. Silva resigned on May 3.")})
    assert tuple(found.events.columns) == COLUMNS["events"]
    assert list(found.events["start"]) == sorted(found.events["start"])


def test_a_stated_day_with_who_and_where(corpus: Corpus) -> None:
    row = corpus({"a": ("2031-05-21", "Moreau met Okafor in Lisbon on 20 May 2031 for two hours.")}).row("a", "met")
    assert (row["date"], row["date_basis"], row["kind"]) == ("2031-05-20", "stated", "event")
    assert (row["who"], row["where"]) == (["Lucie Moreau", "Ada Okafor"], "Lisbon")


def test_a_lead_without_a_time_has_the_day_of_publication(corpus: Corpus) -> None:
    row = corpus({"a": ("2031-05-21", "Moreau met Okafor in Lisbon for talks on fishing.")}).row("a", "met")
    assert (row["date"], row["date_basis"]) == ("2031-05-21", "published")


def test_background_without_a_time_is_no_event(corpus: Corpus) -> None:
    text = (
        "Leaders in Lisbon\n\nMoreau met Okafor in Lisbon for talks on fishing.\n\n"
        "Portugal built its fleet with great care. Nigeria bought ships."
    )
    assert len(corpus({"a": ("2031-05-21", text)}).events) == 1


def test_what_is_said_shares_the_day_of_the_occasion_and_is_no_event(corpus: Corpus) -> None:
    text = (
        "Leaders in Lisbon\n\nMoreau met Okafor in Lisbon on Monday.\n\n"
        "Silva praised the fishing accord during the meeting."
    )
    found = corpus({"a": ("2031-05-21", text)})
    said = found.row("a", "praised")
    assert (said["tells"], said["date"], said["date_basis"]) == ("saying", "2031-05-19", "relative")
    assert said["event_id"] != found.row("a", "met")["event_id"]
    (row,) = timeline(found.events, found.documents).to_dict("records")
    assert (row["who"], row["reports"]) == (["Ada Okafor", "Lucie Moreau"], 1)


def test_an_open_interval(corpus: Corpus) -> None:
    row = corpus({"a": ("2031-05-21", "Silva has led the party since 2019 without a rival.")}).row("a", "led")
    assert (row["date"], row["earliest"], row["latest"]) == ("2019/..", date(2019, 1, 1), None)


def test_the_past_years_of_a_figure(corpus: Corpus) -> None:
    text = "Portugal attracted nearly $55 billion of investment over the past 30 years."
    row = corpus({"a": ("2031-05-21", text)}).row("a", "attracted")
    assert (row["date"], row["kind"], row["amount"], row["unit"]) == ("2001/2031", "figure", 55e9, "USD")


def test_a_plan_and_a_target(corpus: Corpus) -> None:
    text = "Moreau will visit Nigeria on Friday. Portugal pledged to achieve carbon neutrality by 2060."
    found = corpus({"a": ("2031-05-21", text)})
    assert (found.row("a", "will visit")["kind"], found.row("a", "will visit")["date"]) == ("plan", "2031-05-23")
    assert (found.row("a", "neutrality")["kind"], found.row("a", "neutrality")["date"]) == ("target", "2060")


def test_the_days_of_a_stay_are_those_told_of(corpus: Corpus) -> None:
    text = (
        "Moreau met Okafor on May 20 as part of her two-day visit to Abuja for talks.\n\n"
        "A day earlier, Moreau had talks with traders in Abuja."
    )
    found = corpus({"a": ("2031-05-21", text)})
    stay = next(r for r in found.events.to_dict("records") if r["what"].startswith("her two-day"))
    assert stay["date"] == "2031-05-19/2031-05-20"


def test_a_distance_from_another_event(corpus: Corpus) -> None:
    text = "The visit of Moreau comes just a month after Silva visited Abuja."
    assert corpus({"a": ("2031-05-21", text)}).row("a", "Silva")["date"] == "2031-04"


def test_a_dateline_and_a_stated_day_merge_on_the_day(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": ("2031-05-21", "Moreau held a meeting with Okafor in Lisbon to discuss fishing."),
            "b": ("2031-05-22", "Okafor met with Moreau in Lisbon on May 20 for two hours."),
        }
    )
    one, two = found.row("a", "held a meeting"), found.row("b", "on May 20")
    assert one["event_id"] == two["event_id"]
    assert (one["date"], one["date_basis"]) == ("2031-05-20", "other article")


def test_meetings_of_the_same_people_on_other_days_stay_apart(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": ("2031-05-21", "Moreau met Okafor in Lisbon on Tuesday for talks."),
            "b": ("2031-09-03", "Moreau met Okafor in Lisbon on Tuesday for talks."),
        }
    )
    assert found.row("a", "met")["event_id"] != found.row("b", "met")["event_id"]


def test_meetings_with_others_on_the_same_day_stay_apart(corpus: Corpus) -> None:
    found = corpus({"a": ("2031-05-21", "Moreau met Okafor on Tuesday. Moreau met Silva on Tuesday as well.")})
    assert found.row("a", "Okafor")["event_id"] != found.row("a", "Silva")["event_id"]


def test_identifiers_do_not_depend_on_the_order_of_articles(corpus: Corpus) -> None:
    articles = {
        "a": ("2031-05-21", "Moreau met Okafor in Lisbon on Tuesday."),
        "b": ("2031-05-21", "Okafor met Moreau in Lisbon on Tuesday."),
    }
    turned = dict(reversed(list(articles.items())))
    pd.testing.assert_frame_equal(corpus(articles).events, corpus(turned).events)


def test_bounds_from_the_articles_own_times(corpus: Corpus) -> None:
    text = "The bridge collapsed in March 2030. Moreau will open the new one in June 2032."
    found = corpus({"a": (None, text)})
    row = found.documents.iloc[0]
    assert (row["published"], row["earliest"], row["latest"]) == (None, date(2030, 3, 1), date(2032, 6, 30))
    assert set(bounds_table(found.documents)["reason"]) == {"told as past", "told as coming"}


def test_bounds_and_the_year_from_another_article(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": (None, "Moreau met with Okafor in Lisbon on May 20 to discuss fishing."),
            "b": ("2031-05-21", "Okafor held a meeting with Moreau in Lisbon to discuss fishing."),
        }
    )
    undated = found.documents.set_index("doc_id").loc["a"]
    assert (undated["published"], undated["earliest"], undated["latest"]) == (
        None,
        date(2031, 5, 20),
        date(2031, 5, 27),
    )
    assert found.row("a", "met")["date"] == "2031-05-20"
    evidence = bounds_table(found.documents)
    assert set(evidence["evidence_doc"]) == {"b"}


def test_an_unknown_year_stays_unknown(corpus: Corpus) -> None:
    found = corpus({"a": (None, "Moreau met with Okafor in Lisbon on May 20 to discuss fishing.")})
    row = found.row("a", "met")
    assert (row["date"], row["earliest"], row["latest"]) == ("XXXX-05-20", None, None)
    assert found.documents.iloc[0]["earliest"] is None


def test_two_meetings_that_fit_date_nothing(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": (None, "Moreau met with Okafor in Lisbon to discuss fishing."),
            "b": ("2031-05-21", "Okafor held a meeting with Moreau in Lisbon on Tuesday."),
            "c": ("2032-02-04", "Okafor held a meeting with Moreau in Lisbon on Tuesday."),
        }
    )
    assert found.documents.set_index("doc_id").loc["a", "latest"] is None


def test_an_anniversary_bounds_publication(corpus: Corpus) -> None:
    text = (
        "Moreau met Okafor in Lisbon on Dec. 15 for talks.\n\n"
        "Portugal recognized Nigeria on Dec. 25, 1991. The sides marked the 30th anniversary of that step."
    )
    row = corpus({"a": (None, text)}).documents.iloc[0]
    assert (row["earliest"], row["latest"]) == (date(2021, 12, 15), date(2021, 12, 22))


def test_no_articles_no_events(corpus: Corpus) -> None:
    found = corpus({})
    assert len(found.events) == 0
    assert len(timeline(found.events, found.documents)) == 0
    assert len(plan_ledger(found.events, found.documents)) == 0
    assert len(coverage_lag(found.events, found.documents)) == 0
    assert len(figure_disagreements(found.events, found.documents)) == 0


def test_a_plan_is_kept(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": ("2030-12-15", "The sides discussed a visit by Moreau to Abuja in the first half of 2031."),
            "b": ("2031-05-21", "Moreau visited Abuja on Tuesday to sign the fishing accord."),
        }
    )
    ledger = plan_ledger(found.events, found.documents)
    assert list(ledger[["status", "planned", "outcome_date", "outcome_by"]].iloc[0]) == [
        "kept",
        "2031-01/2031-06",
        "2031-05-20",
        "The b",
    ]


def test_a_plan_is_moved_or_overdue(corpus: Corpus) -> None:
    articles: dict[str, tuple[str | None, str]] = {
        "a": ("2031-01-15", "Moreau will visit Abuja in March 2031 to sign the fishing accord."),
        "b": ("2031-05-21", "Silva resigned on Tuesday."),
    }
    found = corpus(articles)
    assert list(plan_ledger(found.events, found.documents)["status"]) == ["overdue"]
    early = plan_ledger(found.events, found.documents, today=date(2031, 2, 1))
    assert list(early["status"]) == ["open"]
    articles["c"] = ("2031-06-12", "Moreau visited Abuja on Wednesday to sign the fishing accord.")
    found = corpus(articles)
    ledger = plan_ledger(found.events, found.documents)
    assert list(ledger[["status", "outcome_date"]].iloc[0]) == ["moved", "2031-06-11"]


def test_figures_that_disagree_stand_side_by_side(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": ("2031-05-21", "Portugal has invested more than $50 billion in Nigeria since 1991."),
            "b": (
                "2031-05-22",
                "Total investment of Portugal in Nigeria exceeded 62 billion U.S. dollars, Silva noted.",
            ),
            "c": ("2031-05-22", "Bilateral trade of Portugal and Nigeria exceeded 3 billion dollars in 2030."),
        }
    )
    table = figure_disagreements(found.events, found.documents)
    assert list(table["amount"]) == [50e9, 62e9]
    assert list(table["about"]) == ["investment", "investment"]
    assert list(table["qualifier"]) == ["more", "more"]
    assert list(table["compatible"]) == [True, True]
    assert list(table["given_by"]) == [["The a"], ["The b"]]


def test_lag_from_event_to_publication(corpus: Corpus) -> None:
    found = corpus({"a": ("2031-05-22", "Moreau met Okafor in Lisbon on Tuesday.")})
    lag = coverage_lag(found.events, found.documents)
    assert list(lag[["days_least", "days_most"]].iloc[0]) == [2, 2]


def test_the_timeline_has_one_row_an_event(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": ("2031-05-21", "Moreau held a meeting with Okafor in Lisbon to discuss fishing."),
            "b": ("2031-05-22", "Okafor met with Moreau in Lisbon on May 20 for two hours."),
        }
    )
    table = timeline(found.events, found.documents)
    row = table[table["date"] == "2031-05-20"].iloc[0]
    assert (row["articles"], row["outlets"], row["doc_id"]) == (2, 2, "b")
    assert set(row["who"]) == {"Lucie Moreau", "Ada Okafor"}
    assert len(timeline(found.events, found.documents, who="Rui Silva")) == 0
