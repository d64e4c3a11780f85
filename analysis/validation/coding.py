"""Statements coded by hand, and what each scorer says of the same statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.tone.labels import LABELS
from analysis.tone.scoring import SCORERS, score_marked
from analysis.tone.statements import tones_by_scorer
from analysis.tone.window import CONTENT, CUE, SOURCE, Marked, statement_window
from analysis.validation.coders import joined_codes, settled_codes
from analysis.validation.filled import read_sheet
from analysis.validation.markup import read_markup
from analysis.validation.sheets import SheetError, sheet_row

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables


def read_coding(path: str | Path) -> pd.DataFrame:
    """Read statements of a corpus that were coded by hand.

    Parameters
    ----------
    path : path
        A filled coding sheet (CSV), or a folder that holds statements.jsonl (see seeds/coding).

    Returns
    -------
    DataFrame, one row a statement
        Of a folder: statement_id, doc_id, kind, content, cue, source, speakers, act, tone (-1, 0, 1), optional. Of a
        sheet: statement_id, doc_id, context, check and tone (the code of most coders; null where there is none), and
        `attrs["problems"]` and `attrs["notes"]` as `read_sheet` leaves them.

    Raises
    ------
    FileNotFoundError, ValueError
        If there is no such file, a line of it has no code, or no row of the sheet can be used (`SheetError`).
    """
    import pandas as pd

    if Path(path).is_file() and Path(path).suffix.lower() != ".jsonl":
        sheet = read_sheet(path)
        texts, codes = joined_codes([sheet])
        settled, ties = settled_codes(codes)
        coded = texts.assign(tone=pd.Series(settled, dtype="float64"))
        coded.attrs = {"problems": sheet.attrs["problems"], "notes": [*sheet.attrs["notes"], *ties]}
        return coded
    path = Path(path) if Path(path).is_file() else Path(path) / "statements.jsonl"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: give a filled sheet, or the folder of a coded reading.")
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            row = json.loads(line)
            if row.get("tone") not in LABELS:
                raise ValueError(f"{path.name}, line {number}: tone is {row.get('tone')!r}: write -1, 0 or 1.")
            rows.append(row)
    return pd.DataFrame(rows).rename(columns={"doc": "doc_id"})


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


def find_drawn(coded: pd.DataFrame, tables: Tables) -> list[int | None]:
    """Find the statement of the tables that each row of a coding sheet shows.

    Parameters
    ----------
    coded : DataFrame, one row a statement
        statement_id, doc_id, context, check.
    tables : Tables

    Returns
    -------
    list of int or None
        Place in `tables.statements` for each row. A statement that has another number or other edges by now (a new
        codebook, a new release) is found by its place in the article, as `find_coded` does; None where it is not there.

    Raises
    ------
    SheetError
        If not one is there.
    """
    import pandas as pd

    texts = dict(zip(tables.documents["doc_id"], tables.documents["text"], strict=True))
    rows = coded.to_dict("records")
    wanted = {row["statement_id"]: row["check"] for row in rows}
    known = {
        row["statement_id"]: n
        for n, row in enumerate(tables.statements.to_dict("records"))
        if row["statement_id"] in wanted
        and sheet_row(row, texts[row["doc_id"]])["check"] == wanted[row["statement_id"]]
    }
    places = [known.get(row["statement_id"]) for row in rows]
    left = [n for n, place in enumerate(places) if place is None]
    articles = [_article(rows[n], texts) for n in left]
    said = [_located(rows[n]["context"], texts.get(article, "")) for n, article in zip(left, articles, strict=True)]
    taken = set(known.values())
    for n, place in zip(
        left, find_coded(pd.DataFrame({"doc_id": articles, "content": said}), tables.statements), strict=True
    ):
        places[n] = None if place in taken else place
    if rows and all(place is None for place in places):
        message = "No statement of the sheet is in this corpus: name the articles that the sheet was drawn from."
        raise SheetError([message])
    return places


def _article(row: dict[Any, Any], texts: Mapping[str, str]) -> str:
    """Name the article of a row, whose name a spreadsheet may have changed."""
    return row["doc_id"] if row["doc_id"] in texts else row["statement_id"].rpartition("-s")[0]


def _located(context: str, text: str) -> list[tuple[int, int]]:
    """Find what is marked as said on a sheet in its article: the spans, none where the text was cut or changed."""
    shown = read_markup(context)
    at = text.find(shown.text) if shown.text else -1
    return [(s + at, e + at) for s, e, role in shown.marks if role == CONTENT] if at >= 0 else []


def _characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def score_coded(
    coded: pd.DataFrame, tables: Tables | pd.DataFrame, *, scorers: Sequence[str] = SCORERS
) -> pd.DataFrame:
    """Put what each scorer writes into the tables beside the human code of the same statement.

    Parameters
    ----------
    coded : DataFrame, one row a statement
        As `read_coding` returns it: tone (-1, 0, 1; null rows are left out), doc_id, content; of a sheet statement_id
        and check, by which the statement drawn is found again.
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
        If a coded article is not among the documents, or no row of a sheet is in the tables (`SheetError`).
    """
    import pandas as pd

    rows = coded[coded["tone"].notna()].reset_index(drop=True)
    documents = tables if isinstance(tables, pd.DataFrame) else tables.documents
    drawn = "content" not in rows.columns
    absent = sorted(set(rows["doc_id"]) - set(documents["doc_id"]))
    if absent and not drawn:
        raise ValueError(f"The coded article {absent[0]!r} is not among the documents.")
    if isinstance(tables, pd.DataFrame):
        from analysis.pipeline import annotate

        here = documents if drawn else documents[documents["doc_id"].isin(set(rows["doc_id"]))]
        tables = annotate(here.reset_index(drop=True), scorer=documents.attrs.get("scorer", "model"))
    places = find_drawn(rows, tables) if drawn else find_coded(rows, tables.statements)
    kept = [n for n, place in enumerate(places) if place is not None]
    shown = tables.statements.iloc[[place for place in places if place is not None]].reset_index(drop=True)
    tones = tones_by_scorer(replace(tables, statements=shown), scorers)
    scored = rows.iloc[kept].reset_index(drop=True)
    if drawn:
        scored = shown.assign(tone=scored["tone"])
    scored = scored.assign(found=shown["statement_id"], **{s: pd.Series(t, dtype="float64") for s, t in tones.items()})
    left = rows.iloc[[n for n, place in enumerate(places) if place is None]].to_dict("records")
    at = [
        (row["doc_id"], row["content"][0][0] if len(row.get("content", ())) else row.get("statement_id"))
        for row in left
    ]
    scored.attrs = {**coded.attrs, "not_found": at}
    return scored


def score_contexts(sheet: pd.DataFrame, scorers: Sequence[str] = SCORERS) -> pd.DataFrame:
    """Score the statements of a coding sheet from what the sheet shows alone.

    Parameters
    ----------
    sheet : DataFrame, one row a statement
        context.
    scorers : sequence of str

    Returns
    -------
    DataFrame, the rows with one column of tones a scorer
        Near to those of the tables, but not the same: a sheet tells neither the speech act nor which words are names.
    """
    import pandas as pd

    rows = sheet.reset_index(drop=True)
    marked = [_window(read_markup(context)) for context in rows["context"]]
    return rows.assign(**{s: pd.Series(score_marked(marked, s), dtype="float64") for s in scorers})


def _window(shown: Marked) -> Marked:
    """Cut the sentences that the scorers read out of what a coder was shown."""
    parts = [[(s, e) for s, e, role in shown.marks if role == wanted] for wanted in (CONTENT, CUE, SOURCE)]
    return statement_window(shown.text, *parts)
