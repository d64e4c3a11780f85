"""The way from documents to tables: each article read once, then the corpus resolved from small rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from analysis.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

    from analysis.codebook import Codebook
    from analysis.dates import Expression
    from analysis.entities import Name
    from analysis.events import Report
    from analysis.statements import Saying

BATCH = 32


@dataclass
class Reading:
    """What the first phase leaves of one article: small rows, no parse.

    Attributes
    ----------
    doc_id : str
    blocks : list of [start, end, kind]
        The layout of the article (see `analysis.corpus.layout`).
    sentences : list of [start, end]
        Sentences of the article proper, page furniture left out.
    names, sayings, expressions, reports : lists of rows
        Names and references, attributed statements, temporal expressions, clauses that report an event.
    tones : list of float
        The tone model's reading of each saying, in the order of `sayings`.
    """

    doc_id: str
    blocks: list[list[Any]] = field(default_factory=list)
    sentences: list[list[int]] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    expressions: list[Expression] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    tones: list[float] = field(default_factory=list)

    def as_row(self) -> dict[str, Any]:
        """Return the reading as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Reading:
        """Make a reading again from what `as_row` returned."""
        from analysis.dates import Expression
        from analysis.entities import Name
        from analysis.events import Report
        from analysis.statements import Saying

        kinds: dict[str, Any] = {"names": Name, "sayings": Saying, "expressions": Expression, "reports": Report}
        values: dict[str, Any] = {
            key: [kinds[key](**r) for r in value] if key in kinds else value for key, value in row.items()
        }
        return cls(**values)


def read(rows: Iterable[tuple[str, str]]) -> list[Reading]:
    """Read articles one by one: the first phase, which nothing outside an article can change.

    Parameters
    ----------
    rows : (doc_id, text) of each article.

    Returns
    -------
    One Reading an article, in the same order.
    """
    from analysis.article import read_articles
    from analysis.dates import read_dates
    from analysis.entities import read_names
    from analysis.events import read_reports
    from analysis.statements import read_statements
    from analysis.tone import read_tones

    articles = list(read_articles(rows))
    sayings = read_statements(articles)
    tones = read_tones(articles, sayings)
    readings = []
    for article, said, scores in zip(articles, sayings, tones, strict=True):
        names = read_names(article)
        expressions = read_dates(article)
        readings.append(
            Reading(
                doc_id=article.doc_id,
                blocks=[list(block) for block in article.blocks],
                sentences=[[s.start_char, s.end_char] for s in article.sentences()],
                names=names,
                sayings=said,
                expressions=expressions,
                reports=read_reports(article, expressions, names),
                tones=list(scores),
            )
        )
    return readings


def read_all(documents: pd.DataFrame, *, workers: int = 1) -> tuple[list[Reading], list[dict[str, str]]]:
    """Read every article of a corpus, from the cache where it was read before.

    Parameters
    ----------
    documents : one row an article, with doc_id and text.
    workers : processes that read at the same time.

    Returns
    -------
    readings : one an article, in the order of `documents`.
    omitted : {path, reason} of each article that could not be read.
    """
    from tqdm import tqdm

    from analysis.cache import open_cache

    texts = list(zip(documents["doc_id"], documents["text"], strict=True))
    readings: dict[str, Reading] = {}
    omitted: list[dict[str, str]] = []
    with open_cache() as cache, tqdm(total=len(texts), unit="article", desc="reading", disable=None) as progress:
        waiting = []
        for doc_id, text in texts:
            row = cache.get(text)
            if row is None:
                waiting.append((doc_id, text))
            else:
                readings[doc_id] = Reading.from_row({**row, "doc_id": doc_id})
                progress.update()
        for batch, found, failed in _read_batches(waiting, workers):
            by_text = dict(batch)
            for reading in found:
                readings[reading.doc_id] = reading
                cache.put(by_text[reading.doc_id], reading.as_row())
            omitted += failed
            progress.update(len(batch))
    return [readings[doc_id] for doc_id, _ in texts if doc_id in readings], omitted


def _read_batches(
    rows: Sequence[tuple[str, str]], workers: int
) -> Iterator[tuple[list[tuple[str, str]], list[Reading], list[dict[str, str]]]]:
    iterator = iter(rows)
    batches = list(iter(lambda: list(islice(iterator, BATCH)), []))
    if workers <= 1 or len(batches) <= 1:
        for batch in batches:
            yield batch, *_read_batch(batch)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(workers, len(batches)), mp_context=get_context("spawn")) as pool:
        try:
            for batch, (found, failed) in zip(batches, pool.map(_read_batch, batches), strict=True):
                yield batch, found, failed
        except BrokenProcessPool as error:
            message = (
                f"One of {workers} processes was ended while it read, most often for want of memory: use fewer "
                "workers. What was read so far is kept."
            )
            raise ChildProcessError(message) from error


def _read_batch(batch: list[tuple[str, str]]) -> tuple[list[Reading], list[dict[str, str]]]:
    try:
        return read(batch), []
    except (ImportError, OSError):  # the installation is at fault, not the article
        raise
    except Exception as error:
        if len(batch) == 1:
            reason = f"could not be read: {type(error).__name__}: {error}"
            return [], [{"path": batch[0][0], "reason": reason}]
    found, failed = [], []
    for row in batch:  # so that the good articles of the batch all come through
        one, none = _read_batch([row])
        found += one
        failed += none
    return found, failed


def annotate(
    documents: pd.DataFrame, *, codebook: Codebook | None = None, workers: int = 1, scorer: str = "model"
) -> Tables:
    """Find who is in a corpus, who said what in which tone, and what happened when.

    Parameters
    ----------
    documents : one row an article, as `read_corpus` returns it, or any table with a column `text`.
    codebook : the researcher's own decisions; by default the one that `read_corpus` found.
    workers : processes that read articles at the same time.
    scorer : "model", "lexicon" or "textblob": what fills `statements.tone`.

    Returns
    -------
    Tables, each sorted by article and place. `tables.documents.attrs["omitted"]` lists the path and
    the reason of every article that was left out, `attrs["scorer"]` and `attrs["codebook"]` what was used.
    """
    from analysis.codebook import Codebook
    from analysis.corpus import complete
    from analysis.dates import resolve_dates
    from analysis.entities import resolve_entities
    from analysis.events import event_table, publication_bounds
    from analysis.statements import statement_table
    from analysis.tone import add_tone

    codebook = codebook or documents.attrs.get("codebook") or Codebook()
    documents = complete(documents, codebook)
    attrs = dict(documents.attrs)
    readings, failed = read_all(documents, workers=workers)
    read_ids = {reading.doc_id for reading in readings}
    documents = documents[documents["doc_id"].isin(read_ids)].reset_index(drop=True)

    mentions = resolve_entities(readings, codebook)
    statements = statement_table(readings, mentions, codebook)
    statements = add_tone(statements, readings, documents, mentions, codebook=codebook, scorer=scorer)
    dates = resolve_dates(readings, documents, statements)
    documents = publication_bounds(readings, documents, mentions, dates)
    dates = resolve_dates(readings, documents, statements)
    events = event_table(readings, documents, mentions, dates)

    attrs |= {"codebook": codebook, "scorer": scorer, "omitted": [*attrs.get("omitted", []), *failed]}
    documents.attrs = {**attrs, "bounds": documents.attrs["bounds"]}
    return Tables(documents, mentions, statements, dates, events)
