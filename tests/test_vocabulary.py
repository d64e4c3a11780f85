"""Codes in words."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.pages.readable import tabulate
from analysis.pages.vocabulary import plain, time_words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("P1M", "1 month"),
        ("PXY", "some years"),
        ("P1Y6M", "1 year 6 months"),
        ("PT2H", "2 hours"),
        ("PT30M", "30 minutes"),
        ("XXXX-05-20", "20 May, year not told"),
        ("XXXX-WXX-3", "a Wednesday"),
        ("XXXX-WXX-3TEV", "a Wednesday evening"),
        ("XXXX-XX-XXTNI", "a night"),
        ("2024-W05-WE", "weekend, week 5 of 2024"),
        ("2024-SU", "summer 2024"),
        ("2024-Q2", "second quarter of 2024"),
        ("201X", "the 2010s"),
        ("19", "the 20th century"),
        ("2024-05-20TMO", "2024-05-20 morning"),
        ("1994/..", "since 1994"),
        ("../2024-03", "until 2024-03"),
        ("2024-10-06/2024-10-10", "2024-10-06 to 2024-10-10"),
        ("2024~", "about 2024"),
        ("PRESENT_REF", "now"),
        ("2024-05-20", "2024-05-20"),
        ("2024", "2024"),
        ("P", "P"),
    ],
)
def test_a_time_is_said_as_a_reader_says_it(code: str, words: str) -> None:
    assert time_words(code) == words


@given(st.text(alphabet="0123456789XPTWQHYMDE-/.~?", max_size=24))
def test_any_code_has_words(code: str) -> None:
    assert isinstance(time_words(code), str)


def test_a_kind_of_entity_is_a_word_and_an_unknown_one_stays() -> None:
    assert plain("NORP") == "people or group"
    assert plain("LAW") == "LAW"


def test_a_table_shows_the_words_keeps_the_code_and_sorts_by_it() -> None:
    sheet = tabulate(pd.DataFrame({"value": ["P3D"], "amount": [6.0], "speakers": [[]]}), "Times")
    assert [cell.text for cell in sheet.cells[0]] == ["3 days", "6", "not told"]
    assert '<span title="P3D">3 days</span>' in sheet.html()
    assert sheet.cells[0][0].key == "P3D"
