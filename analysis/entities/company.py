"""Who is named together with whom, and which country each speaks for."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from analysis.entities.gazetteer import countries, of_country
from analysis.entities.people import country_in
from analysis.entities.persons import name_words
from analysis.entities.speakers import role_after_words
from analysis.entities.titled import title_start
from analysis.entities.titles import office_of

if TYPE_CHECKING:
    import pandas as pd

ENDS = re.compile(r"[.!?][\"'\u201d\u2019)]*[ \t]+(?=[\"'\u201c\u2018(]?[A-Z])|\n\s*\n|\n")
SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sen|Rep|Gov|St|No|Hon|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)
MOST_TOGETHER = 60
REACH = 160


def sentence_starts(text: str) -> list[int]:
    """Return where the sentences of a text begin, split at end marks before a capital and at line ends."""
    starts = [0]
    for match in ENDS.finditer(text):
        if "\n" in match.group() or not SHORT.search(text, max(0, match.start() - 6), match.start() + 1):
            starts.append(match.end())
    return starts


def cooccurrence(mentions: pd.DataFrame, documents: pd.DataFrame, *, least: int = 1) -> pd.DataFrame:
    """Count in how many sentences and articles two entities are named together.

    Parameters
    ----------
    mentions, documents : tables of a corpus.
    least : articles in which a pair occurs together at least.

    Returns
    -------
    DataFrame, one row a pair, the most often together first: a, b (in the order of the alphabet),
    sentences, documents, and npmi (normalised pointwise mutual information over articles, Bouma 2009: 1 for
    two never named apart, 0 for chance; null where every article names both).

    Notes
    -----
    Of an article that names more than 60 entities, the 60 it names most are paired.
    """
    import math

    import pandas as pd

    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    sentences: Counter[tuple[str, str]] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for doc_id, rows in _by_article(mentions):
        starts = sentence_starts(texts.get(doc_id, ""))
        named = Counter(row["entity"] for row in rows)
        kept = {e for e, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))[:MOST_TOGETHER]}
        alone.update(kept)
        together.update(itertools.combinations(sorted(kept), 2))
        here: dict[int, set[str]] = defaultdict(set)
        for row in rows:
            if row["entity"] in kept:
                here[bisect_right(starts, row["start"])].add(row["entity"])
        for entities in here.values():
            sentences.update(itertools.combinations(sorted(entities), 2))
    total = max(1, len(texts))
    rows_out = []
    for (a, b), n in together.items():
        if n < least:
            continue
        joint = n / total
        value = math.log(joint / (alone[a] / total * alone[b] / total)) / -math.log(joint) if joint < 1 else None
        rows_out.append((a, b, sentences[a, b], n, None if value is None else round(value, 4)))
    table = pd.DataFrame(rows_out, columns=["a", "b", "sentences", "documents", "npmi"])
    return table.sort_values(
        ["sentences", "documents", "a", "b"], ascending=[False, False, True, True], kind="stable"
    ).reset_index(drop=True)


def _by_article(mentions: pd.DataFrame) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in mentions.to_dict("records"):
        if isinstance(row["entity"], str):
            groups.setdefault(row["doc_id"], []).append({str(k): v for k, v in row.items()})
    return list(groups.items())


def affiliations(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Tell which country each entity speaks for, as the corpus itself says.

    Parameters
    ----------
    mentions, documents : tables of a corpus.

    Returns
    -------
    DataFrame, one row an entity with a country, sorted by entity: entity, country, told (mentions that say
    so; 0 where the name itself does). A country speaks for itself, a ministry for the country of its name, a
    person for the country of most titles and role phrases ("the Kazakh Foreign Minister X", "X, Russia's
    envoy"). Who has no country in the articles is left out.
    """
    import pandas as pd

    known = countries()
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    named: dict[str, str] = {}
    for doc_id, rows in _by_article(mentions):
        text = texts.get(doc_id, "")
        ends = {r["end"]: r["start"] for r in rows if r["kind"] == "name" and r["type"] != "PERSON"}
        for row in rows:
            entity = row["entity"]
            if entity in known:
                named[entity] = entity
            elif row["type"] == "ORG":
                named.setdefault(entity, _country_of_institution(entity))
            elif row["type"] == "PERSON":
                country = _told(text, row, ends)
                if country:
                    votes[entity][country] += 1
    table = [(entity, country, 0) for entity, country in named.items() if country]
    for entity, counted in votes.items():
        country, told = min(counted.items(), key=lambda item: (-item[1], item[0]))
        if entity not in named:
            table.append((entity, country, told))
    return pd.DataFrame(sorted(table), columns=["entity", "country", "told"])


def _country_of_institution(name: str) -> str:
    """Return the country in an institution's canonical name, "" for none."""
    for country in countries():
        if name.endswith((f" of {of_country(country)}", f" of {country}")) or name.startswith(f"{country} "):
            return country
    return ""


def _told(text: str, row: dict[str, Any], ends: dict[int, int]) -> str:
    """Return the country that the words of a mention of a person, or those beside it, tell."""
    if row["kind"] == "nominal":
        return country_in(row["text"])
    if row["kind"] != "name":
        return ""
    words = name_words(text.replace("\u2019", "'"), max(0, row["start"] - REACH), row["start"])
    index = {word.start: i for i, word in enumerate(words)}
    first = title_start(words, len(words), ends, index) if words else 0
    before = text[words[first].start : row["start"]] if words and first < len(words) else ""
    if before and office_of(before):
        country = country_in(before)
        if country:
            return country
    after = role_after_words(text, row["end"], min(len(text), row["end"] + REACH))
    return country_in(after) if after else ""
