"""Statements to be coded, and sheets filled and saved as spreadsheets save them."""

from __future__ import annotations

import csv
import io

import pandas as pd

TEXT = (
    'The minister said "we praise, thank and welcome" you.\nThe envoy condemned the attack.\n=SUM(A1) said he, "no".\n'
)


def made_documents():
    return pd.DataFrame({"doc_id": ["a", "b"], "text": [TEXT, TEXT]})


def made_statements():
    parts = [
        ([[18, 48]], [[13, 17]], "X", "praise"),
        ([[74, 84]], [[64, 73]], "Y", "condemn"),
        ([[103, 107]], [[95, 99]], "Z", "deny"),
    ]
    rows = [
        {
            "doc_id": d,
            "statement_id": f"{d}/{n}",
            "content": c,
            "cue": q,
            "source": [],
            "speakers": [s],
            "act": a,
            "tone": 0.7,
        }
        for d in "ab"
        for n, (c, q, s, a) in enumerate(parts)
    ]
    return pd.DataFrame(rows)


def cells(path):
    with open(path, encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle))


def save(rows, path, encoding="utf-8", **csv_options):
    text = io.StringIO(newline="")
    csv.writer(text, **csv_options).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding, errors="replace"))


def fill(path, codes, out=None, **csv_options):
    """Write codes into a sheet as a spreadsheet would save it; return its cells."""
    rows = cells(path)
    at = rows[0].index("tone")
    for row, code in zip(rows[1:], codes, strict=True):
        row[at] = code
    save(rows, out or path, **csv_options)
    return rows
