"""Who is who over a corpus."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.entities import Name, resolve_entities
from analysis.tables import COLUMNS


def reading(doc_id: str, names: Sequence[Name]) -> SimpleNamespace:
    return SimpleNamespace(doc_id=doc_id, names=list(names))


def person(text: str, start: int = 0, **told: str) -> Name:
    return Name(start, start + len(text), text, "PERSON", keys=[text], **told)  # type: ignore[arg-type]


def organisation(text: str, start: int = 0, **more: bool) -> Name:
    return Name(start, start + len(text), text, "ORG", keys=[text], **more)  # type: ignore[arg-type]


def entities(*articles: Sequence[Name], codebook: object = None) -> list[list[str]]:
    readings = [reading(f"d{i}", names) for i, names in enumerate(articles)]
    table = resolve_entities(readings, codebook)  # type: ignore[arg-type]
    return [list(table.loc[table["doc_id"] == f"d{i}", "entity"]) for i in range(len(articles))]


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (["Antony Blinken", "Anthony Blinken", "Antony Blinken", "Blinken"], "Antony Blinken"),
        (["Mukhtar Tileuberdi", "Mukhtar Tleuberdi", "Mukhtar Tileuberdi", "Tleuberdi"], "Mukhtar Tileuberdi"),
        (["Kassym-Jomart Tokayev", "Kassym-Zhomart Tokaev", "Kassym-Jomart Tokayev"], "Kassym-Jomart Tokayev"),
        (["Alison R. Pemberton", "Alison Pemberton", "A. Pemberton"], "Alison R. Pemberton"),
        (["Hernán Villalba Recalde", "Hernán Villalba", "Villalba"], "Hernán Villalba Recalde"),
        (["Katsuya Hoshino", "Hoshino Katsuya"], "Katsuya Hoshino"),
        (["Kim Jong Un", "Kim Jong-un"], "Kim Jong Un"),
    ],
)
def test_forms_of_one_person(forms: list[str], name: str) -> None:
    assert entities(*[[person(form)] for form in forms]) == [[name]] * len(forms)


def test_two_persons_of_one_surname_are_kept_apart() -> None:
    articles = [
        [person("Donald Trump", office="president")],
        [person("Ivanka Trump")],
        [person("Trump", office="president")],
        [person("Ivan Petrov")],
        [person("Anna Petrova")],
    ]
    assert entities(*articles) == [
        ["Donald Trump"],
        ["Ivanka Trump"],
        ["Donald Trump"],
        ["Ivan Petrov"],
        ["Anna Petrova"],
    ]


def test_a_surname_that_several_bear_and_nothing_tells_apart_stays_alone() -> None:
    assert entities([person("Ana Ruiz")], [person("Juan Ruiz")], [person("Ruiz")])[2] == ["Ruiz"]


def test_a_surname_of_another_country_is_someone_else() -> None:
    assert entities([person("Ana Ruiz", country="Chile")], [person("Ruiz", country="Spain")])[1] == ["Ruiz"]


def test_spellings_and_acronyms_of_organisations_are_one() -> None:
    articles = [
        [organisation("Green Harbour Organisation"), organisation("GHO", 40)],
        [organisation("Green Harbour Organization")],
        [organisation("Green Harbour Organisation")],
    ]
    assert entities(*articles) == [
        ["Green Harbour Organisation"] * 2,
        ["Green Harbour Organisation"],
        ["Green Harbour Organisation"],
    ]


def test_a_phrase_that_stands_for_several_has_a_row_for_each() -> None:
    both = Name(50, 60, "both sides", "GPE", "nominal", ["Kenya", "Ghana"], True, plural=True)
    table = resolve_entities([reading("d", [both])])
    assert list(zip(table["start"], table["entity"], strict=True)) == [(50, "Ghana"), (50, "Kenya")]


def test_the_codebook_wins() -> None:
    codebook = SimpleNamespace(aliases={"Ruiz": "Ana María Ruiz", "Ana Ruiz": "Ana María Ruiz"}, ignore={"Facebook"})
    articles = [[person("Ana Ruiz"), person("Ruiz", 20), organisation("Facebook", 40)]]
    assert entities(*articles, codebook=codebook) == [["Ana María Ruiz"] * 2]


def test_an_empty_corpus_has_an_empty_table() -> None:
    table = resolve_entities([])
    assert list(table.columns) == list(COLUMNS["mentions"])
    assert table.empty


def test_the_order_of_articles_does_not_change_who_is_who() -> None:
    articles = [
        [person("Antony Blinken")],
        [person("Anthony Blinken")],
        [person("Blinken")],
        [person("Antony Blinken")],
    ]
    readings = [reading(str(i), names) for i, names in enumerate(articles)]
    one = resolve_entities(readings).set_index("doc_id")["entity"]
    other = resolve_entities(reversed(readings)).set_index("doc_id")["entity"]
    pd.testing.assert_series_equal(one.sort_index(), other.sort_index())


def test_five_thousand_names_are_told_apart_in_time_proportional_to_their_number() -> None:
    source = random.Random(0)

    def word() -> str:
        return "".join(source.choice("bdfgklmnprstvz") + source.choice("aeiou") for _ in range(4)).capitalize()

    def corpus(n: int) -> list[SimpleNamespace]:
        return [reading(str(i), [person(f"{word()} {word()}", 30 * k) for k in range(10)]) for i in range(n // 10)]

    def seconds(readings: list[SimpleNamespace]) -> tuple[float, int]:
        begun = time.process_time()
        table = resolve_entities(readings)
        return time.process_time() - begun, table["entity"].nunique()

    small, _ = seconds(corpus(1000))
    large, found = seconds(corpus(5000))
    assert found == 5000
    assert large < 15 * max(small, 0.02)
