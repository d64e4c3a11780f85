"""Counting entities, their company and their countries."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from analysis.entities import affiliations, cooccurrence, dispersion, entity_frequency, first_last_seen
from analysis.tables import frame

TEXTS = {"a": "Kenya met Ghana. Kenya left.", "b": "Kenya stayed at home."}


def documents() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"doc_id": "a", "outlet": "Herald", "published": "2022-05-20", "words": 5, "text": TEXTS["a"]},
            {"doc_id": "b", "outlet": None, "published": "2022-06-01", "words": 4, "text": TEXTS["b"]},
        ]
    )


def mentions() -> pd.DataFrame:
    rows = [("a", 0, "Kenya"), ("a", 10, "Ghana"), ("a", 17, "Kenya"), ("b", 0, "Kenya")]
    return frame(
        "mentions",
        [
            {"doc_id": d, "start": s, "end": s + 5, "text": e, "type": "GPE", "kind": "name", "entity": e}
            for d, s, e in rows
        ],
    )


def test_frequency_counts_mentions_articles_and_words() -> None:
    table = entity_frequency(mentions(), documents())
    assert list(table["entity"]) == ["Kenya", "Ghana"]
    assert list(table["mentions"]) == [3, 1]
    assert list(table["documents"]) == [2, 1]
    assert list(table["share_of_words"]) == [round(3 / 9, 6), round(1 / 9, 6)]
    assert list(table["low"]) == [2.0, 0.0]
    assert list(table["high"]) == [4.0, 2.0]


def test_frequency_by_outlet_and_month() -> None:
    by_outlet = entity_frequency(mentions(), documents(), by="outlet")
    assert list(zip(by_outlet["outlet"], by_outlet["entity"], by_outlet["mentions"], strict=True)) == [
        ("Herald", "Kenya", 2),
        ("Herald", "Ghana", 1),
        ("outlet unknown", "Kenya", 1),
    ]
    by_month = entity_frequency(mentions(), documents(), by="month")
    assert list(by_month["month"]) == ["2022-05", "2022-05", "2022-06"]
    by_article = entity_frequency(mentions(), documents(), by="article")
    assert by_article["low"].isna().all()


def test_frequency_says_what_it_needs() -> None:
    with pytest.raises(ValueError, match="Cannot count by 'week'"):
        entity_frequency(mentions(), documents(), by="week")
    with pytest.raises(ValueError, match="needs the documents table"):
        entity_frequency(mentions(), by="outlet")


def test_frequency_of_no_mention_is_an_empty_table() -> None:
    table = entity_frequency(frame("mentions", []), documents())
    assert table.empty
    assert {"entity", "mentions", "documents", "low", "high"} <= set(table.columns)


def test_the_interval_of_many_articles_is_that_of_few() -> None:
    rows = [
        {"doc_id": str(i), "start": 0, "end": 5, "text": "Kenya", "type": "GPE", "kind": "name", "entity": "Kenya"}
        for i in range(0, 3000, 2)
    ]
    docs = pd.DataFrame(
        [{"doc_id": str(i), "words": 10, "text": "", "outlet": None, "published": None} for i in range(3000)]
    )
    table = entity_frequency(frame("mentions", rows), docs)
    half = 1.96 * math.sqrt(3000 * 0.25)
    assert table.loc[0, "low"] == pytest.approx(1500 - half, abs=2)
    assert table.loc[0, "high"] == pytest.approx(1500 + half, abs=2)


def test_dispersion_is_even_for_a_name_in_proportion_and_high_for_one_article() -> None:
    table = dispersion(mentions(), documents()).set_index("entity")
    assert table.loc["Kenya", "dp"] == pytest.approx(abs(2 / 3 - 5 / 9), abs=1e-4)
    assert table.loc["Ghana", "dp"] == pytest.approx(4 / 9, abs=1e-4)
    assert table.loc["Ghana", "dp_norm"] == pytest.approx((4 / 9) / (5 / 9), abs=1e-4)


def test_company_in_sentences_and_articles() -> None:
    table = cooccurrence(mentions(), documents())
    assert table[["a", "b", "sentences", "documents"]].to_dict("records") == [
        {"a": "Ghana", "b": "Kenya", "sentences": 1, "documents": 1}
    ]
    assert cooccurrence(frame("mentions", []), documents()).empty


def test_first_and_last_day() -> None:
    table = first_last_seen(mentions(), documents()).set_index("entity")
    assert str(table.loc["Kenya", "first"]) == "2022-05-20"
    assert str(table.loc["Kenya", "last"]) == "2022-06-01"
    assert table.loc["Ghana", "documents"] == 1


def test_affiliations_come_from_titles_names_and_apposition() -> None:
    text = "Chilean Foreign Minister Ana Ruiz met Li Wei, China's ambassador to Peru, and Bob Ray."
    spans = [
        ("Chilean", "NORP", "Chile"),
        ("Ana Ruiz", "PERSON", "Ana Ruiz"),
        ("Li Wei", "PERSON", "Li Wei"),
        ("China", "GPE", "China"),
        ("Peru", "GPE", "Peru"),
        ("Bob Ray", "PERSON", "Bob Ray"),
    ]
    rows = [
        {
            "doc_id": "d",
            "start": text.index(t),
            "end": text.index(t) + len(t),
            "text": t,
            "type": kind,
            "kind": "name",
            "entity": entity,
        }
        for t, kind, entity in spans
    ]
    rows.append({**rows[0], "type": "ORG", "entity": "Ministry of Trade of the Philippines"})
    docs = pd.DataFrame([{"doc_id": "d", "text": text}])
    told = dict(affiliations(frame("mentions", rows), docs)[["entity", "country"]].itertuples(index=False))
    assert told == {
        "Ana Ruiz": "Chile",
        "Chile": "Chile",
        "China": "China",
        "Li Wei": "China",
        "Ministry of Trade of the Philippines": "Philippines",
        "Peru": "Peru",
    }
