"""Read articles out of files: plain text, Markdown, HTML, and tables with a row an article."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from analysis.corpus.datelines import read_day

TEXT = {".txt", ".md", ".markdown", ".html", ".htm"}
TABLE = {".csv", ".jsonl", ".parquet"}
# What a row may say of its article besides `text`.
METADATA = (
    "doc_id",
    "path",
    "url",
    "title",
    "outlet",
    "language",
    "published",
    "published_basis",
    "earliest",
    "latest",
)
BOUNDS = ("earliest", "latest")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class CorpusError(ValueError):
    """A corpus cannot be read at all; the message names the file, the row and what to do."""


class ArticleError(ValueError):
    """One article cannot be read; the message says why."""


@dataclass
class Found:
    """An article as it was found.

    Attributes
    ----------
    path : the file's path inside the corpus, with the row where it is a table.
    text : offsets index it.
    metadata : the columns of `METADATA`, as far as given: str only.
    note : what a reader should know of how it was read, or None.
    """

    path: str
    text: str
    metadata: dict[str, Any] = field(default_factory=dict)
    note: str | None = None


def read_article_file(path: Path, shown: str) -> Found:
    """Read one .txt, .md or .html article.

    Parameters
    ----------
    path : the file.
    shown : its path inside the corpus.

    Raises
    ------
    ArticleError : for a file that cannot be opened, is not text, or holds no article.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"cannot be opened: {error.strerror}") from error
    if path.suffix.lower() in {".html", ".htm"}:
        return _read_html(data, shown)
    text, note = decode(data)
    return Found(shown, text, note=note)


