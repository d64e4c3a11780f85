"""How well each scorer reads tone, against human codes, and what its errors do to the averages shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.tone.averages import FEWEST, clustered_interval, resampled_sums
from analysis.tone.labels import LABELS, tone_label
from analysis.tone.scoring import SCORERS, score_marked
from analysis.tone.window import Marked, statement_window
from analysis.validation.markup import read_markup

if TYPE_CHECKING:
    import pandas as pd


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


def _marked(coded: pd.DataFrame, documents: pd.DataFrame | None) -> list[Marked]:
    if "context" in coded.columns:
        return [read_markup(context) for context in coded["context"]]
    if documents is None:
        raise ValueError("Statements without a context column need the documents they index: pass documents.")
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    absent = sorted(set(coded["doc_id"]) - set(texts))
    if absent:
        raise ValueError(f"The coded article {absent[0]!r} is not among the documents.")
    rows = coded.to_dict("records")
    return [statement_window(texts[r["doc_id"]], r["content"], r["cue"], r["source"]) for r in rows]


def found_acts(coded: pd.DataFrame, statements: pd.DataFrame) -> list[str | None]:
    """Return the speech act that the library gave each coded statement, None where it did not find it.

    Parameters
    ----------
    coded, statements : DataFrame, one row a statement
        doc_id, content; `statements` also act. Two rows are one statement where their contents share half of the
        characters that either covers.
    """
    by_article: dict[str, list[tuple[set[int], str | None]]] = {}
    for row in statements.to_dict("records"):
        by_article.setdefault(row["doc_id"], []).append((_characters(row["content"]), row["act"]))
    acts: list[str | None] = []
    for row in coded.to_dict("records"):
        said = _characters(row["content"])
        best, act = 0.0, None
        for other, its_act in by_article.get(row["doc_id"], ()):
            share = len(said & other) / max(1, len(said | other))
            if share > best:
                best, act = share, its_act
        acts.append(act if best >= 0.5 else None)
    return acts


def _characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def score_coded(
    coded: pd.DataFrame,
    documents: pd.DataFrame | None = None,
    *,
    statements: pd.DataFrame | None = None,
    scorers: Sequence[str] = SCORERS,
) -> pd.DataFrame:
    """Score hand-coded statements with each scorer.

    Parameters
    ----------
    coded : DataFrame, one row a statement
        tone (-1, 0, 1), doc_id, and either context (a coding sheet) or content, cue, source.
    documents : DataFrame, optional
        doc_id, text; needed where there is no context.
    statements : DataFrame, optional
        What the library found in the documents: the acts it gave weigh in, as they do in its own tables. Acts coded
        by hand never do.
    scorers : sequence of str
        Any of "model", "lexicon", "textblob".

    Returns
    -------
    DataFrame, the rows of `coded` that have a code, with one column of tones a scorer.
    """
    import pandas as pd

    rows = coded[coded["tone"].notna()].reset_index(drop=True)
    marked = _marked(rows, documents)
    acts = found_acts(rows, statements) if statements is not None and "content" in rows.columns else None
    scores = {s: pd.Series(score_marked(marked, s, acts=acts), dtype="float64") for s in scorers}
    return rows.assign(**scores)


def f1_scores(human: Sequence[int], machine: Sequence[int]) -> dict[int, float]:
    """Return F1 of each class that the human used; a class nobody used has none."""
    out = {}
    for label in LABELS:
        hit = sum(h == m == label for h, m in zip(human, machine, strict=True))
        total = sum(h == label for h in human) + sum(m == label for m in machine)
        if any(h == label for h in human):
            out[label] = 2 * hit / total
    return out


def compare_scorers(
    scored: pd.DataFrame, scorers: Iterable[str] | None = None, *, draws: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Compare scorers with the human code.

    Parameters
    ----------
    scored : DataFrame, one row a coded statement
        As `score_coded` returns it.
    scorers : iterable of str, optional
        Columns of `scored`; by default those of "model", "lexicon", "textblob" that are there.
    draws, seed : int
        Bootstrap resamples, drawn by article, and their seed.

    Returns
    -------
    DataFrame, one row a scorer, in the order given
        scorer, n, accuracy, low, high (95% interval), macro_f1 (mean over the classes the human used), f1_negative,
        f1_neutral, f1_positive, alpha (ordinal, with the human code), human_mean, machine_mean (of the labels): their
        difference is what misclassification does to an average over all statements.
    """
    import pandas as pd

    from analysis.validation.agreement import krippendorff_alpha

    names = list(scorers) if scorers is not None else [s for s in SCORERS if s in scored.columns]
    human = [int(t) for t in scored["tone"]]
    rows = []
    for name in names:
        machine = [tone_label(t) for t in scored[name]]
        right = [float(h == m) for h, m in zip(human, machine, strict=True)]
        low, high = clustered_interval(right, scored["doc_id"].tolist(), draws=draws, seed=seed)
        f1 = f1_scores(human, machine)
        pairs = [[h, m] for h, m in zip(human, machine, strict=True)]
        row = {"scorer": name, "n": len(human), "accuracy": float(np.mean(right)), "low": low, "high": high}
        row |= {"macro_f1": float(np.mean(list(f1.values())))}
        row |= {f"f1_{word}": f1.get(k) for k, word in zip(LABELS, ("negative", "neutral", "positive"), strict=True)}
        row |= {"alpha": krippendorff_alpha(pairs, draws=0)["alpha"]}
        row |= {"human_mean": float(np.mean(human)), "machine_mean": float(np.mean(machine))}
        rows.append(row)
    table = pd.DataFrame(rows)
    numbers = [c for c in table.columns if c not in ("scorer", "n")]
    table[numbers] = table[numbers].astype("float64").round(4)
    return table


