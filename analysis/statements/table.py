"""The table of statements: sayings of a corpus with their speakers resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.statements.cues import own_cues, scale_of
from analysis.statements.speakers import Mentions, by_article, resolve

if TYPE_CHECKING:
    import pandas as pd

    from analysis.codebook import Codebook
    from analysis.pipeline import Reading
    from analysis.statements.saying import Saying


def own_cue(saying: Saying, cues: Mapping[str, tuple[str, float]]) -> tuple[str, float] | None:
    """Return the act and scale of the longest of a codebook's cues that starts in a saying's cue; None for none."""
    if not cues:
        return None
    lemmas = [*saying.lemmas, *saying.onward]
    for length in range(max(len(cue.split()) for cue in cues), 1, -1):
        for i in range(len(saying.lemmas)):
            phrase = " ".join(lemmas[i : i + length])
            if len(lemmas) >= i + length and phrase in cues:
                return cues[phrase]
    return next((cues[lemma] for lemma in (saying.cue_lemma, *reversed(saying.lemmas)) if lemma in cues), None)


def statement_table(readings: Sequence[Reading], mentions: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    """Make the table of statements of a corpus.

    Parameters
    ----------
    readings : sequence of Reading
        What the first phase read, with `doc_id` and `sayings`.
    mentions : DataFrame
        One row a mention of an entity.
    codebook : Codebook or None
        Its `cues` add to the lexicon or change it.

    Returns
    -------
    DataFrame
        One row an attributed statement, in the order of the readings and their sayings: doc_id, statement_id, kind,
        content, cue, source, speakers, act, scale; the columns of tone are null.

    Raises
    ------
    ValueError
        Where the codebook names an unknown act.
    """
    from analysis.tables import frame

    cues = own_cues(codebook)
    places = by_article(mentions)
    rows = []
    for reading in readings:
        speakers = resolve(reading.sayings, places.get(reading.doc_id, Mentions([])))
        for number, (saying, names) in enumerate(zip(reading.sayings, speakers, strict=True), 1):
            act, scale = own_cue(saying, cues) or (saying.act, None)
            rows.append(
                {
                    "doc_id": reading.doc_id,
                    "statement_id": f"{reading.doc_id}-s{number:03d}",
                    "kind": saying.kind,
                    "content": saying.content,
                    "cue": saying.cue,
                    "source": saying.source,
                    "speakers": names,
                    "act": act,
                    "scale": scale_of(act, saying.cue_lemma) if scale is None else scale,
                }
            )
    return frame("statements", rows)
