"""The fine-tuned encoder that reads tone: marked text in, three probabilities out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from analysis.tone.labels import DEAD_BAND
from analysis.tone.window import Marked, encode


@lru_cache(maxsize=1)
def _session() -> Any:
    import onnxruntime

    path = files("analysis") / "tone" / "weights" / "tone.onnx"
    if not path.is_file():
        raise FileNotFoundError(
            "The weights of the tone model (analysis/tone/weights/tone.onnx) are missing: reinstall the package, "
            'or use scorer="lexicon".'
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(files("analysis") / "encoder" / "weights" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def read_probabilities(marked: Iterable[Marked]) -> np.ndarray:
    """Read how likely each marked text is negative, neutral or positive.

    Parameters
    ----------
    marked : iterable of Marked
        Texts with their target or statement marked.

    Returns
    -------
    ndarray, one row a text, columns negative, neutral, positive
        Every text is read by itself and without padding, so its score does not depend on the texts beside it (the
        scales of the int8 activations are taken over all that is read at once). A text without words is neutral.
    """
    session, tokenizer = _session(), _tokenizer()
    rows: list[np.ndarray] = []
    known: dict[tuple[tuple[int, ...], tuple[int, ...]], np.ndarray] = {}
    for one in marked:
        ids, roles = encode(one, tokenizer)
        key = tuple(ids), tuple(roles)
        if len(ids) == 2:
            known[key] = np.array([0.0, 1.0, 0.0])
        if key not in known:
            feed = {"ids": np.array([ids], np.int64), "roles": np.array([roles], np.int64)}
            logits = session.run(None, feed)[0][0].astype(float)
            powers = np.exp(logits - logits.max())
            known[key] = powers / powers.sum()
        rows.append(known[key])
    return np.array(rows).reshape(-1, 3)


def with_act(probabilities: np.ndarray, valence: float) -> np.ndarray:
    """Weigh what the model reads with what the speech act tells.

    Parameters
    ----------
    probabilities : ndarray of three floats
        Negative, neutral, positive.
    valence : float
        Of the act in the open lexicon (praise 1.5, condemn -1.5, assert 0): the change of the log-odds of positive
        and, the other way, of negative against neutral.

    Returns
    -------
    ndarray of three floats that add up to one.
    """
    moved = probabilities * np.exp([-valence, 0.0, valence])
    return moved / moved.sum()


def tone_of(probabilities: Sequence[float] | np.ndarray) -> float:
    """Turn three probabilities into one tone whose dead band is the neutral class.

    Parameters
    ----------
    probabilities : sequence of three floats
        Negative, neutral, positive.

    Returns
    -------
    float, -1..1
        With d = P(positive) - P(negative): a text whose likeliest class is neutral gets 0.05 * 2d (|d| is at most one
        half there), any other the sign of d times 0.05 + 0.95 |d|. So the sign outside the dead band of 0.05 is the
        likeliest class, and within a class the order is that of d.
    """
    negative, neutral, positive = (float(p) for p in probabilities)
    d = positive - negative
    if neutral >= max(negative, positive):
        return DEAD_BAND * 2 * d
    sign = 1.0 if d > 0 else -1.0
    return sign * (DEAD_BAND + (1 - DEAD_BAND) * max(abs(d), 1e-3))
