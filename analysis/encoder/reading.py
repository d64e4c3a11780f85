"""Run the encoder over articles: for each word its tag and speech act, and the word it is said by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.encoder.words import Chunk, Tokens, Word, chunk_lines, split_words

WEIGHTS = Path(__file__).parent / "weights"
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ACTS = (
    "praise", "thank", "welcome", "commit", "agree", "assert", "call", "discuss", "report", "condemn", "accuse", "warn",
    "threaten", "reject", "deny",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Links:
    """Links within one chunk, as log-probabilities: row a word, column 0 nobody, column 1 + k the chunk's k-th word."""

    words: list[int]
    content: np.ndarray
    cue: np.ndarray


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of an article: its words by line, log-probabilities by word, links by chunk."""

    lines: list[list[Word]]
    tags: np.ndarray
    acts: np.ndarray
    links: list[Links]


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Turn scores into log-probabilities along the last axis."""
    shifted = scores.astype(np.float64) - scores.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


@dataclass(frozen=True)
class Reader:
    """An ONNX graph with its vocabulary.

    Each chunk is one run. The graph's activations are quantised by the range they take in a run, so a chunk that shared
    one with others would be read a little differently in other company; alone, it is always read the same.
    """

    model: Path
    tokenizer: Path
    threads: int = 1

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens.load(self.tokenizer)

    @cached_property
    def session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(self.model), options, providers=["CPUExecutionProvider"])

    def __getstate__(self) -> dict[str, Any]:
        return {"model": self.model, "tokenizer": self.tokenizer, "threads": self.threads}

    def run(self, chunk: Chunk) -> list[np.ndarray]:
        """Return the graph's outputs for one chunk: tags, content links, cue links, acts."""
        names = [entry.name for entry in self.session.get_inputs()]
        ids, features = (np.array([row], dtype=np.int64) for row in (chunk.tokens, chunk.features))
        return [output[0] for output in self.session.run(None, dict(zip(names, (ids, features), strict=True)))]

    def read(self, text: str, spans: Sequence[tuple[int, int]]) -> Scores:
        """Read the given spans (paragraphs, headings) of a text.

        Parameters
        ----------
        text : str
        spans : sequence of (start, end)
            In order and apart from each other.

        Returns
        -------
        Scores
        """
        lines = split_words(text, spans, self.tokens)
        size = sum(map(len, lines))
        tags, acts = np.zeros((size, len(TAGS))), np.zeros((size, len(ACTS)))
        links = []
        for chunk in chunk_lines(lines, self.tokens):
            tag, content, cue, *rest = self.run(chunk)
            heads = [0, *chunk.first]
            tags[chunk.words] = log_softmax(tag[chunk.first])
            if rest:
                acts[chunk.words] = log_softmax(rest[0][chunk.first])
            links.append(
                Links(
                    chunk.words,
                    log_softmax(content[chunk.first][:, heads]),
                    log_softmax(cue[chunk.first][:, heads]),
                )
            )
        return Scores(lines, tags, acts, links)


@lru_cache(maxsize=2)
def default_reader(threads: int = 1) -> Reader:
    """Return the reader of the weights that come with the package."""
    return Reader(WEIGHTS / "attribution.int8.onnx", WEIGHTS / "tokenizer.json", threads)
