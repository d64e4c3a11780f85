"""Statements coded by hand, and what each scorer says of the same statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.tone.labels import LABELS
from analysis.tone.scoring import SCORERS, score_marked
from analysis.tone.statements import tones_by_scorer
from analysis.validation.markup import read_markup

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables


def read_coding(folder: str | Path) -> pd.DataFrame:
    """Read a hand-coded reading of a corpus.

    Parameters
    ----------
    folder : path
        Holds statements.jsonl (see seeds/coding).

    Returns
    -------
    DataFrame, one row a statement
        statement_id, doc_id, kind, content, cue, source, speakers, act, tone (-1, 0, 1), optional.
    """
    import pandas as pd

    path = Path(folder) / "statements.jsonl"
    if not path.is_file():
        raise FileNotFoundError(f"No statements.jsonl in {folder}: give the folder of a coded reading.")
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            row = json.loads(line)
            if row.get("tone") not in LABELS:
                raise ValueError(f"{path.name}, line {number}: tone is {row.get('tone')!r}: write -1, 0 or 1.")
            rows.append(row)
    return pd.DataFrame(rows)


def find_coded(coded: pd.DataFrame, statements: pd.DataFrame) -> list[int | None]:
    """Find the statement of the tables that each coded statement is.

    Parameters
    ----------
    coded, statements : DataFrame, one row a statement
        doc_id, content. Two rows are one statement where their contents share half of the characters that either
        covers; of several, the one that shares most.

    Returns
    -------
    list of int or None
        Place in `statements` for each row of `coded`; None where the library did not find it.
    """
    by_article: dict[str, list[tuple[set[int], int]]] = {}
    for n, row in enumerate(statements.to_dict("records")):
        by_article.setdefault(row["doc_id"], []).append((_characters(row["content"]), n))
    places: list[int | None] = []
    for row in coded.to_dict("records"):
        said = _characters(row["content"])
        best, place = 0.0, None
        for other, n in by_article.get(row["doc_id"], ()):
            share = len(said & other) / max(1, len(said | other))
            if share > best:
                best, place = share, n
        places.append(place if best >= 0.5 else None)
    return places


def _characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def score_coded(
    coded: pd.DataFrame, tables: Tables | pd.DataFrame, *, scorers: Sequence[str] = SCORERS
) -> pd.DataFrame:
    """Put what each scorer writes into the tables beside the human code of the same statement.

    Parameters
    ----------
    coded : DataFrame, one row a statement
        tone (-1, 0, 1; null rows are left out), doc_id, content.
    tables : Tables, or DataFrame of documents
        What `annotate` found in the coded articles; from documents alone it is found here.
    scorers : sequence of str
        Any of "model", "lexicon", "textblob".

    Returns
    -------
    DataFrame, the rows of `coded` that have a code and were found
        With one column of tones a scorer, exactly as `statements.tone` shows them under that scorer, and `found`, the
        statement_id in the tables. Nothing coded by hand but the tone is used. `attrs["not_found"]` lists the other
        coded rows (doc_id, first character), whose tone the tables do not show.

    Raises
    ------
    ValueError
        If a coded article is not among the documents.
    """
    import pandas as pd

    rows = coded[coded["tone"].notna()].reset_index(drop=True)
    documents = tables if isinstance(tables, pd.DataFrame) else tables.documents
    absent = sorted(set(rows["doc_id"]) - set(documents["doc_id"]))
    if absent:
        raise ValueError(f"The coded article {absent[0]!r} is not among the documents.")
    if isinstance(tables, pd.DataFrame):
        from analysis.pipeline import annotate

        here = documents[documents["doc_id"].isin(set(rows["doc_id"]))]
        tables = annotate(here.reset_index(drop=True), scorer=documents.attrs.get("scorer", "model"))
    places = find_coded(rows, tables.statements)
    kept = [n for n, place in enumerate(places) if place is not None]
    shown = tables.statements.iloc[[place for place in places if place is not None]].reset_index(drop=True)
    tones = tones_by_scorer(replace(tables, statements=shown), scorers)
    scored = rows.iloc[kept].reset_index(drop=True)
    scored = scored.assign(found=shown["statement_id"], **{s: pd.Series(t, dtype="float64") for s, t in tones.items()})
    left = rows.iloc[[n for n, place in enumerate(places) if place is None]].to_dict("records")
    scored.attrs["not_found"] = [(row["doc_id"], int(row["content"][0][0])) for row in left if len(row["content"])]
    return scored


def score_contexts(sheet: pd.DataFrame, scorers: Sequence[str] = SCORERS) -> pd.DataFrame:
    """Score the statements of a coding sheet from what the sheet shows alone.

    Parameters
    ----------
    sheet : DataFrame, one row a statement
        context, tone (null rows are left out).
    scorers : sequence of str

    Returns
    -------
    DataFrame, the coded rows with one column of tones a scorer
        Near to those of the tables, but not the same: a sheet tells neither the speech act nor which words are names.
    """
    import pandas as pd

    rows = sheet[sheet["tone"].notna()].reset_index(drop=True)
    marked = [read_markup(context) for context in rows["context"]]
    return rows.assign(**{s: pd.Series(score_marked(marked, s), dtype="float64") for s in scorers})
