"""One article as its names are read: words, sentences, quotations and grammar by character."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from analysis.article import plain
from analysis.corpus.layout import Block
from analysis.entities.gazetteer import Word, words_of
from analysis.quotations import pair_quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.article import Article
    from analysis.entities.places import Candidate

CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "csubj", "pcomp"})
ENDS = frozenset(".!?:;\"')")
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
ROLES = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "dobj": "object",
    "iobj": "object",
    "dative": "object",
    "pobj": "oblique",
    "poss": "possessive",
    "attr": "object",
}


class Page:
    """The words of an article proper, block by block, and what the parse says of any of its spans."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.doc = article.doc
        self.text = plain(article.text)
        self.blocks = _unbroken(self.text, [block for block in article.blocks if block.kind != "furniture"])
        self.words: list[list[Word]] = [words_of(self.text[b.start : b.end], b.start) for b in self.blocks]
        self.shouted = [_in_capitals(self.text[b.start : b.end]) for b in self.blocks]
        self._block_starts = [block.start for block in self.blocks]
        self._tokens = [token.idx for token in self.doc]
        self.sentences = [
            (s.start_char, s.end_char) for s in article.sentences() if self.text[s.start_char : s.end_char].strip()
        ]
        self._sentence_starts = [start for start, _ in self.sentences]
        self.quotations = [(q.start, q.end) for q in pair_quotations(article.text)]
        self.countries: list[Candidate] = []
        self.ents = list(self.doc.ents)
        self.ent_of = {token.i: ent for ent in self.ents for token in ent}
        self._quotation_starts = [start for start, _ in self.quotations]

    def token(self, char: int) -> Token | None:
        """Return the token over the character at `char`."""
        at = bisect_right(self._tokens, char) - 1
        return self.doc[at] if at >= 0 else None

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap `start` to `end`, white space left out."""
        first = max(0, bisect_right(self._tokens, start) - 1)
        last = bisect_right(self._tokens, max(start, end - 1))
        return [token for token in self.doc[first:last] if not token.is_space]

    def root(self, start: int, end: int) -> Token | None:
        """Return the token of the span that the rest of the span hangs on."""
        inside = self.tokens(start, end)
        for token in inside:
            if token.head.i < inside[0].i or token.head.i > inside[-1].i or token.head is token:
                return token
        return inside[-1] if inside else None

    def role(self, start: int, end: int) -> str:
        """Return the grammatical role of a span: subject, object, oblique, possessive or other."""
        token = self.root(start, end)
        for _ in range(6):
            if token is None or token.dep_ not in {"conj", "appos", "compound", "nmod"} or token.head is token:
                break
            token = token.head
        return ROLES.get(token.dep_, "other") if token is not None else "other"

    def governs_verb(self, start: int, end: int) -> bool:
        """Tell whether a span stands between commas before a finite verb: "the mayor of Lund, Ana Sol, said"."""
        after = self.token(end + 2) if self.text[end : end + 2] == ", " else None
        before = self.text[:start].rstrip(" ")[-1:] if start < 40 else self.text[start - 40 : start].rstrip(" ")[-1:]
        return before == "," and after is not None and after.tag_ in {"VBD", "VBZ", "VBP", "MD"}

    def embedded(self, char: int) -> bool:
        """Tell whether the character at `char` stands in a clause within another, as in what someone says."""
        token = self.token(char)
        for _ in range(12):
            if token is None or token.head is token:
                break
            if token.dep_ in CLAUSES:
                return True
            token = token.head
        return False

    def sentence(self, char: int) -> int:
        """Return the index of the sentence that holds `char`, or -1."""
        at = bisect_right(self._sentence_starts, char) - 1
        return at if at >= 0 and char < self.sentences[at][1] else -1

    def quoted(self, char: int) -> bool:
        """Tell whether the character at `char` stands inside quotation marks."""
        at = bisect_right(self._quotation_starts, char) - 1
        return at >= 0 and char < self.quotations[at][1]

    def block(self, char: int) -> int:
        """Return the index of the block that holds `char`, or -1."""
        at = bisect_right(self._block_starts, char) - 1
        return at if at >= 0 and char < self.blocks[at].end else -1


def _unbroken(text: str, blocks: list[Block]) -> list[Block]:
    """Join lines of prose that one line break parts in the middle of a sentence: a name may run over it."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        gap = text[last.end : block.start] if last else ""
        if (
            last is not None
            and last.kind == block.kind == "paragraph"
            and gap.count("\n") <= 1
            and gap.count("\r") <= 1
            and text[last.end - 1] not in ENDS
        ):
            joined[-1] = Block(last.start, block.end, "paragraph")
        else:
            joined.append(block)
    return joined


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    cased = sum(c.isupper() or c.islower() for c in letters)
    return cased > 3 and sum(c.isupper() for c in letters) > 0.8 * cased
