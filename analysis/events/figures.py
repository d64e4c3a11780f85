"""Figures on one quantity that differ between sources, side by side with who gives each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from analysis.events.intervals import day, overlap
from analysis.events.lexicon import lexicon
from analysis.events.phrases import stem
from analysis.events.plans import WORD, stems_in
from analysis.events.quantities import counts, quantities
from analysis.events.timeline import outlet_of
from analysis.tables import null

if TYPE_CHECKING:
    import pandas as pd

FIGURES = [
    *("quantity", "about", "amount", "unit", "qualifier", "date", "given_by", "outlet", "published"),
    *("what", "compatible", "event_id", "doc_id", "start", "end"),
]
# Figures further apart than this are of different things.
RATIO = 5.0
INFLECTED = ("ed", "ing", "or", "ors", "er", "ers")
YEAR = timedelta(days=366)


def figure_disagreements(
    events: pd.DataFrame, documents: pd.DataFrame, statements: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Put figures on one quantity side by side where they differ.

    Two figures are on one quantity where they have one unit, name one thing that is measured, share an actor (or one
    names none), can be of one time, and are within a factor of five. Where articles tell of one event, what they count
    in it is compared, too: five agreements signed, and six memoranda.

    Parameters
    ----------
    events : one row a report of an event; those of kind figure are used.
    documents : one row an article.
    statements : one row an attributed statement; tells who gives a figure.

    Returns
    -------
    One row a figure, by quantity and amount: quantity (number), about (the word they share), amount, unit, qualifier
    (more, less, about or empty), date (EDTF or None), given_by (speakers, else the outlet), outlet, published, what,
    compatible (whether one amount fits all the figures as they are hedged), event_id, doc_id, start, end.
    """
    import pandas as pd

    outlets = outlet_of(documents)
    texts = {str(row["doc_id"]): row for row in documents.to_dict("records")}
    speakers = speakers_by_article(statements)
    told = [{column: null(value) for column, value in row.items()} for row in events.to_dict("records")]
    figures = [read_figure(row, texts) for row in told if row["kind"] == "figure" and row["unit"] and row["amount"]]
    rows = []
    for members in [*groups(figures), *counts_of_events(told, texts)]:
        amounts = {f["amount"] for f in members}
        if len(amounts) < 2:
            continue
        fits = compatible(members)
        about = common_word(members)
        for f in members:
            said_by = sorted(
                {
                    who
                    for start, end, names in speakers.get(f["doc_id"], [])
                    if (
                        start <= f["start"] and f["end"] <= end
                        if f["kind"] == "event"
                        else start < f["end"] and f["start"] < end
                    )
                    for who in names
                }
            )
            rows.append(
                {
                    **{column: f[column] for column in FIGURES if column in f},
                    "about": about,
                    "given_by": said_by or [outlets.get(f["doc_id"], f["doc_id"])],
                    "outlet": outlets.get(f["doc_id"]),
                    "published": day(texts.get(f["doc_id"], {}).get("published")),
                    "compatible": fits,
                    "first": min((m["doc_id"], m["start"]) for m in members),
                }
            )
    rows.sort(key=lambda r: (r["first"], r["amount"], r["doc_id"], r["start"]))
    numbers: dict[Any, int] = {}
    for row in rows:
        row["quantity"] = numbers.setdefault(row["first"], len(numbers) + 1)
    return pd.DataFrame([{column: row[column] for column in FIGURES} for row in rows], columns=FIGURES)


def read_figure(row: Mapping[Any, Any], documents: Mapping[str, Mapping[Any, Any]]) -> dict[str, Any]:
    """Return a figure with its hedge, the stems of its words, and the time it can be of."""
    document = documents.get(str(row["doc_id"]), {})
    text = str(document.get("text", ""))[row["start"] : row["end"]]
    found = next((q for q in quantities(text) if q.amount == row["amount"] and q.unit == row["unit"]), None)
    earliest, latest = day(row["earliest"]), day(row["latest"])
    if earliest is None and latest is None:
        latest = day(document.get("published")) or day(document.get("latest"))
        first = day(document.get("published")) or day(document.get("earliest"))
        earliest = first - YEAR if first else None
    words = {w.lower() for w in WORD.findall(str(row["what"]))}
    exceeded = any(w.startswith(("exceed", "surpass", "topp")) for w in words)
    return {
        **{str(k): v for k, v in row.items()},
        "qualifier": found.qualifier if found and found.qualifier else "more" if exceeded else "",
        "stems": stems_in(str(row["what"])),
        "words": sorted(words),
        "interval": (earliest, latest),
        "actors": set(row["who"] if row["who"] is not None else []),
    }


