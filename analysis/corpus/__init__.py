"""The corpus room: from files of any kind to the table of documents, each laid out, dated and signed."""

from analysis.corpus.documents import CODEBOOK, complete, read_corpus
from analysis.corpus.files import CorpusError

__all__ = ["CODEBOOK", "CorpusError", "complete", "read_corpus"]
