"""Join the reports of one event, within an article and across articles.

Reports are taken one by one, the most exactly dated first, and compared with the events found so far that share an
actor and a period with them, never with all: the time is near linear in the number of reports.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.events.anchor import Dated
from analysis.events.intervals import overlap
from analysis.events.lexicon import lexicon

# An article of the 21st may report the meeting of the 20th without saying so.
SLACK = timedelta(days=2)
MOST = 60  # events of one actor and period that a report is compared with
RANK = {"stated": 0, "relative": 1, "other article": 2, "published": 3}


@dataclass
class Group:
    """Reports of one event: what they agree on."""

    members: list[int] = field(default_factory=list)
    earliest: date | None = None
    latest: date | None = None
    classes: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    who: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)
    amounts: set[tuple[float | None, str | None]] = field(default_factory=set)


def reach(dated: Dated) -> tuple[date | None, date | None]:
    """Return the interval in which the event of a report can lie."""
    timing = dated.timing
    if timing is None:
        return None, None
    if timing.basis == "published" and timing.earliest is not None:
        return timing.earliest - SLACK, timing.latest
    return timing.earliest, timing.latest


def classes_of(dated: Dated) -> set[str]:
    """Return the classes of event of a report; of a plan told in the past tense, those of what is planned."""
    report = dated.report
    if dated.kind == "plan" and report.outlook == "happened" and report.objects:
        return set(report.objects)
    return set(report.classes)


def merge(rows: Sequence[Dated]) -> list[int]:
    """Number the events that reports tell of.

    Parameters
    ----------
    rows : dated reports of a whole corpus.

    Returns
    -------
    For each report the number of its event: reports of one event have one number, each saying one of its own.
    """
    groups: list[Group] = []
    index: dict[tuple[str, str], list[int]] = {}
    number = [-1] * len(rows)
    occasions: dict[tuple[str, int], int] = {}
    partners = settings(rows)

    def add(n: int, at: int) -> None:
        number[n] = at
        join(groups[at], n, rows[n])
        for key in keys_of(rows[n], asking=False):
            if key not in groups[at].keys:
                groups[at].keys.add(key)
                index.setdefault(key, []).append(at)
        occasions.setdefault((rows[n].doc_id, rows[n].report.head), at)

    for n in sorted(range(len(rows)), key=lambda n: order(rows[n])):
        row = rows[n]
        if row.during >= 0 or row.kind == "saying" or number[n] >= 0:
            continue
        candidates: list[int] = []
        for key in keys_of(row, asking=True):
            candidates += index.get(key, [])[-MOST:]
        scored = [(likeness(row, groups[g]), -g) for g in dict.fromkeys(candidates)]
        best = max((s for s in scored if s[0] > 0), default=None)
        if best is None:
            groups.append(Group())
            at = len(groups) - 1
        else:
            at = -best[1]
        add(n, at)
        partner = partners.get(n, n)
        if number[partner] < 0:
            add(partner, at)
    for n, row in enumerate(rows):
        if number[n] < 0:
            number[n] = -1 if row.kind == "saying" else occasions.get((row.doc_id, row.during), -1)
            if number[n] < 0:
                groups.append(Group())
                number[n] = len(groups) - 1
    return number


def settings(rows: Sequence[Dated]) -> dict[int, int]:
    """Pair a clause with the noun phrase that names its occasion by one expression: "said at the meeting on Monday"."""
    phrases: dict[tuple[str, int, int], int] = {}
    for n, row in enumerate(rows):
        if row.report.form == "phrase" and row.report.times and row.kind == "event":
            phrases.setdefault((row.doc_id, *row.report.times[0]), n)  # type: ignore[arg-type]
    pairs: dict[int, int] = {}
    for n, row in enumerate(rows):
        report = row.report
        if report.form != "clause" or report.shared or not report.times or row.kind != "event" or row.during >= 0:
            continue
        phrase = phrases.get((row.doc_id, *report.times[0]))  # type: ignore[arg-type]
        if phrase is not None and phrase not in pairs:
            pairs[n], pairs[phrase] = phrase, n
    return pairs


def order(row: Dated) -> tuple[object, ...]:
    """Return the key by which reports are taken: what happened before plans, exact dates before vague ones."""
    timing = row.timing
    return (
        row.kind == "plan",
        timing is None,
        RANK.get(timing.basis, 4) if timing else 9,
        timing.days if timing else 0,
        not row.lead,
        -len(row.persons),
        row.doc_id,
        row.report.start,
        row.report.head,
        row.report.form,
    )


def keys_of(row: Dated, *, asking: bool) -> list[tuple[str, str]]:
    """Return the blocks of a report: each actor with each class of event and each day, month or year.

    Stored under all three periods; asked for under the period that its own interval is as long as.
    """
    actors = sorted(row.persons or row.who)[:8] or ["?" + c for c in sorted(classes_of(row))] or ["?"]
    if row.kind in ("figure", "target"):
        actors = [f"{row.kind} {row.report.unit} {stem}" for stem in row.report.words] or [row.kind]
    first, last = reach(row)
    if first is None and last is None:
        return [(f"{actor} {theme}", "undated") for actor in actors for theme in themes_of(row, asking=asking)]
    first, last = first or last, last or first
    assert first is not None
    assert last is not None
    length = (last - first).days
    days = [(first + timedelta(days=n)).isoformat() for n in range(length + 1)] if length <= 10 else []
    months = sorted({d[:7] for d in days}) if days else []
    if not days and length <= 400:
        months = [f"{y:04d}-{m:02d}" for y in range(first.year, last.year + 1) for m in range(1, 13)]
        months = [m for m in months if first.isoformat()[:7] <= m <= last.isoformat()[:7]]
    years = [str(y) for y in range(first.year, min(last.year, first.year + 1) + 1)]
    periods = days or months or years if asking else [*days, *months, *years]
    themes = themes_of(row, asking=asking)
    return [(f"{actor} {theme}", period) for actor in actors for theme in themes for period in periods]


def themes_of(row: Dated, *, asking: bool) -> list[str]:
    """Return what blocks of an actor a report is put into, or looked for in: classes, word, all or classless."""
    if row.kind in ("figure", "target"):
        return [""]
    classes = sorted(classes_of(row))
    rest = ["-" if classes else "*"] if asking else ["*"] if classes else ["*", "-"]
    return [*classes, f"={row.report.lemma}", *rest]


def join(group: Group, n: int, row: Dated) -> None:
    """Add a report to the reports of one event."""
    first, last = reach(row)
    if row.kind != "plan" or not group.members:
        group.earliest = first if group.earliest is None else max(first, group.earliest) if first else group.earliest
        group.latest = last if group.latest is None else min(last, group.latest) if last else group.latest
    group.members.append(n)
    group.articles.add(row.doc_id)
    group.classes |= classes_of(row)
    group.lemmas.add(row.report.lemma)
    group.words |= set(row.report.words)
    group.who |= set(row.who)
    group.persons |= row.persons
    group.kinds.add(row.kind)
    group.amounts.add((row.report.amount, row.report.unit))
    if row.where:
        group.places.add(row.where)


def likeness(row: Dated, group: Group) -> float:
    """Return how like a report is to the reports of an event; zero where it cannot be of the same."""
    first, last = reach(row)
    if not overlap((first, last), (group.earliest, group.latest)):
        return 0.0
    together = {row.kind} | group.kinds
    if len(together) > 1 and together != {"event", "plan"}:
        return 0.0
    words = set(row.report.words)
    shared = len(words & group.words) / max(1, min(len(words), len(group.words)))
    if row.kind == "figure":
        same = (row.report.amount, row.report.unit) in group.amounts
        return shared if same and shared >= 0.3 else 0.0
    actors = set(row.who) & group.who
    if row.kind == "target":
        enough = 0.25 if actors else 0.5 if not (row.who and group.who) else 2.0
        return shared if shared >= enough and (first, last) == (group.earliest, group.latest) else 0.0
    kinds = classes_of(row) & group.classes
    alike = bool(kinds) or row.report.lemma in group.lemmas
    if not alike and (shared < 0.5 or (classes_of(row) and group.classes)):
        return 0.0
    if len(together) > 1 and row.doc_id in group.articles:
        return 0.0
    if vague(first, last) != vague(group.earliest, group.latest) and together == {"event"} and shared < 0.5:
        return 0.0
    persons = row.persons & group.persons
    if row.persons and group.persons:
        fewer = min(len(row.persons), len(group.persons))
        alone = len(row.persons) == len(group.persons) == 1
        if not persons or (kinds & {"meeting", "call"} and len(persons) < 2 and not (alone and shared >= 0.5)):
            return 0.0
        if len(persons) / fewer < 0.5:
            return 0.0
        return 1 + len(persons) + shared + bool({row.where} & group.places)
    if not actors:
        return 0.0
    jaccard = len(actors) / max(1, min(len(set(row.who)), len(group.who)))
    if jaccard < 0.5 or shared < 0.25 or (kinds & lexicon().joint and len(actors) < 2 and shared < 0.5):
        return 0.0
    return jaccard + shared


def vague(first: date | None, last: date | None) -> bool:
    """Tell whether an interval is longer than a month."""
    return first is None or last is None or (last - first).days > 31


def event_ids(rows: Sequence[Dated], numbers: Iterable[int]) -> list[str]:
    """Return an identifier for the event of each report, the same for the same reports whatever their order."""
    members: dict[int, list[str]] = {}
    numbers = list(numbers)
    for row, number in zip(rows, numbers, strict=True):
        members.setdefault(number, []).append(f"{row.doc_id}:{row.report.start}:{row.report.head}:{row.report.form}")
    names = {n: "e" + hashlib.sha1(min(m).encode()).hexdigest()[:10] for n, m in members.items()}
    return [names[n] for n in numbers]
