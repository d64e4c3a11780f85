"""The ledger of plans: what was announced, and what the corpus tells became of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from analysis.events.intervals import day, overlap
from analysis.events.lexicon import lexicon
from analysis.events.phrases import stem
from analysis.events.timeline import by_event, chronological, known, outlet_of, quality

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
# Classes of event that those who take part in are there for.
IN_PERSON = {"visit", "meeting", "ceremony", "address", "founding", "agreement"}
WORD = re.compile(r"[^\W\d_]{3,30}")


def plan_ledger(events: pd.DataFrame, documents: pd.DataFrame, *, today: date | None = None) -> pd.DataFrame:
    """Tell what became of each plan and target with a time.

    A plan is kept where the corpus reports it as happened within the time planned; moved where it reports it as
    happened, or announced anew, at another time; overdue where its time has passed without a word; else open.

    Parameters
    ----------
    events : one row a report of an event.
    documents : one row an article.
    today : the day from which a plan is seen; by default the last day by which an article is known to be published.

    Returns
    -------
    One row a plan or target whose time is known, by that time: event_id, kind, status (kept, moved, open, overdue),
    what, who, where, planned (EDTF) with planned_earliest and planned_latest, announced (day of publication or its
    lower bound), announced_by (outlet) and the place of the plan (doc_id, start, end); outcome (its words),
    outcome_date (EDTF) with its interval, outcome_by (outlet) and the place of the outcome; sources (articles that
    tell of either).
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
    outcomes = Outcomes(grouped, days)
    rows = []
    for name, reports in grouped.items():
        plans = [r for r in reports if r["kind"] in ("plan", "target") and known(r)]
        if not plans:
            continue
        plan = min(plans, key=lambda r: (days.get(r["doc_id"], (None,))[0] or date.max, *quality(r)))
        happened = [r for r in reports if r["kind"] == "event"]
        outcome = min(happened, key=quality) if happened else find_outcome(plan, outcomes, days)
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


@dataclass(frozen=True)
class Outcome:
    """What a plan may have come to: a report, the day by which it was told, and what its words say."""

    row: Mapping[Any, Any]
    told: date
    who: frozenset[str]
    classes: frozenset[str]
    stems: frozenset[str]

    @property
    def place(self) -> tuple[Any, ...]:
        """The order in which outcomes are looked at: the first to happen, then by article and place."""
        return self.row["earliest"], self.row["doc_id"], self.row["start"], self.row["event_id"]


Index = dict[tuple[str, str, str], list[Outcome]]


