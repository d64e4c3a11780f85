"""Tables: their columns and types, and the way to disk and back."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.codebook import Codebook
from analysis.tables import COLUMNS, FORMATS, Tables, frame, read_table, read_tables, write_table, write_tables


@pytest.fixture
def tables() -> Tables:
    documents = frame(
        "documents",
        [
            {
                "doc_id": "a",
                "text": 'One, "two"\n«three»',
                "published": date(2020, 1, 2),
                "published_basis": "byline",
                "words": 3,
                "furniture": [[0, 3]],
            },
            {"doc_id": "1", "title": "NA", "text": "Four", "words": 1, "furniture": []},
            {"doc_id": "2", "text": "Five\rsix", "earliest": date(987, 6, 5), "words": 2, "furniture": []},
        ],
    )
    documents.attrs = {"codebook": Codebook(), "omitted": []}
    statement = {"doc_id": "a", "statement_id": "a-1", "content": [[0, 3], [5, 8]], "speakers": ["X, Y"], "tone": 0.1}
    statement |= {"cue": [], "source": [], "targets": [], "scale": -1 / 3}
    report = {"event_id": "e", "doc_id": "a", "start": 0, "end": 3, "who": ["Z"], "amount": None}
    stated = {"doc_id": "a", "start": 0, "end": 3, "text": "One", "type": "DATE", "value": "2020"}
    return Tables(
        documents,
        frame("mentions", [{"doc_id": "a", "start": 0, "end": 3, "text": "One", "entity": "One"}]),
        frame("statements", [statement]),
        frame("dates", [stated | {"earliest": date(2020, 1, 1), "latest": date(2020, 12, 31)}, stated]),
        frame("events", [report | {"latest": date(2020, 1, 3)}]),
    )


def test_a_frame_has_every_column_and_its_type():
    table = frame("events", [{"event_id": "e", "start": 1, "end": 2}])
    assert tuple(table.columns) == COLUMNS["events"]
    assert table["start"].dtype == "int64"
    assert table["amount"].dtype == "float64"
    assert table["earliest"][0] is None


def test_an_empty_frame_has_the_same_types():
    pd.testing.assert_series_equal(frame("dates", []).dtypes, frame("dates", [{"start": 1, "end": 2}]).dtypes)


@pytest.mark.parametrize("format", FORMATS)
def test_tables_come_back_as_they_were_written(tables, tmp_path, format):
    paths = write_tables(tables, tmp_path / "out", format)
    assert [path.name for path in paths] == [f"{name}.{format}" for name in COLUMNS]
    back = read_tables(tmp_path / "out")
    for name in COLUMNS:
        one, other = getattr(back, name), getattr(tables, name)
        pd.testing.assert_frame_equal(one, other)
        assert types_of(one) == types_of(other)


def types_of(table: pd.DataFrame) -> list[list[str]]:
    return [[type(value).__name__ for value in row] for row in table.itertuples(index=False)]


@pytest.mark.parametrize("format", FORMATS)
def test_empty_tables_come_back_with_their_types(tmp_path, format):
    write_tables(Tables(*(frame(name, []) for name in COLUMNS)), tmp_path, format)
    back = read_tables(tmp_path)
    for name in COLUMNS:
        pd.testing.assert_frame_equal(getattr(back, name), frame(name, []))


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.floats(allow_nan=False, allow_infinity=False))
@example("\r", 0.1)
@example('a\0\r"\x85\u2028', -1 / 3)
def test_any_text_and_number_come_back(words, number):
    table = frame("events", [{"event_id": "e", "start": 0, "end": 1, "what": words, "who": [words], "amount": number}])
    for format in FORMATS:
        with TemporaryDirectory() as folder:
            write_table(table, Path(folder) / f"t.{format}", format)
            pd.testing.assert_frame_equal(read_table("events", Path(folder) / f"t.{format}"), table, check_exact=True)


def test_days_are_dates_however_they_were_given():
    days = [date(2020, 1, 2), "2020-01-02", datetime(2020, 1, 2, 3, 4), pd.Timestamp("2020-01-02"), pd.NaT, None]
    table = frame("documents", [{"words": 0, "published": day} for day in days])
    assert list(table["published"]) == [date(2020, 1, 2)] * 4 + [None] * 2
    assert {type(day) for day in table["published"]} == {date, type(None)}


def test_the_same_tables_are_the_same_bytes(tables, tmp_path):
    for format in FORMATS:
        one = [path.read_bytes() for path in write_tables(tables, tmp_path / "one", format)]
        assert one == [path.read_bytes() for path in write_tables(tables, tmp_path / "two", format)]


def test_an_unknown_format_is_named(tables, tmp_path):
    with pytest.raises(ValueError, match="Unknown format 'xls': choose one of jsonl, csv, parquet"):
        write_tables(tables, tmp_path, "xls")


def test_a_missing_table_is_named(tables, tmp_path):
    write_tables(tables, tmp_path)
    (tmp_path / "dates.jsonl").unlink()
    with pytest.raises(FileNotFoundError, match=r"No table dates \(.jsonl, .csv or .parquet\)"):
        read_tables(tmp_path)
