"""Describe the five tables for others: a Frictionless data package that documents each column."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.data import read_toml
from analysis.tables import COLUMNS, LISTS, REAL, WHOLE

if TYPE_CHECKING:
    from analysis.tables import Tables

DAYS = {
    ("documents", "published"),
    ("documents", "earliest"),
    ("documents", "latest"),
    ("events", "earliest"),
    ("events", "latest"),
}
DAYS |= {("dates", "earliest"), ("dates", "latest")}
KEYS = {"documents": ["doc_id"], "statements": ["statement_id"]}


@cache
def dictionary() -> dict[str, dict[str, str]]:
    """Return what each table's rows and columns are, from analysis/data/columns.toml."""
    return read_toml("columns.toml")


def describe(tables: Tables, folder: Path, *, title: str) -> Path:
    """Write datapackage.json beside the tables in CSV and Parquet.

    Parameters
    ----------
    tables : what was written to `folder`.
    folder : holds <table>.csv and <table>.parquet.
    title : of the corpus.

    Returns
    -------
    The path written.
    """
    resources = [_resource(name, folder, len(getattr(tables, name))) for name in COLUMNS]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "communique-tables",
        "title": title,
        "description": "Who is named, who says what in which tone, and what happened when: five tables of a corpus "
        "of articles. "
        "Every row carries doc_id and character offsets into documents.text, end exclusive.",
        "version": version("communique"),
        "resources": resources,
    }
    path = folder / "datapackage.json"
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def _resource(name: str, folder: Path, rows: int) -> dict[str, Any]:
    words = dictionary()[name]
    data = (folder / f"{name}.csv").read_bytes()
    schema: dict[str, Any] = {
        "fields": [_field(name, column, words[column]) for column in COLUMNS[name]],
        "missingValues": [""],
    }
    if name in KEYS:
        schema["primaryKey"] = KEYS[name]
    if name != "documents":
        schema["foreignKeys"] = [{"fields": ["doc_id"], "reference": {"resource": "documents", "fields": ["doc_id"]}}]
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "alternatives": [f"{name}.parquet"],
        "title": words["rows"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "rows": rows,
        "schema": schema,
    }


def _field(table: str, column: str, words: str) -> dict[str, Any]:
    kind = "string"
    if column in LISTS:
        kind = "array"
    elif column in WHOLE:
        kind = "integer"
    elif column in REAL:
        kind = "number"
    elif (table, column) in DAYS:
        kind = "date"
    return {"name": column, "type": kind, "description": words}
