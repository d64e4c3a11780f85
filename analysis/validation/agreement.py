"""Agreement between coders, and with a machine: Krippendorff's alpha with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("nominal", "ordinal", "interval")


def _coincidences(codes: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Count, unit by unit, the pairs of codes that coders gave (units x value x value)."""
    counts = np.stack([(codes == v).sum(axis=1) for v in values], axis=1).astype(float)
    sizes = counts.sum(axis=1)
    keep = sizes >= 2
    counts, sizes = counts[keep], sizes[keep]
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs -= np.eye(len(values))[None] * counts[:, None, :]
    return pairs / (sizes - 1)[:, None, None]


def _alpha(coincidence: np.ndarray, level: str, values: np.ndarray) -> float:
    marginal = coincidence.sum(axis=1)
    n = marginal.sum()
    if n <= 1:
        return float("nan")
    k = len(values)
    distance = np.zeros((k, k))
    for a in range(k):
        for b in range(k):
            if level == "nominal":
                distance[a, b] = float(a != b)
            elif level == "ordinal":
                low, high = min(a, b), max(a, b)
                distance[a, b] = (marginal[low : high + 1].sum() - (marginal[a] + marginal[b]) / 2) ** 2 * (a != b)
            else:
                distance[a, b] = (values[a] - values[b]) ** 2
    expected = (np.outer(marginal, marginal) * distance).sum() / (n - 1)
    observed = (coincidence * distance).sum()
    return float("nan") if expected == 0 else float(1 - observed / expected)


def krippendorff_alpha(
    codes: pd.DataFrame | Sequence[Sequence[float | None]],
    *,
    level: str = "ordinal",
    draws: int = 1000,
    seed: int = 0,
) -> dict[str, float | int]:
    """Measure the agreement of coders beyond chance.

    Parameters
    ----------
    codes : DataFrame or nested sequence, one row a unit, one column a coder
        Null where a coder gave no code; a unit with a single code says nothing and is left out.
    level : "nominal", "ordinal" or "interval"
        Distance between codes.
    draws, seed : int
        Bootstrap resamples of units, and their seed.

    Returns
    -------
    dict
        alpha, low, high (95% percentile interval), units. alpha is nan where every code is the same, since nothing
        is left to agree on (Krippendorff 2004, ch. 11).

    Raises
    ------
    ValueError
        If the level is unknown or fewer than two coders are given.
    """
    if level not in LEVELS:
        raise ValueError(f"Unknown level {level!r}: choose one of {', '.join(LEVELS)}.")
    rows = codes.to_numpy() if hasattr(codes, "to_numpy") else np.array(codes, dtype=object)
    if rows.ndim != 2 or rows.shape[1] < 2:
        raise ValueError("Agreement needs the codes of two coders or more: one column a coder.")
    table = np.array([[_number(v) for v in row] for row in rows], dtype=float)
    values = np.unique(table[~np.isnan(table)])
    pairs = _coincidences(table, values)
    alpha = _alpha(pairs.sum(axis=0), level, values)
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(draws if len(pairs) else 0):
        value = _alpha(pairs[rng.integers(0, len(pairs), len(pairs))].sum(axis=0), level, values)
        if not np.isnan(value):
            drawn.append(value)
    low, high = np.quantile(drawn, [0.025, 0.975]) if drawn else (float("nan"), float("nan"))
    return {"alpha": round(alpha, 4), "low": round(float(low), 4), "high": round(float(high), 4), "units": len(pairs)}


def _number(value: object) -> float:
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return float("nan")
    return float(value)  # type: ignore[arg-type]


def agreement(codes: pd.DataFrame, *, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Report how far coders agree, by share and by alpha.

    Parameters
    ----------
    codes : DataFrame, one row a unit, one column a coder
    draws, seed : int
        Bootstrap resamples of units, and their seed.

    Returns
    -------
    DataFrame, one row a level (nominal, ordinal)
        level, coders, units (with two codes or more), same (share of units on which all coders agree), alpha, low,
        high.
    """
    import pandas as pd

    several = codes[codes.notna().sum(axis=1) >= 2]
    same = float((several.max(axis=1) == several.min(axis=1)).mean()) if len(several) else float("nan")
    rows = []
    for level in ("nominal", "ordinal"):
        result = krippendorff_alpha(codes, level=level, draws=draws, seed=seed)
        units = result.pop("units")
        rows.append({"level": level, "coders": codes.shape[1], "units": units, "same": round(same, 4), **result})
    return pd.DataFrame(rows)
