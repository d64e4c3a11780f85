"""What is said, supposed or merely polite: none of it an event, and none of it lends an event its speaker."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_events import Corpus, corpus

from analysis.article import Article
from analysis.dates import read_dates
from analysis.events import figure_disagreements, plan_ledger, read_reports, timeline
from analysis.events.quantities import counts
from analysis.events.report import Report

__all__ = ["corpus"]
Read = Callable[[str], Article]


def reports(article: Article) -> list[Report]:
    return read_reports(article, read_dates(article), [])


@pytest.mark.parametrize(
    ("text", "performs"),
    [
        ("Moreau called the port a gift on Monday.", False),
        ("Moreau told reporters on Monday that the port was open.", False),
        ("Moreau announced on Monday that the port was open.", False),
        ("Moreau announced a loan of five million euros on Monday.", True),
        ("The sides agreed on Monday to open an office.", True),
        ("Moreau dismissed the comment on Monday.", False),
        ("Moreau dismissed three ministers on Monday.", True),
        ("Moreau welcomed the visit on Monday.", False),
    ],
)
def test_words_that_are_deeds(read_text: Read, text: str, performs: bool) -> None:
    (report,) = [r for r in reports(read_text(text)) if r.main and r.form == "clause"]
    assert report.performs is performs


def test_a_saying_lends_an_event_no_speaker(corpus: Corpus) -> None:
    text = (
        "Portugal closed its airspace to Nigeria on Wednesday.\n\n"
        "Silva urged both sides to talk. Okafor said the closure was absurd."
    )
    found = corpus({"a": ("2031-05-23", text)})
    (row,) = timeline(found.events, found.documents).to_dict("records")
    assert (row["date"], row["who"], row["reports"]) == ("2031-05-21", ["Portugal"], 1)


def test_what_was_said_at_the_time_is_not_of_the_day_of_the_article(corpus: Corpus) -> None:
    text = (
        "Portugal closed its airspace on Wednesday.\n\n"
        "Moreau cut ties on 24 April. Okafor at the time rejected the charge."
    )
    assert corpus({"a": ("2031-05-23", text)}).row("a", "rejected")["date"] == "2031-04-24"


def test_what_follows_another_time_is_of_that_time(corpus: Corpus) -> None:
    text = (
        "Portugal opened its consulate on Wednesday.\n\n"
        "In April, Moreau visited Lisbon. She announced a loan of five million euros."
    )
    found = corpus({"a": ("2031-05-23", text)})
    loan = found.row("a", "loan")
    assert (loan["date"], loan["kind"]) == ("2031-04", "event")
    assert loan["event_id"] != found.row("a", "visited")["event_id"]


def test_what_the_two_did_behind_a_meeting_is_of_its_day_and_theirs(corpus: Corpus) -> None:
    text = "Moreau met Okafor in Lisbon on Tuesday for talks on trade.\n\nThe two signed five agreements on fishing."
    row = corpus({"a": ("2031-05-21", text)}).row("a", "signed")
    assert (row["date"], sorted(row["who"])) == ("2031-05-20", ["Ada Okafor", "Lucie Moreau"])  # type: ignore[call-overload]


def test_an_undated_article_that_leads_with_history_dates_no_saying(corpus: Corpus) -> None:
    text = (
        "Portugal and Nigeria fought a war in 1963. The border has been closed since 1994.\n\n"
        "Last month Okafor told reporters that peace was far. Silva dismissed the comment."
    )
    found = corpus({"a": (None, text)})
    assert list(timeline(found.events, found.documents)["date"]) == ["1963", "1994/.."]
    assert found.events[found.events["tells"] == "saying"]["date"].tolist() == []
    assert found.documents["earliest"].astype(str).tolist() == ["1994-01-01"]


@pytest.mark.parametrize(
    "text",
    [
        "Tomorrow, if she wishes, Moreau met nobody.",
        "If Okafor closes the port tomorrow, Moreau will fly to Lisbon on Friday.",
        "Minister, thank you for joining us today.",
        "The plan of 2007 is the only basis for peace.",
    ],
)
def test_conditions_pleasantries_and_states_are_no_events(corpus: Corpus, text: str) -> None:
    found = corpus({"a": ("2031-05-21", text)})
    told = timeline(found.events, found.documents)
    assert [w for w in told["what"] if "met" not in w] == []


def test_what_goes_with_a_deed_is_no_event_of_its_own(corpus: Corpus) -> None:
    found = corpus({"a": ("2031-05-21", "Portugal opened its consulate on Tuesday, keeping a promise to Nigeria.")})
    assert len(found.events) == 1


def test_a_target_is_kept_by_what_was_completed(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": ("2031-05-21", "Okafor said the Lisbon runway, paid for by Nigeria, would be completed by July 2031."),
            "b": ("2031-07-20", "The Lisbon runway of Nigeria was completed on 18 July 2031."),
        }
    )
    plans = plan_ledger(found.events, found.documents).to_dict("records")
    assert [(p["status"], p["outcome_date"]) for p in plans] == [("kept", "2031-07-18")]


def test_an_invited_visitor_is_who_comes_and_keeps_the_visit_by_being_there(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": ("2031-05-21", "Silva invited Okafor to visit Portugal in 2032."),
            "b": ("2032-08-01", "In July, Okafor attended the anniversary of Portugal as guest of honour."),
        }
    )
    (plan,) = plan_ledger(found.events, found.documents).to_dict("records")
    assert (plan["who"], plan["status"], plan["outcome_date"]) == (["Ada Okafor"], "kept", "2032-07")


def test_a_plan_without_a_year_is_in_neither_timeline_nor_ledger(corpus: Corpus) -> None:
    found = corpus({"a": (None, "Okafor will visit Portugal in October.")})
    assert len(timeline(found.events, found.documents)) == len(plan_ledger(found.events, found.documents)) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the two signed six memoranda of understanding", [(6.0, "agreements", "")]),
        ("signed over 12 new trade deals and three treaties", [(12.0, "agreements", "more"), (3.0, "agreements", "")]),
        ("two days of talks and a two-day visit", []),
        ("about twenty air strikes", [(20.0, "attacks", "about")]),
    ],
)
def test_counts_of_a_kind(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(q.amount, q.unit, q.qualifier) for q in counts(text)] == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="twofivesix 12agremntsud, -", max_size=200))
def test_counts_lie_within_the_text(text: str) -> None:
    assert all(0 <= q.start < q.end <= len(text) and q.amount > 0 for q in counts(text))


def test_two_articles_that_count_otherwise_in_one_event_disagree(corpus: Corpus) -> None:
    found = corpus(
        {
            "a": ("2031-05-21", "Moreau and Okafor signed five agreements on fishing in Lisbon on Tuesday."),
            "b": ("2031-05-22", "Moreau and Okafor signed six memoranda on fishing in Lisbon on 20 May 2031."),
            "c": ("2031-05-22", "Silva signed nine agreements on mining in Abuja on 20 May 2031."),
        }
    )
    table = figure_disagreements(found.events, found.documents)
    assert table[["amount", "unit", "outlet"]].values.tolist() == [
        [5.0, "agreements", "The a"],
        [6.0, "agreements", "The b"],
    ]


def test_a_return_ends_a_stay(corpus: Corpus) -> None:
    found = corpus({"a": ("2031-05-21", "Moreau returned to Lisbon on Tuesday from a two-day trip to Abuja.")})
    assert "2031-05-19/2031-05-20" in list(timeline(found.events, found.documents)["date"])
