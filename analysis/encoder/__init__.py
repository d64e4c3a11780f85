"""The small transformer that reads attributions: words in, tags and links out.

It sees an article as lines of words, each with a shape and whether it stands inside quotation marks, and returns for
each word how likely it belongs to a source, a cue or a content, and which word it is said by.
"""

from analysis.encoder.reading import Reader, Scores, default_reader
from analysis.encoder.words import Chunk, Tokens, Word, chunk_lines, split_words
from analysis.quotations import Quotation, pair_quotations, quoted

__all__ = [
    "Chunk",
    "Quotation",
    "Reader",
    "Scores",
    "Tokens",
    "Word",
    "chunk_lines",
    "default_reader",
    "pair_quotations",
    "quoted",
    "split_words",
]