def decode(data: bytes) -> tuple[str, str | None]:
    """Decode a text file: UTF-8, else UTF-16 with its mark, else Windows-1252, which is noted.

    Line ends stay as they are.

    Raises
    ------
    ArticleError : for bytes that are no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), "read as UTF-16"
        except UnicodeDecodeError as error:
            raise ArticleError("is not text (broken UTF-16)") from error
    opening = data[:100_000]
    controls = len(opening) - len(opening.translate(None, _CONTROLS))
    if b"\0" in opening or controls > 0.01 * len(opening):
        raise ArticleError("is not text (a binary file)")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "not UTF-8: read as Windows-1252; save it as UTF-8 if letters look wrong"
    except UnicodeDecodeError as error:
        raise ArticleError("is neither UTF-8 nor Windows-1252 text: save it as UTF-8") from error


def _read_html(data: bytes, shown: str) -> Found:
    import trafilatura

    try:
        page = trafilatura.bare_extraction(
            data,
            include_comments=False,
            include_tables=False,
            favor_precision=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # a parser of other people's pages may fail in any way; the page is named, the rest read
        raise ArticleError(f"cannot be read as HTML: {type(error).__name__}") from error
    read = page.as_dict() if page is not None and not isinstance(page, dict) else page
    text = (read or {}).get("text") or ""
    if not read or not text.strip():
        raise ArticleError("no article was found in the page")
    metadata = {"title": read.get("title"), "outlet": read.get("sitename"), "published": read.get("date")}
    return Found(shown, text, {key: value for key, value in metadata.items() if value})


def read_rows(path: Path) -> Iterator[Found | tuple[str, str]]:
    """Read a .csv, .jsonl or .parquet file with a row an article.

    Yields
    ------
    Found, or (path and row, reason) of a row that cannot be read. Its path is the row's own `path`, else its
    `url`, else the name of the file and the number of the row.

    Raises
    ------
    CorpusError : for a file that cannot be read at all or has no column `text`.
    """
    readers = {".csv": _csv_rows, ".jsonl": _jsonl_rows, ".parquet": _parquet_rows}
    for number, row in readers[path.suffix.lower()](path):
        where = f"{path.name}, row {number}"
        one = row if isinstance(row, str) else read_row(row, where)
        if isinstance(one, str):
            yield where, one
        else:
            one.metadata.setdefault("doc_id", f"{path.stem}-{number}")
            one.metadata.setdefault("path", where)
            yield one


def read_row(row: Mapping[str, Any], where: str) -> Found | str:
    """Read an article that came as a row of a table.

    Parameters
    ----------
    row : its plain values by column: `text` and any of `METADATA`.
    where : names the row.

    Returns
    -------
    Found, or the reason why it cannot be read. Numbers become str; what is no single value (a list, a dict, true)
    is left out with a note that names column and value. `path` is the `url` where the row has no path.
    """
    text = row.get("text")
    if not isinstance(text, str):
        return "has no text" if text is None else f"text {reprlib.repr(text)} is no text"
    metadata: dict[str, str] = {}
    notes = []
    for column in METADATA:
        value = row.get(column)
        known = single_value(value)
        if known is None or (known and column in BOUNDS and read_day(known) is None):
            kind = "day" if column in BOUNDS else "single value"
            notes.append(f"{column} {reprlib.repr(value)} is no {kind}: taken as missing")
        elif known:
            metadata[column] = known
    url = metadata.pop("url", None)
    if url:
        metadata.setdefault("path", url)
    return Found(where, text, metadata, "; ".join(notes) or None)


def broken(text: str) -> bool:
    """Tell whether a text holds lone surrogates, which no file can keep."""
    return _SURROGATE.search(text) is not None


def single_value(value: Any) -> str | None:
    """Return a value as str, "" for none; None for what is no single value."""
    if value is None or value != value:
        return ""
    if isinstance(value, str):
        return None if broken(value) else value.strip()
    if isinstance(value, float) and isfinite(value):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _csv_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    header, rows = read_csv(path)
    if "text" not in header:
        raise CorpusError(
            f"{path}: no column 'text' among {', '.join(map(repr, header))}. Name the articles' column text."
        )
    for number, values in rows:
        if len(values) != len(header):
            yield number, f"has {len(values)} fields where the header has {len(header)}"
        else:
            yield number, {key: value for key, value in zip(header, values, strict=True) if value != ""}


def read_csv(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read a CSV file: its header in lower case, and (number of the row, values) of each row that is not blank.

    Raises
    ------
    CorpusError : for a file that is not text, has no header or unbalanced quotation marks.
    """
    csv.field_size_limit(2**31 - 1)
    try:
        text, _ = decode(path.read_bytes())
    except OSError as error:
        raise CorpusError(f"{path}: cannot be opened ({error.strerror}).") from error
    except ArticleError as error:
        raise CorpusError(f"{path}: {error}. Save it as CSV in UTF-8.") from error
    rows: list[tuple[int, list[str]]] = []
    number = 0
    try:
        source = io.StringIO(text.removeprefix("\ufeff"), newline="")
        for number, values in enumerate(csv.reader(source, strict=True), start=1):
            if any(value.strip() for value in values):
                rows.append((number, values))
    except csv.Error as error:
        raise CorpusError(f"{path}, after row {number}: {error}. Check the quotation marks there.") from error
    if not rows:
        raise CorpusError(f"{path}: is empty. Give it a header and a row an article.")
    return [name.strip().casefold() for name in rows[0][1]], rows[1:]


def _jsonl_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    try:
        text, _ = decode(path.read_bytes())
    except OSError as error:
        raise CorpusError(f"{path}: cannot be opened ({error.strerror}).") from error
    except ArticleError as error:
        raise CorpusError(f"{path}: {error}. Save it as JSON Lines in UTF-8.") from error
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"is no JSON ({error})"
            continue
        yield number, row if isinstance(row, dict) else "is no JSON object"


def _parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    import pandas as pd

    from analysis.tables import records

    try:
        table = pd.read_parquet(path)
    except Exception as error:  # pyarrow raises many kinds for a broken file
        raise CorpusError(f"{path}: cannot be read as Parquet ({type(error).__name__}).") from error
    if "text" not in table:
        raise CorpusError(
            f"{path}: no column 'text' among {', '.join(map(repr, table))}. Name the articles' column text."
        )
    yield from enumerate(records(table), start=1)
