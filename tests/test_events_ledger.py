"""The ledger of plans on tables of events: what it compares grows with the corpus, not with its square."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from analysis.events import plan_ledger, plans
from analysis.tables import frame

FIRST = date(2030, 1, 1)


def tables(count: int, happened: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return as many plans as events of one pair of persons, an article a day with one of each."""
    documents, events = [], []
    for n in range(count):
        today = FIRST + timedelta(days=n)
        documents.append({"doc_id": f"a{n:04d}", "published": today, "words": 1, "text": ""})
        for kind, when, what in (
            ("plan", today + timedelta(days=40), "Moreau will meet Okafor to settle the pipeline routes"),
            ("event", today, happened),
        ):
            row = {"event_id": f"{kind}{n}", "doc_id": f"a{n:04d}", "start": len(kind), "end": 9, "kind": kind}
            row |= {"date": when.isoformat(), "earliest": when, "latest": when, "date_basis": "stated"}
            events.append(row | {"what": what, "who": ["Lucie Moreau", "Ada Okafor"]})
    return frame("events", events), frame("documents", documents)


@pytest.mark.parametrize(
    ("happened", "status"),
    [
        ("Moreau met Okafor to settle the pipeline routes", "moved"),
        ("Moreau met Okafor on tariffs, levies, duties, quotas", "open"),
    ],
)
def test_a_plan_is_compared_with_few_events(monkeypatch: pytest.MonkeyPatch, happened: str, status: str) -> None:
    compared = 0
    like = plans.Outcomes.like

    def counted(*arguments: Any) -> Iterator[plans.Outcome]:
        nonlocal compared
        for outcome in like(*arguments):
            compared += 1
            yield outcome

    monkeypatch.setattr(plans.Outcomes, "like", counted)
    events, documents = tables(120, happened)
    ledger = plan_ledger(events, documents, today=FIRST)
    assert ledger["status"].iloc[0] == status
    assert compared <= 2 * 120


def test_the_outcome_is_the_first_of_the_same_actors_and_words_within_two_years() -> None:
    events, documents = tables(3, "Moreau met Okafor to settle the pipeline routes")
    late = FIRST + timedelta(days=40 + 731)
    events.loc[events["kind"] == "event", ["earliest", "latest"]] = late
    documents["published"] = documents["published"].where(documents["doc_id"] == "a0000", late)
    assert list(plan_ledger(events, documents, today=FIRST)["status"].iloc[:1]) == ["open"]
    near = late - timedelta(days=1)
    events.loc[events["kind"] == "event", ["earliest", "latest"]] = near
    assert list(plan_ledger(events, documents, today=FIRST)["outcome_doc_id"].iloc[:1]) == ["a0001"]