def counts_of_events(
    told: Sequence[Mapping[Any, Any]], documents: Mapping[str, Mapping[Any, Any]]
) -> list[list[dict[str, Any]]]:
    """Group what different articles count in one event, of one kind: agreements signed, people killed.

    A report with two counts of a kind tells no total, and is left out.
    """
    found: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in told:
        if row["kind"] != "event":
            continue
        counted: dict[str, list[Any]] = {}
        for count in [*counts(str(row["what"])), *quantities(str(row["what"]))]:
            counted.setdefault(count.unit, []).append(count)
        for unit, same in counted.items():
            if len(same) == 1 and unit != "%":
                figure = read_figure({**row, "amount": same[0].amount, "unit": unit}, documents)
                figure["qualifier"] = same[0].qualifier
                found.setdefault((str(row["event_id"]), unit), {}).setdefault(str(row["doc_id"]), figure)
    return [
        list(by_article.values()) for _, by_article in sorted(found.items()) if one_event(list(by_article.values()))
    ]


def one_event(figures: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether the counts of several articles can be counts of one thing: their words are alike, and their size."""
    if len(figures) < 2:
        return False
    first = figures[0]
    near = max(f["amount"] for f in figures) <= RATIO * min(f["amount"] for f in figures)
    return near and all(first["stems"] & other["stems"] for other in figures[1:])


def groups(figures: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Group figures on one quantity; each is compared with those of its unit that share a stem with it."""
    found: list[list[dict[str, Any]]] = []
    index: dict[tuple[str, str], list[int]] = {}
    order = sorted(figures, key=lambda f: (f["doc_id"], f["start"], f["end"], f["amount"]))
    for figure in order:
        keys = [(figure["unit"], word) for word in sorted(figure["stems"])]
        near = sorted({g for key in keys for g in index.get(key, [])[-40:]})
        home = next((g for g in near if any(one_quantity(figure, other) for other in found[g])), None)
        if home is None:
            found.append([])
            home = len(found) - 1
        found[home].append(figure)
        for key in keys:
            if home not in index.setdefault(key, []):
                index[key].append(home)
    return found


def one_quantity(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Tell whether two figures are on one quantity."""
    if a["unit"] != b["unit"] or not a["amount"] or not b["amount"]:
        return False
    if max(a["amount"], b["amount"]) > RATIO * min(a["amount"], b["amount"]):
        return False
    if a["actors"] and b["actors"] and not a["actors"] & b["actors"]:
        return False
    shared = a["stems"] & b["stems"]
    named = shared & lexicon().things
    return bool(named or len(shared) >= 2) and overlap(a["interval"], b["interval"])


def compatible(figures: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether one amount fits all figures as hedged: "more than 50" and "over 62" fit, "nearly 55" does not."""
    low, high = 0.0, float("inf")
    for figure in figures:
        amount, sign = figure["amount"], figure["qualifier"]
        if sign == "more":
            low = max(low, amount)
        elif sign == "less":
            low, high = max(low, 0.9 * amount), min(high, amount)
        else:
            margin = 0.1 if sign == "about" else 0.0
            low, high = max(low, amount * (1 - margin)), min(high, amount * (1 + margin))
    return low <= high


def common_word(figures: Sequence[Mapping[str, Any]]) -> str:
    """Return the word of the figures whose stem most of them share, what is measured first, a thing before a doer."""
    counts: dict[str, int] = {}
    for figure in figures:
        for word in figure["stems"]:
            counts[word] = counts.get(word, 0) + 1
    best = min(counts, key=lambda w: (w not in lexicon().things, -counts[w], w))
    forms = Counter(w for f in figures for w in f["words"] if stem(w) == best)
    return min(forms, key=lambda w: (w.endswith(INFLECTED), -forms[w], len(w), w), default=best)


def speakers_by_article(statements: pd.DataFrame | None) -> dict[str, list[tuple[int, int, list[str]]]]:
    """Return the spans of statements with their speakers, by article."""
    spans: dict[str, list[tuple[int, int, list[str]]]] = {}
    if statements is None:
        return spans
    for row in statements.to_dict("records"):
        for start, end in row["content"]:
            spans.setdefault(str(row["doc_id"]), []).append((int(start), int(end), list(row["speakers"])))
    return spans