def confusion(scored: pd.DataFrame, scorer: str = "model") -> pd.DataFrame:
    """Count human codes against a scorer's labels.

    Parameters
    ----------
    scored : DataFrame
        As `score_coded` returns it.
    scorer : str
        A column of it.

    Returns
    -------
    DataFrame, one row a human code (-1, 0, 1), one column a label of the scorer (-1, 0, 1).
    """
    import pandas as pd

    counts = np.zeros((3, 3), dtype=int)
    for human, tone in zip(scored["tone"], scored[scorer], strict=True):
        counts[LABELS.index(int(human)), LABELS.index(tone_label(tone))] += 1
    return pd.DataFrame(counts, index=pd.Index(LABELS, name="human"), columns=pd.Index(LABELS, name=scorer))


def _expected_codes(counts: np.ndarray) -> np.ndarray:
    """Mean human code of each label (last axis), from counts by label and code; half an observation smooths it."""
    smooth = counts + 1 / 6
    return (smooth * np.array(LABELS)).sum(axis=-1) / smooth.sum(axis=-1)


def corrected_averages(
    scored: pd.DataFrame,
    statements: pd.DataFrame,
    by: str = "speakers",
    *,
    scorer: str = "model",
    column: str = "tone",
    fewest: int = FEWEST,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Show what a scorer's errors do to averages, and the averages that human coders would be expected to give.

    Parameters
    ----------
    scored : DataFrame, one row a coded statement
        As `score_coded` returns it: a sample of the corpus, coded blind.
    statements : DataFrame, one row a statement of the whole corpus
        doc_id, the column `by` (a list counts once for each member) and `column`.
    by : str
        What to average by.
    scorer : str
        The column of `scored` that reads as `column` of `statements` does.
    column : str
        Tones of all statements.
    fewest : int
        Groups with fewer statements are left out.
    draws, seed : int
        Bootstrap resamples of the coded articles, and their seed.

    Returns
    -------
    DataFrame, one row a group, largest first
        The group, n, shown (mean label), corrected (mean code expected of a human, given the labels), low, high (95%
        interval from the coded sample alone). The expectation of the human code for each label is estimated on the
        sample and applied to the labels of the group, as in regression calibration (Carroll et al. 2006; TeBlunthuis,
        Hase and Chan 2024); it assumes that errors do not depend on the group.
    """
    import pandas as pd

    rows = statements[statements[column].notna()].explode(by)
    rows = rows.assign(label=[tone_label(t) for t in rows[column]])
    articles = {a: n for n, a in enumerate(sorted(set(scored["doc_id"])))}
    counts = np.zeros((len(articles), 3, 3))
    for article, human, tone in zip(scored["doc_id"], scored["tone"], scored[scorer], strict=True):
        counts[articles[article], tone_label(tone) + 1, int(human) + 1] += 1
    expected = _expected_codes(counts.sum(axis=0))
    drawn_counts = resampled_sums(counts.reshape(-1, 9), draws if len(articles) > 1 else 0, seed)
    drawn_expected = _expected_codes(drawn_counts.reshape(-1, 3, 3))
    out = []
    for name, group in rows.groupby(by, sort=True):
        if len(group) < fewest:
            continue
        shares = np.array([(group["label"] == k).mean() for k in LABELS])
        drawn = drawn_expected @ shares
        low, high = np.quantile(drawn, [0.025, 0.975]) if len(drawn) else (None, None)
        out.append(
            {
                by: name,
                "n": len(group),
                "shown": float(group["label"].mean()),
                "corrected": float(shares @ expected),
                "low": low,
                "high": high,
            }
        )
    table = pd.DataFrame(out, columns=[by, "n", "shown", "corrected", "low", "high"])
    numbers = ["shown", "corrected", "low", "high"]
    table[numbers] = table[numbers].astype("float64").round(4)
    return table.sort_values(["n", by], ascending=[False, True], ignore_index=True)
