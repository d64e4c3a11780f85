"""How well each scorer reads tone, against human codes, and what its errors do to the averages shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.tone.averages import FEWEST, clustered_interval, resampled_sums
from analysis.tone.labels import LABELS, tone_label
from analysis.tone.scoring import SCORERS
from analysis.tone.statements import tones_by_scorer

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables

COMPARED = (
    *("scorer", "n", "accuracy", "low", "high", "macro_f1", "f1_negative", "f1_neutral", "f1_positive"),
    *("alpha", "human_mean", "machine_mean"),
)


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
    for name in names if human else ():
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
    table = pd.DataFrame(rows, columns=list(COMPARED))
    numbers = [c for c in table.columns if c not in ("scorer", "n")]
    table[numbers] = table[numbers].astype("float64").round(4)
    table.attrs = dict(scored.attrs)
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


def _check_same(scored: pd.DataFrame, statements: pd.DataFrame, scorer: str, column: str) -> None:
    """Refuse to correct one scorer's averages by another's errors."""
    if "found" not in scored.columns or "statement_id" not in statements.columns:
        return
    shown = dict(zip(statements["statement_id"], statements[column], strict=True))
    for found, tone in zip(scored["found"], scored[scorer], strict=True):
        if found in shown and abs(shown[found] - tone) > 1e-9:
            raise ValueError(
                f"The column {column!r} gives {found} {shown[found]}, but the scorer {scorer!r} gives it {tone}: "
                f"annotate with scorer={scorer!r}, or pass the tables instead of their statements."
            )


def corrected_averages(
    scored: pd.DataFrame,
    statements: Tables | pd.DataFrame,
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
    statements : Tables, or DataFrame, one row a statement of the whole corpus
        doc_id, the column `by` (a list counts once for each member) and `column`. Of Tables the tones of `scorer` are
        taken, whichever scorer filled them.
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

    Raises
    ------
    ValueError
        If `column` holds other tones of the coded statements than `scored` has from `scorer`.
    """
    import pandas as pd

    if not isinstance(statements, pd.DataFrame):
        tones = pd.Series(tones_by_scorer(statements, [scorer])[scorer], dtype="float64")
        statements = statements.statements.reset_index(drop=True).assign(**{column: tones})
    _check_same(scored, statements, scorer, column)
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
