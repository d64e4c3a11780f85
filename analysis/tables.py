"""The five tables: their columns, and how they are written to and read from disk."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from analysis.pages.passages import Passage, Passages

COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": (
        "doc_id",
        "path",
        "title",
        "outlet",
        "language",
        "published",
        "published_basis",
        "earliest",
        "latest",
        "words",
        "furniture",
        "text",
    ),
    "mentions": ("doc_id", "start", "end", "text", "type", "kind", "entity"),
    "statements": (
        "doc_id",
        "statement_id",
        "kind",
        "content",
        "cue",
        "source",
        "speakers",
        "act",
        "scale",
        "polarity",
        "subjectivity",
        "tone",
        "targets",
    ),
    "dates": ("doc_id", "start", "end", "text", "type", "value", "earliest", "latest", "anchor"),
    "events": (
        "event_id",
        "doc_id",
        "start",
        "end",
        "date",
        "earliest",
        "latest",
        "date_basis",
        "kind",
        "what",
        "where",
        "who",
        "amount",
        "unit",
        "tells",
    ),
}
LISTS = {"furniture", "content", "cue", "source", "speakers", "targets", "who"}
DAYS = {"published", "earliest", "latest"}
WHOLE = {"start", "end", "words"}
REAL = {"scale", "polarity", "subjectivity", "tone", "amount"}
FORMATS = ("jsonl", "csv", "parquet")


@dataclass
class Tables:
    """Everything that was found in a corpus, as five DataFrames.

    Attributes
    ----------
    documents : one row per article.
    mentions : one row per mention of an entity.
    statements : one row per attributed statement.
    dates : one row per temporal expression.
    events : one row per report of an event.

    All columns are those of `COLUMNS`; `doc_id`, `start` and `end` (or the span lists of a
    statement) index the text of the article in `documents.text`.
    """

    documents: pd.DataFrame
    mentions: pd.DataFrame
    statements: pd.DataFrame
    dates: pd.DataFrame
    events: pd.DataFrame

    def show(self, doc_id: str, *, layers: tuple[str, ...] | None = None) -> Passage:
        """Show an article with its marks in place; see `analysis.show`."""
        from analysis.pages.passages import show

        return show(doc_id, self, layers=layers)

    def evidence(self, rows: Any, *, top: int = 10) -> Passages:
        """Show the words that rows of any table rest on; see `analysis.evidence`."""
        from analysis.pages.passages import evidence

        return evidence(rows, self, top=top)


def frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Make one of the five tables from its rows, with every column and its type.

    Parameters
    ----------
    name : a key of `COLUMNS`.
    rows : dicts of column values; a missing key is null.

    Returns
    -------
    DataFrame with the columns of `COLUMNS[name]` in that order; whole numbers as int64, real ones
    as float64, the rest as objects with None for null: days (`DAYS`) as datetime.date, lists as list, words as
    str. The order of the rows is kept.

    Raises
    ------
    ValueError : for a day that is neither a date nor written as 2023-02-28.
    """
    import pandas as pd

    data: dict[str, pd.Series] = {}
    for column in COLUMNS[name]:
        values = [row.get(column) for row in rows]
        if column in WHOLE:
            data[column] = pd.Series(values, dtype="int64")
        elif column in REAL:
            data[column] = pd.Series(values, dtype="float64")
        elif column in DAYS:
            data[column] = pd.Series([_day(null(value)) for value in values], dtype="object")
        else:
            data[column] = pd.Series([null(value) for value in values], dtype="object")
    return pd.DataFrame(data, columns=list(COLUMNS[name]))


def null(value: Any) -> Any:
    """Return None for every kind of missing value, and any other value as it is."""
    if value is None or (isinstance(value, float) and value != value) or type(value).__name__ in {"NaTType", "NAType"}:
        return None
    return value


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value) if isinstance(value, str) else value


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as plain JSON values, null for every missing one."""
    rows = []
    for row in table.to_dict("records"):
        plain: dict[str, Any] = {}
        for column, value in row.items():
            plain[str(column)] = _plain(null(value))
        rows.append(plain)
    return rows


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]  # Parquet gives lists of lists back as arrays of arrays
    return value.isoformat() if hasattr(value, "isoformat") else value


def write_tables(tables: Tables, folder: str | Path, format: str = "jsonl") -> list[Path]:
    """Write the five tables to a folder, one file each.

    Parameters
    ----------
    tables : the tables of a corpus.
    folder : made if it does not exist.
    format : "jsonl", "csv" (RFC 4180; words in quotation marks, lists as JSON in their cell, null an empty cell) or
        "parquet". Days are written as 2023-02-28, in Parquet as dates.

    Returns
    -------
    The paths written, in the order of `COLUMNS`.

    Raises
    ------
    ValueError : for another format.
    """
    if format not in FORMATS:
        raise ValueError(f"Unknown format {format!r}: choose one of {', '.join(FORMATS)}.")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for field in fields(tables):
        path = folder / f"{field.name}.{format}"
        write_table(getattr(tables, field.name), path, format)
        written.append(path)
    return written


def write_table(table: pd.DataFrame, path: Path, format: str) -> None:
    """Write one table to `path` in one of `FORMATS`."""
    if format == "parquet":
        table = table.copy()
        table.attrs = {}  # Parquet keeps attrs as JSON, which a codebook is not
        table.to_parquet(path, index=False)
    elif format == "csv":
        plain = table.copy()
        for column in LISTS & set(plain.columns):
            plain[column] = [json.dumps(value, ensure_ascii=False) for value in plain[column]]
        # Every word is quoted: a lone carriage return in a text would end the row where it is not.
        plain.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    else:
        with path.open("w", encoding="utf-8", newline="\n") as handle:
            handle.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in records(table))


def read_tables(folder: str | Path) -> Tables:
    """Read the five tables back from a folder that `write_tables` filled.

    Parameters
    ----------
    folder : holds documents, mentions, statements, dates and events as .jsonl, .parquet or .csv.

    Returns
    -------
    Tables, equal to those that were written, in values and types (see `frame`), whatever the format. Only CSV
    cannot tell an empty str from null, which it comes back as; attrs are not kept.

    Raises
    ------
    FileNotFoundError : naming the table that is missing.
    """
    folder = Path(folder)
    read = {}
    for name in COLUMNS:
        path = next((p for p in (folder / f"{name}.{format}" for format in FORMATS) if p.exists()), None)
        if path is None:
            raise FileNotFoundError(f"No table {name} (.jsonl, .csv or .parquet) in {folder}.")
        read[name] = read_table(name, path)
    return Tables(**read)


def read_table(name: str, path: Path) -> pd.DataFrame:
    """Read one table, `name` in `COLUMNS`, from a file that `write_table` wrote."""
    import pandas as pd

    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as handle:
            return frame(name, [json.loads(line) for line in handle if line.strip()])
    if path.suffix == ".parquet":
        return frame(name, records(pd.read_parquet(path)))
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [{key: value or None for key, value in row.items()} for row in csv.DictReader(handle, strict=True)]
    return frame(name, [{key: _cell(key, value) for key, value in row.items()} for row in rows])


def _cell(column: str, value: str | None) -> Any:
    """Return what a cell of CSV holds."""
    if value is None:
        return None
    if column in LISTS:
        return json.loads(value)
    return int(value) if column in WHOLE else float(value) if column in REAL else value
