"""Add tone, polarity, subjectivity and targets to the table of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from analysis.tone.lexicon import Lexicon, default_lexicon
from analysis.tone.scoring import _extended, check_scorer, score_marked
from analysis.tone.targets import by_document, statement_targets
from analysis.tone.window import statement_window

if TYPE_CHECKING:
    import pandas as pd

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
    return _extended(extra) if extra else default_lexicon()


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
    known = _read_before(readings) if scorer == "model" else {}
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    named = by_document(mentions)
    rows = statements.to_dict("records")
    moods, targets = [], []
    tones: list[float | None] = [None] * len(rows)
    open_rows = []
    for n, row in enumerate(rows):
        text, here = texts[row["doc_id"]], named.get(row["doc_id"], [])
        content = _spans(row["content"])
        names = [(m["start"], m["end"]) for m in here if m.get("kind", "name") != "pronoun"]
        said = " … ".join(mask(text[s:e], [(a - s, b - s) for a, b in names if a < e and b > s]) for s, e in content)
        moods.append(polarity_subjectivity(said))
        parts = {k: _spans(row[k]) for k in ("content", "cue", "source")}
        targets.append(statement_targets({**parts, "speakers": row.get("speakers")}, here, text))
        key = row["doc_id"], content, row.get("act")
        if key in known:
            tones[n] = known[key]
        else:
            open_rows.append((n, statement_window(text, **parts), row.get("act")))
    if scorer == "textblob":
        tones[:] = [p for p, _ in moods]
    elif open_rows:
        lexicon = codebook_lexicon(codebook)
        scores = score_marked([w for _, w, _ in open_rows], scorer, acts=[a for *_, a in open_rows], lexicon=lexicon)
        for (n, *_), score in zip(open_rows, scores, strict=True):
            tones[n] = score
    out = statements.copy()
    index = out.index
    out["polarity"] = pd.Series([p for p, _ in moods], index=index, dtype="float64")
    out["subjectivity"] = pd.Series([s for _, s in moods], index=index, dtype="float64")
    out["tone"] = pd.Series(tones, index=index, dtype="float64")
    out["targets"] = pd.Series(targets, index=index, dtype="object")
    return out