class Outcomes:
    """What happened, and what was told to be moved, by actor, class of event and stem, in the order of its days.

    Two descriptions that share half of the words of the shorter one share one of its rarer words: all but its most
    frequent ones that are fewer than half. So each is looked for under its rarer words only (the prefix filter of
    Chaudhuri, Ganti and Kaushik, 2006).
    """

    def __init__(
        self,
        grouped: Mapping[str, Sequence[Mapping[Any, Any]]],
        days: Mapping[str, tuple[date | None, date | None]],
    ) -> None:
        found = []
        self.common: Counter[str] = Counter()
        for reports in grouped.values():
            self.common.update({word for report in reports for word in stems_in(str(report["what"]))})
            told = [r for r in reports if r["kind"] in ("event", "plan") and r["earliest"] is not None]
            if not told:
                continue
            best = min(told, key=lambda r: (r["kind"] != "event", *quality(r)))
            first, what = days.get(str(best["doc_id"]), (None, None))[0], str(best["what"])
            if first is not None and (best["kind"] == "event" or tells_of_a_move(what)):
                found.append(Outcome(best, first, frozenset(best["who"]), classes_in(what), stems_in(what)))
        found.sort(key=lambda outcome: outcome.place)
        self.by_word: Index = {}
        self.by_rare_word: Index = {}
        self.by_place: dict[tuple[str, str], list[Outcome]] = {}
        for outcome in found:
            if outcome.row["kind"] == "event" and outcome.classes & IN_PERSON:
                for actor, place in product(outcome.who, {*outcome.who, outcome.row["where"]} - {None}):
                    self.by_place.setdefault((actor, str(place)), []).append(outcome)
            for index, words in ((self.by_word, outcome.stems), (self.by_rare_word, self.rarer(outcome.stems))):
                for key in product(outcome.who, outcome.classes, words):
                    index.setdefault(key, []).append(outcome)

    def rarer(self, stems: Collection[str]) -> list[str]:
        """Return the stems of which one at least is in every half of them."""
        ordered = sorted(stems, key=lambda word: (self.common[word], word))
        return ordered[: len(ordered) // 2 + 1]

    def like(
        self, actors: Collection[str], classes: Collection[str], stems: Collection[str], first: date, last: date
    ) -> Iterator[Outcome]:
        """Yield what can be like a description, of its actors and a class of its own, by day."""
        keys = [(self.by_word, name, word) for name in classes for word in self.rarer(stems)]
        keys += [(self.by_rare_word, name, word) for name in classes for word in stems]
        lists = []
        for index, name, word in keys:
            found = min((index.get((actor, name, word), []) for actor in actors), key=len)
            low = bisect_left(found, first, key=lambda outcome: outcome.row["earliest"])
            if low < len(found):
                lists.append(islice(found, low, None))
        held = None
        for outcome in merge(*lists, key=lambda outcome: outcome.place):
            if outcome.row["earliest"] > last:
                return
            if outcome is not held:
                held = outcome
                yield outcome

    def there(self, plan: Mapping[Any, Any], announced: date) -> Mapping[Any, Any] | None:
        """Return the first of what a visitor is told to have done at the place and in the time of a planned visit."""
        if plan["where"] is None or plan["where"] in plan["who"]:
            return None
        lists = []
        for actor in plan["who"]:
            found = self.by_place.get((actor, str(plan["where"])), [])
            first = max(plan["earliest"] or announced, announced)
            lists.append(islice(found, bisect_left(found, first, key=lambda outcome: outcome.row["earliest"]), None))
        for other in merge(*lists, key=lambda outcome: outcome.place):
            if other.row["earliest"] > plan["latest"]:
                break
            if other.told > announced and other.row["event_id"] != plan["event_id"]:
                return other.row
        return None


def tells_of_a_move(what: str) -> bool:
    """Tell whether the words of a description say that something was moved to another time."""
    moving = lexicon().verbs["moving"]
    return any(form in moving for word in WORD.findall(what.lower()) for form in base_forms(word))


def find_outcome(
    plan: Mapping[Any, Any], outcomes: Outcomes, days: Mapping[str, tuple[date | None, date | None]]
) -> Mapping[Any, Any] | None:
    """Return the report of what a plan came to at another time than planned, or None.

    It is the first to happen of the same actors and class of event, later told, not more than two years from the time
    planned, and like the plan in at least half of its words; a plan anew counts where its words say that it was moved.
    A visit is kept, too, by what its visitor is told to have done there in the time planned.
    """
    announced = days.get(str(plan["doc_id"]), (None, None))[0]
    if announced is None or plan["latest"] is None or not plan["who"]:
        return None
    mine, actors, planned = stems_in(str(plan["what"])), frozenset(plan["who"]), plan["latest"]
    first = max(announced + timedelta(days=1), planned - min(REACH, planned - date.min))
    last = planned + min(REACH, date.max - planned)
    for other in outcomes.like(actors, classes_in(str(plan["what"])), mine, first, last):
        if other.row["event_id"] == plan["event_id"] or other.told <= announced or not actors <= other.who:
            continue
        if plan["kind"] == "target" and other.row["kind"] != "event":
            continue
        if 2 * len(mine & other.stems) >= min(len(mine), len(other.stems)):
            return other.row
    return outcomes.there(plan, announced) if "visit" in classes_in(str(plan["what"])) else None


def base_forms(word: str) -> list[str]:
    """Return what a word may be a form of, itself first: "visited" of "visit", "moved" of "move", "met" of "meet"."""
    forms = [word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed")]
    return [*dict.fromkeys(forms), *([lexicon().irregular[word]] if word in lexicon().irregular else [])]
