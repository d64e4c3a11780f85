"""Read a corpus: articles of every format, what is known of each, and the ones that had to be left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.codebook import Codebook, read_codebook
from analysis.corpus.datelines import read_day
from analysis.corpus.files import (
    TABLE,
    TEXT,
    ArticleError,
    CorpusError,
    Found,
    broken,
    read_article_file,
    read_csv,
    read_row,
    read_rows,
    single_value,
)
from analysis.corpus.heads import read_head
from analysis.corpus.language import other_language
from analysis.corpus.layout import lay_out, word_count

if TYPE_CHECKING:
    import pandas as pd

METADATA = "corpus.csv"
CODEBOOK = "codebook.toml"
BASES = ("metadata", "byline", "dateline")
KNOWN = ("title", "outlet", "published", "language")
# Columns of corpus.csv that may name the file, first found first.
FILE_COLUMNS = ("file", "filename", "path", "name", "doc_id")
# What a corpus folder may hold besides articles without a word being said.
BESIDE = TABLE | {".toml", ".json", ".yaml", ".yml", ".py", ".ipynb", ".rst", ".css", ".js", ".cff", ".bib", ".xlsx"}
CODING = "coding"


def read_corpus(path: str | Path, codebook: str | Path | Codebook | None = None) -> pd.DataFrame:
    """Read the articles of a folder or of one table, and what is known of each.

    Parameters
    ----------
    path : a folder of .txt, .md or .html articles, searched recursively, or one .csv, .jsonl or .parquet file
        with a row an article (`text`, and any of doc_id, title, outlet, published, language, path, url). Hidden
        files, files named README and folders named `coding` are passed over. `corpus.csv` beside the articles gives
        metadata by file name; it wins over what an article says of itself.
    codebook : a codebook or its path; by default `codebook.toml` beside the articles, if there is one.

    Returns
    -------
    DataFrame, one row an article, sorted by path (rows of a table keep their order), with the columns of
    documents in `analysis.tables.COLUMNS`. `published` is a date or None. Offsets index `text`, which is the
    file's own, unchanged. `path` is the file's, below the corpus; for a row of a table its own path, else its
    url (which tells nothing of the outlet), else the table and the row. `attrs["omitted"]` lists {path, reason}
    of every article left out, `attrs["notes"]` {path, note} of what a reader should know, `attrs["codebook"]`
    the codebook.

    Raises
    ------
    CorpusError : for a path that does not exist, a corpus without an article, and a table or corpus.csv that
        cannot be read; it names the file, the row and the value.
    CodebookError : for a codebook that cannot be understood.
    """
    path = Path(path).expanduser()
    if not path.exists():
        raise CorpusError(
            f"{path}: no such folder or file. Name a folder of articles, or a .csv, .jsonl or .parquet file."
        )
    folder = path if path.is_dir() else path.parent
    if not isinstance(codebook, Codebook):
        beside = folder / CODEBOOK
        codebook = read_codebook(codebook) if codebook else read_codebook(beside) if beside.is_file() else Codebook()
    omitted: list[dict[str, str]] = []
    notes: list[dict[str, str]] = []
    read = _read_folder(path, omitted, notes) if path.is_dir() else _read_file(path, omitted)
    found = list(_sound(read, omitted))
    if not found:
        raise CorpusError(_nothing_found(path, omitted))
    documents = _complete(found, codebook)
    notes += [{"path": one.path, "note": one.note} for one in found if one.note]
    notes += _repeated(found)
    notes += [{"path": CODEBOOK, "note": note} for note in _unmatched(codebook, documents)]
    documents.attrs = {"omitted": omitted, "notes": notes, "codebook": codebook}
    return documents


def complete(documents: pd.DataFrame, codebook: Codebook | None = None) -> pd.DataFrame:
    """Fill what is missing in a table of articles.

    Parameters
    ----------
    documents : one row an article, at least `text`; what other columns of documents give is kept. A `url` stands
        for a missing `path`.
    codebook : its days and outlets win over everything.

    Returns
    -------
    DataFrame, one row an article in the given order, with all columns of documents: unique `doc_id`, title, outlet and
    `published` from the article's own head where they were missing, `furniture`, `words`, `language`. Rows without
    text and those whose `published` is no day are left out and named in `attrs["omitted"]`; a value that cannot be
    used is named in `attrs["notes"]`. The other attrs are those of `documents`.

    Raises
    ------
    CorpusError : without a column `text`.
    """
    from analysis.tables import records

    if "text" not in documents:
        raise CorpusError(f"The documents have no column 'text', only {', '.join(map(repr, documents))}.")
    omitted: list[dict[str, str]] = []
    found = []
    for number, row in enumerate(records(documents), start=1):
        where = single_value(row.get("path")) or single_value(row.get("doc_id")) or f"article-{number}"
        one = read_row(row, where)
        reason = one if isinstance(one, str) else _problem(one)
        if reason or isinstance(one, str):
            omitted.append({"path": where, "reason": str(reason)})
        else:
            one.metadata.setdefault("path", "")
            found.append(one)
    completed = _complete(found, codebook or Codebook())
    notes = [{"path": one.path, "note": one.note} for one in found if one.note]
    completed.attrs = {**documents.attrs, "omitted": [*documents.attrs.get("omitted", []), *omitted]}
    if notes or "notes" in documents.attrs:
        completed.attrs["notes"] = [*documents.attrs.get("notes", []), *notes]
    return completed


def _read_folder(folder: Path, omitted: list[dict[str, str]], notes: list[dict[str, str]]) -> Iterator[Found]:
    metadata: dict[Path, dict[str, tuple[int, dict[str, Any]]]] = {}
    named: dict[Path, set[str]] = {}
    for path in _files(folder):
        shown = path.relative_to(folder).as_posix()
        suffix = path.suffix.lower()
        parents = list(reversed([p for p in path.parents if p == folder or folder in p.parents]))
        for parent in parents:
            if parent not in metadata:
                metadata[parent] = _read_metadata(parent / METADATA) if (parent / METADATA).is_file() else {}
            if metadata[parent]:
                named.setdefault(parent, set()).update(_names(path, parent))
        if suffix not in TEXT:
            if suffix not in BESIDE:
                omitted.append({"path": shown, "reason": "is no article: only .txt, .md and .html are read"})
            continue
        try:
            one = read_article_file(path, shown)
        except ArticleError as error:
            omitted.append({"path": shown, "reason": str(error)})
            continue
        for parent in parents:
            name = next((name for name in _names(path, parent) if name in metadata[parent]), None)
            if name is not None:
                one.metadata.update(metadata[parent][name][1])
        yield one
    for parent in sorted(metadata):
        where = (parent / METADATA).relative_to(folder).as_posix()
        for name, (number, _) in metadata[parent].items():
            if name not in named[parent]:
                notes.append({"path": where, "note": f"row {number} names {name!r}, but there is no such article"})


def _names(path: Path, parent: Path) -> list[str]:
    """Return what corpus.csv in `parent` may call a file, first believed first."""
    below = path.relative_to(parent)
    return [below.as_posix(), below.with_suffix("").as_posix(), path.name, path.stem]


def _files(folder: Path) -> list[Path]:
    found = []
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") or part == "__pycache__" for part in parts) or CODING in parts[:-1]:
            continue
        if path.stem.upper() != "README" and path.is_file():
            found.append(path)
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _read_metadata(path: Path) -> dict[str, tuple[int, dict[str, Any]]]:
    """Return (number of the row, metadata) by the name of the file."""
    header, rows = read_csv(path)
    column = next((name for name in FILE_COLUMNS if name in header), None)
    if column is None:
        names = ", ".join(map(repr, header))
        raise CorpusError(f"{path}: no column 'file' among {names}. Add one that names each article's file.")
    found: dict[str, tuple[int, dict[str, Any]]] = {}
    for number, values in rows:
        if len(values) != len(header):
            raise CorpusError(
                f"{path}, row {number}: {', '.join(values)!r} has {len(values)} fields where the header has"
                f" {len(header)}. Put values that hold a comma in quotation marks."
            )
        row = {key: value.strip() for key, value in zip(header, values, strict=True) if value.strip()}
        name = row.get(column)
        if not name:
            raise CorpusError(f"{path}, row {number}: {column} is empty. Name the article's file.")
        if name in found:
            raise CorpusError(f"{path}, row {number}: {name!r} is named twice. Leave one row for each article.")
        if "published" in row:
            _published(row["published"], f"{path}, row {number}")
        found[name] = number, {key: row[key] for key in (*KNOWN, "doc_id") if key in row and key != column}
    return found


def _read_file(path: Path, omitted: list[dict[str, str]]) -> Iterator[Found]:
    suffix = path.suffix.lower()
    if suffix in TEXT:
        try:
            yield read_article_file(path, path.name)
        except ArticleError as error:
            omitted.append({"path": path.name, "reason": str(error)})
    elif suffix in TABLE:
        for one in read_rows(path):
            if isinstance(one, Found):
                yield one
            else:
                omitted.append({"path": one[0], "reason": one[1]})
    else:
        raise CorpusError(f"{path}: is no corpus. Name a folder of articles, or a .csv, .jsonl or .parquet file.")


def _sound(found: Iterable[Found], omitted: list[dict[str, str]]) -> Iterator[Found]:
    """Pass on the articles that can be read, and name the others."""
    for one in found:
        language = other_language(one.text)
        reason = _problem(one) or (f"is not in English ({language})" if language else None)
        if reason:
            omitted.append({"path": one.path, "reason": reason})
        else:
            yield one


def _problem(one: Found) -> str | None:
    """Return why an article cannot be read, or None."""
    if not one.text.strip("\ufeff \t\r\n\u00a0"):
        return "is empty"
    if broken(one.text):
        return "holds broken characters (lone surrogates)"
    try:
        _published(one.metadata.get("published"), one.path)
    except CorpusError as error:
        return str(error).removeprefix(f"{one.path}: ")
    return None


def _nothing_found(path: Path, omitted: list[dict[str, str]]) -> str:
    reasons = "".join(f"\n  {row['path']}: {row['reason']}" for row in omitted[:5])
    if reasons:
        return f"{path}: no article to read; {len(omitted)} left out:{reasons}"
    tables = (
        sorted(p.name for p in path.glob("*") if p.suffix.lower() in TABLE and p.name != METADATA)
        if path.is_dir()
        else []
    )
    if tables:
        return f"{path}: no .txt, .md or .html article in it. To read a table, name the file itself: {path / tables[0]}"
    return f"{path}: no article in it. Put .txt, .md or .html files there."


def _complete(found: list[Found], codebook: Codebook) -> pd.DataFrame:
    from analysis.tables import frame

    rows = []
    for one, doc_id in zip(found, _doc_ids(found), strict=True):
        given = one.metadata
        blocks = lay_out(one.text)
        head = read_head(one.text, blocks)
        path = given.get("path", one.path) or None
        published, basis = _published(given.get("published"), one.path), given.get("published_basis")
        basis = basis if basis in BASES else "metadata"
        if published is None:
            published, basis = head.published, head.basis
        decided = codebook.decided(codebook.dates, doc_id, path)
        if decided is not None:
            published, basis = decided, "metadata"
        elif published == head.published and head.other:
            _note(one, f"its day is read as {published}, month first, but may be {head.other}: say so in the codebook")
        outlet = given.get("outlet") or head.outlet
        rows.append(
            {
                "doc_id": doc_id,
                "path": path,
                "title": given.get("title") or head.title,
                "outlet": codebook.decided(codebook.outlets, doc_id, path)
                or codebook.outlets.get(outlet or "", outlet),
                "language": given.get("language") or "en",
                "published": published,
                "published_basis": basis if published else None,
                "earliest": _published(given.get("earliest"), one.path),
                "latest": _published(given.get("latest"), one.path),
                "words": word_count(one.text, blocks),
                "furniture": [[block.start, block.end] for block in blocks if block.kind == "furniture"],
                "text": one.text,
            }
        )
    return frame("documents", rows)


def _doc_ids(found: list[Found]) -> list[str]:
    """Return a unique id an article: the one given, else the file's stem, its path where two stems are the same."""
    given = [str(one.metadata.get("doc_id") or "").strip() for one in found]
    stems = [name or Path(one.path).stem or one.path for name, one in zip(given, found, strict=True)]
    counts = Counter(stems)
    paths = [one.path.removesuffix(Path(one.path).suffix) for one in found]
    same = Counter(paths)
    wanted = [
        stem if name or counts[stem] == 1 else path if same[path] == 1 else one.path
        for name, stem, path, one in zip(given, stems, paths, found, strict=True)
    ]
    taken: set[str] = set()
    firsts = Counter(wanted)
    numbers: Counter[str] = Counter()
    ids = []
    for name in wanted:
        unique = name
        while unique in taken or (numbers[name] and unique in firsts):
            numbers[name] += 1
            unique = f"{name}-{numbers[name] + 1}"
        taken.add(unique)
        ids.append(unique)
    return ids


