"""The ledger of plans: what was announced, and what the corpus tells became of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from analysis.events.intervals import day, overlap
from analysis.events.lexicon import lexicon
from analysis.events.phrases import stem
from analysis.events.timeline import by_event, chronological, outlet_of, quality

if TYPE_CHECKING:
    import pandas as pd

LEDGER = [
    *("event_id", "kind", "status", "what", "who", "where", "planned", "planned_earliest", "planned_latest"),
    *("announced", "announced_by", "doc_id", "start", "end"),
    *("outcome", "outcome_date", "outcome_earliest", "outcome_latest", "outcome_by"),
    *("outcome_doc_id", "outcome_start", "outcome_end", "sources"),
]
# What is put off is not put off for ever.
REACH = timedelta(days=730)
WORD = re.compile(r"[^\W\d_]{3,30}")


def plan_ledger(events: pd.DataFrame, documents: pd.DataFrame, *, today: date | None = None) -> pd.DataFrame:
    """Tell what became of each plan and target.

    A plan is kept where the corpus reports it as happened within the time planned; moved where it reports it as
    happened, or announced anew, at another time; overdue where its time has passed without a word; else open.

    Parameters
    ----------
    events : one row a report of an event.
    documents : one row an article.
    today : the day from which a plan is seen; by default the last day by which an article is known to be published.

    Returns
    -------
    One row a plan or target, by the time planned: event_id, kind, status (kept, moved, open, overdue), what, who,
    where, planned (EDTF) with planned_earliest and planned_latest, announced (day of publication or its lower bound),
    announced_by (outlet) and the place of the plan (doc_id, start, end); outcome (its words), outcome_date (EDTF)
    with its interval, outcome_by (outlet) and the place of the outcome; sources (articles that tell of either).
    """
    import pandas as pd

    outlets = outlet_of(documents)
    days = {
        str(row["doc_id"]): (
            day(row["published"]) or day(row.get("earliest")),
            day(row["published"]) or day(row.get("latest")),
        )
        for row in documents.to_dict("records")
    }
    today = today or max((first for first, _ in days.values() if first), default=None)
    grouped = by_event(events)
    elsewhere = index_outcomes(grouped)
    rows = []
    for name, reports in grouped.items():
        plans = [r for r in reports if r["kind"] in ("plan", "target")]
        if not plans:
            continue
        plan = min(plans, key=lambda r: (days.get(r["doc_id"], (None,))[0] or date.max, *quality(r)))
        happened = [r for r in reports if r["kind"] == "event"]
        outcome = min(happened, key=quality) if happened else find_outcome(plan, elsewhere, days)
        sources = {r["doc_id"] for r in reports} | ({outcome["doc_id"]} if outcome else set())
        rows.append(
            {
                "event_id": name,
                "kind": plan["kind"],
                "status": status_of(plan, outcome, today),
                **{column: plan[column] for column in ("what", "who", "where", "doc_id", "start", "end")},
                "planned": plan["date"],
                "planned_earliest": plan["earliest"],
                "planned_latest": plan["latest"],
                "announced": days.get(plan["doc_id"], (None, None))[0],
                "announced_by": outlets.get(plan["doc_id"]),
                "outcome": outcome["what"] if outcome else None,
                "outcome_date": outcome["date"] if outcome else None,
                "outcome_earliest": outcome["earliest"] if outcome else None,
                "outcome_latest": outcome["latest"] if outcome else None,
                "outcome_by": outlets.get(outcome["doc_id"]) if outcome else None,
                "outcome_doc_id": outcome["doc_id"] if outcome else None,
                "outcome_start": outcome["start"] if outcome else None,
                "outcome_end": outcome["end"] if outcome else None,
                "sources": len(sources),
            }
        )
    rows.sort(key=lambda r: chronological({**r, "earliest": r["planned_earliest"], "latest": r["planned_latest"]}))
    table = pd.DataFrame({column: pd.Series([row[column] for row in rows], dtype="object") for column in LEDGER})
    return table.astype({"start": "int64", "end": "int64", "sources": "int64"})


def status_of(plan: Mapping[Any, Any], outcome: Mapping[Any, Any] | None, today: date | None) -> str:
    """Return kept, moved, open or overdue."""
    if outcome is not None:
        same = overlap((plan["earliest"], plan["latest"]), (outcome["earliest"], outcome["latest"]))
        return "kept" if same and outcome["kind"] == "event" else "moved"
    passed = today is not None and plan["latest"] is not None and plan["latest"] < today
    return "overdue" if passed else "open"


def classes_in(what: str) -> frozenset[str]:
    """Return the classes of event that the words of a description belong to."""
    words = lexicon()
    found: set[str] = set()
    for word in WORD.findall(what.lower()):
        names = [words.noun_class.get(form) or words.verb_class.get(form) for form in base_forms(word)]
        found.update(name for name in names if name)
    return frozenset(found)


def stems_in(what: str) -> frozenset[str]:
    """Return the stems of the words of a description that say something of it."""
    return frozenset(stem(word) for word in WORD.findall(what.lower()) if len(word) > 3) - lexicon().generic


def index_outcomes(
    grouped: Mapping[str, Sequence[Mapping[Any, Any]]],
) -> dict[tuple[str, str], list[Mapping[Any, Any]]]:
    """Index what happened, and what was announced anew, by actor and class of event."""
    index: dict[tuple[str, str], list[Mapping[Any, Any]]] = {}
    for reports in grouped.values():
        told = [r for r in reports if r["kind"] in ("event", "plan") and r["earliest"] is not None]
        if not told:
            continue
        best = min(told, key=lambda r: (r["kind"] != "event", *quality(r)))
        for actor in best["who"]:
            for name in sorted(classes_in(best["what"])):
                index.setdefault((actor, name), []).append(best)
    return index


def find_outcome(
    plan: Mapping[Any, Any],
    index: Mapping[tuple[str, str], Sequence[Mapping[Any, Any]]],
    days: Mapping[str, tuple[date | None, date | None]],
) -> Mapping[Any, Any] | None:
    """Return the report of what a plan came to at another time than planned, or None.

    It is of the same actors and class of event, later told, not more than two years from the time planned, and like
    the plan in at least half of its words; a plan anew counts where its words say that it was moved.
    """
    announced = days.get(str(plan["doc_id"]), (None, None))[0]
    if plan["kind"] == "target" or announced is None or plan["latest"] is None or not plan["who"]:
        return None
    found = []
    mine = stems_in(str(plan["what"]))
    for actor in plan["who"]:
        for name in sorted(classes_in(str(plan["what"]))):
            for other in index.get((actor, name), ()):
                told = days.get(str(other["doc_id"]), (None, None))[0]
                later = told is not None and told > announced and other["earliest"] > announced
                if (
                    other["event_id"] == plan["event_id"]
                    or not later
                    or abs(other["earliest"] - plan["latest"]) > REACH
                ):
                    continue
                told_anew = {form for word in WORD.findall(str(other["what"]).lower()) for form in base_forms(word)}
                moved = bool(told_anew & lexicon().verbs["moving"])
                if other["kind"] == "plan" and not moved:
                    continue
                theirs = stems_in(str(other["what"]))
                shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
                if set(plan["who"]) <= set(other["who"]) and shared >= 0.5:
                    found.append((other["earliest"], other["doc_id"], other["start"], -shared, other))
    return min(found, key=lambda f: f[:4])[4] if found else None


def base_forms(word: str) -> list[str]:
    """Return what a word may be a form of, itself first: "visited" of "visit", "moved" of "move", "met" of "meet"."""
    forms = [word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed")]
    return [*dict.fromkeys(forms), *([lexicon().irregular[word]] if word in lexicon().irregular else [])]
