"""Cut a text into the words and chunks that the encoder reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.quotations import pair_quotations, quoted

MAX_PIECES = 8
MAX_TOKENS = 256
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, or one mark: its span, its word pieces, and the feature that is added to them."""

    start: int
    end: int
    pieces: tuple[int, ...]
    feature: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """What the encoder reads at once: token ids, their features, and for each word its number and its first token."""

    tokens: list[int]
    features: list[int]
    words: list[int]
    first: list[int]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The vocabulary: a tokeniser and the ids of its marks."""

    tokenizer: Any
    opening: int
    separator: int
    unknown: int

    @classmethod
    def load(cls, path: str | Path) -> Tokens:
        """Read a tokenizer.json."""
        return _load(str(path))


@lru_cache(maxsize=4)
def _load(path: str) -> Tokens:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    opening, separator, unknown = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))
    if opening is None or separator is None or unknown is None:
        raise ValueError(f"{path}: no [CLS], [SEP] or [UNK] in the vocabulary; give the tokenizer of the encoder")
    return Tokens(tokenizer, opening, separator, unknown)


def shape(word: str) -> int:
    """Return the class of a word's letters (the vocabulary knows no capitals): 1 to 7."""
    if not word[0].isalnum():
        return 1
    if word[0].isdigit():
        return 2
    if word.islower():
        return 3
    if word.isupper():
        return 5 if len(word) > 1 else 6
    return 4 if word[0].isupper() else 7


def split_words(text: str, spans: Sequence[tuple[int, int]], tokens: Tokens) -> list[list[Word]]:
    """Cut spans of a text (paragraphs, headings) into words.

    Parameters
    ----------
    text : str
    spans : sequence of (start, end)
        In order; words never cross them.
    tokens : Tokens

    Returns
    -------
    list of list of Word
        One list a span, empty where the span holds no word.
    """
    found = [[match.span() for match in _WORD.finditer(text, start, end)] for start, end in spans]
    inside = iter(quoted(pair_quotations(text), [start for line in found for start, _ in line]))
    lines: list[list[Word]] = []
    for spots in found:
        if not spots:
            lines.append([])
            continue
        coded = tokens.tokenizer.encode(
            [text[start:end] for start, end in spots], is_pretokenized=True, add_special_tokens=False
        )
        pieces: list[list[int]] = [[] for _ in spots]
        for piece, word in zip(coded.ids, coded.word_ids, strict=True):
            if word is not None and len(pieces[word]) < MAX_PIECES:
                pieces[word].append(piece)
        lines.append(
            [
                Word(start, end, tuple(ids) or (tokens.unknown,), shape(text[start:end]) + 8 * next(inside))
                for (start, end), ids in zip(spots, pieces, strict=True)
            ]
        )
    return lines


def chunk_lines(lines: Iterable[Sequence[Word]], tokens: Tokens, limits: Iterable[int] | None = None) -> list[Chunk]:
    """Join neighbouring lines into chunks of up to 256 tokens, so that a quotation sees what stands around it.

    Parameters
    ----------
    lines : iterable of sequences of Word
        A line longer than a chunk is cut.
    tokens : Tokens
    limits : iterable of int, optional
        Sizes of the first chunks, where they shall differ (training varies the first).

    Returns
    -------
    list of Chunk
        Words are numbered through all the lines.
    """
    sizes = iter(limits or ())
    chunks: list[Chunk] = []
    number = 0

    def opened() -> Chunk:
        return Chunk([tokens.opening], [0], [], [])

    current, limit = opened(), next(sizes, MAX_TOKENS)
    for line in lines:
        length = sum(len(word.pieces) for word in line)
        if current.words and len(current.tokens) + length + 1 > limit:
            chunks.append(current)
            current, limit = opened(), next(sizes, MAX_TOKENS)
        for word in line:
            if current.words and len(current.tokens) + len(word.pieces) + 1 > MAX_TOKENS:
                current.tokens.append(tokens.separator)
                current.features.append(0)
                chunks.append(current)
                current = opened()
            current.words.append(number)
            current.first.append(len(current.tokens))
            current.tokens.extend(word.pieces)
            current.features.extend([word.feature] * len(word.pieces))
            number += 1
        if line:
            current.tokens.append(tokens.separator)
            current.features.append(0)
    if current.words:
        chunks.append(current)
    return chunks
