"""Add tone, polarity, subjectivity and targets to the table of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from analysis.tone.lexicon import Lexicon, extended_lexicon
from analysis.tone.scoring import check_scorer, score_marked
from analysis.tone.targets import ArticleMentions, by_document, statement_targets
from analysis.tone.window import statement_window

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables

Key = tuple[str, tuple[tuple[int, int], ...], str | None]


def _spans(value: Any) -> tuple[tuple[int, int], ...]:
    return tuple((int(s), int(e)) for s, e in value) if value is not None else ()


def _read_before(readings: Iterable[Any]) -> dict[Key, float]:
    """Tones that the first phase read, by article, content and act (a codebook may give a cue another act)."""
    known: dict[Key, float] = {}
    for reading in readings:
        if len(reading.tones) == len(reading.sayings):
            for saying, tone in zip(reading.sayings, reading.tones, strict=True):
                known[reading.doc_id, _spans(saying.content), saying.act] = float(tone)
    return known


def codebook_lexicon(codebook: Any) -> Lexicon:
    """Return the tone lexicon with a codebook's entries (`codebook.lexicon`: phrase to valence), if it has any."""
    extra: Mapping[str, float] = getattr(codebook, "lexicon", None) or {}
    return extended_lexicon(extra)


def statement_tones(
    statements: pd.DataFrame,
    documents: pd.DataFrame,
    scorer: str = "model",
    *,
    readings: Iterable[Any] = (),
    codebook: Any = None,
) -> list[float]:
    """Score statements as a scorer fills the column `tone`.

    Parameters
    ----------
    statements : DataFrame, one row a statement
        doc_id, content, cue, source, act; polarity where the scorer is "textblob".
    documents : DataFrame, one row an article
        doc_id, text.
    scorer : "model", "lexicon" or "textblob"
    readings : iterable of Reading, optional
        What the first phase left; a statement whose tone the model read there is not read again.
    codebook : Codebook, optional
        A researcher's entries for the lexicon.

    Returns
    -------
    list of float
        Tones from -1 to 1, in the order of the rows.
    """
    check_scorer(scorer)
    if scorer == "textblob":
        return [float(p) for p in statements["polarity"]]
    known = _read_before(readings) if scorer == "model" else {}
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    rows = statements.to_dict("records")
    keys: list[Key] = [(row["doc_id"], _spans(row["content"]), row.get("act")) for row in rows]
    waiting = [n for n, key in enumerate(keys) if key not in known]
    windows = [
        statement_window(texts[rows[n]["doc_id"]], *(_spans(rows[n][k]) for k in ("content", "cue", "source")))
        for n in waiting
    ]
    acts = [rows[n].get("act") for n in waiting]
    read = dict(zip(waiting, score_marked(windows, scorer, acts=acts, lexicon=codebook_lexicon(codebook)), strict=True))
    return [read[n] if n in read else known[key] for n, key in enumerate(keys)]


def tones_by_scorer(tables: Tables, scorers: Iterable[str]) -> dict[str, list[float]]:
    """Score the statements of a corpus with several scorers, each as it would fill the column `tone`.

    Parameters
    ----------
    tables : Tables
        Where `documents.attrs["scorer"]` tells which scorer filled `statements.tone`, as `annotate` leaves it, that
        column is taken as it is; the codebook is that of `documents.attrs`.
    scorers : iterable of "model", "lexicon" or "textblob"

    Returns
    -------
    dict of str to list of float
        By scorer, in the order of `tables.statements`.
    """
    attrs = tables.documents.attrs
    out = {}
    for scorer in scorers:
        check_scorer(scorer)
        if attrs.get("scorer") == scorer:
            out[scorer] = [float(t) for t in tables.statements["tone"]]
        else:
            out[scorer] = statement_tones(tables.statements, tables.documents, scorer, codebook=attrs.get("codebook"))
    return out


def add_tone(
    statements: pd.DataFrame,
    readings: Iterable[Any],
    documents: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    codebook: Any = None,
    scorer: str = "model",
) -> pd.DataFrame:
    """Fill the tone columns of the statements of a corpus.

    Parameters
    ----------
    statements : DataFrame, one row a statement
        doc_id, content, cue, source, speakers, act.
    readings : iterable of Reading
        What the first phase left; a statement whose tone it read is not read again.
    documents : DataFrame, one row an article
        doc_id, text.
    mentions : DataFrame, one row a mention
        doc_id, start, end, type, entity.
    codebook : Codebook, optional
        A researcher's entries for the lexicon (`lexicon`).
    scorer : "model", "lexicon" or "textblob"
        What fills `tone`.

    Returns
    -------
    DataFrame, the rows of `statements` with
        polarity, subjectivity (TextBlob's, on the content with names and titles masked), tone (-1..1; within 0.05 of
        zero reads as neutral) and targets (list of entities).
    """
    import pandas as pd

    from analysis.tone.textblob import mask, polarity_subjectivity

    check_scorer(scorer)
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    named, nobody = by_document(mentions), ArticleMentions()
    moods, targets = [], []
    for row in statements.to_dict("records"):
        text, here = texts[row["doc_id"]], named.get(row["doc_id"], nobody)
        parts = {k: _spans(row[k]) for k in ("content", "cue", "source")}
        said = " … ".join(
            mask(text[s:e], [(a - s, b - s) for a, b in here.names_touching(s, e)]) for s, e in parts["content"]
        )
        moods.append(polarity_subjectivity(said))
        targets.append(statement_targets({**parts, "speakers": row.get("speakers")}, here, text))
    out = statements.copy()
    index = out.index
    out["polarity"] = pd.Series([p for p, _ in moods], index=index, dtype="float64")
    out["subjectivity"] = pd.Series([s for _, s in moods], index=index, dtype="float64")
    tones = statement_tones(out, documents, scorer, readings=readings, codebook=codebook)
    out["tone"] = pd.Series(tones, index=index, dtype="float64")
    out["targets"] = pd.Series(targets, index=index, dtype="object")
    return out