def _published(value: Any, where: str) -> date | None:
    """Return the day of a metadata value; None for none."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = str(value)
    if len(written) == 8 and written.isdecimal():  # 20230228, the basic format of ISO 8601
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    day = read_day(written)
    if day is None:
        raise CorpusError(f"{where}: published {str(value)!r} is no day. Write it as 2023-02-28.")
    return day


def _note(one: Found, note: str) -> None:
    one.note = f"{one.note}; {note}" if one.note else note


def _repeated(found: list[Found]) -> list[dict[str, str]]:
    """Return a note on every article whose words are those of an earlier one: it is counted again."""
    first: dict[str, str] = {}
    notes = []
    for one in found:
        known = first.setdefault(" ".join(one.text.split()), one.path)
        if known != one.path:
            notes.append({"path": one.path, "note": f"has the same words as {known}: it is counted as an article too"})
    return notes


def _unmatched(codebook: Codebook, documents: pd.DataFrame) -> list[str]:
    names: set[str] = set()
    for doc_id, path in zip(documents["doc_id"], documents["path"], strict=True):
        names |= {doc_id, *([path, Path(path).name, Path(path).stem] if path else [])}
    missing = sorted(name for name in codebook.dates if name not in names)
    return [f"[dates] names {name!r}, but there is no such article" for name in missing]
