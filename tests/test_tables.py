"""Tables: their columns and types, and the way to disk and back."""

from datetime import date

import pandas as pd
import pytest

from analysis.codebook import Codebook
from analysis.tables import COLUMNS, FORMATS, Tables, frame, read_tables, records, write_tables


@pytest.fixture
def tables() -> Tables:
    documents = frame(
        "documents",
        [
            {
                "doc_id": "a",
                "text": 'One, "two"\n«three»',
                "published": date(2020, 1, 2),
                "words": 3,
                "furniture": [[0, 3]],
            },
            {"doc_id": "1", "title": "NA", "text": "Four", "words": 1, "furniture": []},
        ],
    )
    documents.attrs = {"codebook": Codebook(), "omitted": []}
    statement = {"doc_id": "a", "statement_id": "a-1", "content": [[0, 3], [5, 8]], "speakers": ["X, Y"], "tone": 0.5}
    return Tables(
        documents,
        frame("mentions", [{"doc_id": "a", "start": 0, "end": 3, "text": "One", "entity": "One"}]),
        frame("statements", [statement]),
        frame("dates", []),
        frame("events", [{"event_id": "e", "doc_id": "a", "start": 0, "end": 3, "who": ["Z"], "amount": None}]),
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
        assert records(getattr(back, name)) == records(getattr(tables, name))


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
