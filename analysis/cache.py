"""Remember what the first phase read in an article, so that each article is read once."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import sqlite3
import zlib
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any

VARIABLE = "COMMUNIQUE_CACHE"
PACKAGES = ("spacy", "onnxruntime", "tokenizers", "numpy")
# Files of the package that no reading depends on.
SHOWN = {".md", ".css", ".js", ".j2", ".mplstyle", ".pyc"}


@functools.cache
def fingerprint() -> str:
    """Return a digest of the code, the lexicons, the weights and the models that a reading depends on."""
    from importlib.metadata import PackageNotFoundError, version

    from analysis.article import FALLBACK, MODEL

    digest = hashlib.sha256(digest_of(Path(__file__).parent).encode())
    for package in (*PACKAGES, MODEL, FALLBACK):
        try:
            digest.update(f"{package} {version(package)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{package} none\n".encode())
    return digest.hexdigest()


def digest_of(root: Path) -> str:
    """Return a digest of the names and bytes of all files below `root`, those left out that only show or explain."""
    digest = hashlib.sha256()
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    for name in sorted(found):
        if found[name].suffix not in SHOWN and "__pycache__" not in found[name].parts:
            data = found[name].read_bytes()
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def folder() -> Path | None:
    """Return where readings are kept: $COMMUNIQUE_CACHE ("off" for nowhere), else the user's cache folder."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return None if named.lower() in {"", "off", "0", "no"} else Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else None)
    return Path(base or Path.home() / ".cache") / "communique"


class Cache(AbstractContextManager["Cache"]):
    """Readings by the content of their article, in one SQLite file; without a file it keeps nothing.

    A file that cannot be opened or written (a read-only home, a full disk, another process's lock)
    only costs time: the article is read again.
    """

    def __init__(self, path: Path | None) -> None:
        self._version = fingerprint() if path else ""
        self._database: sqlite3.Connection | None = None
        if path:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._database = sqlite3.connect(path, timeout=10)
                self._database.execute(
                    "CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, version TEXT, row BLOB)"
                )
                self._database.execute("DELETE FROM reading WHERE version != ?", (self._version,))
                self._database.commit()
            except (OSError, sqlite3.Error):
                self._close()

    def get(self, text: str) -> dict[str, Any] | None:
        """Return what was read in `text` by this version of the code, or None."""
        if self._database is None:
            return None
        try:
            found = self._database.execute("SELECT row FROM reading WHERE key = ?", (self._key(text),)).fetchone()
            return json.loads(zlib.decompress(found[0])) if found else None
        except (sqlite3.Error, zlib.error, ValueError):
            return None

    def put(self, text: str, row: dict[str, Any]) -> None:
        """Keep what was read in `text`."""
        if self._database is None:
            return
        packed = zlib.compress(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"), 3)
        try:
            self._database.execute(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", (self._key(text), self._version, packed)
            )
            self._database.commit()
        except sqlite3.Error:
            self._close()

    def _key(self, text: str) -> str:
        return hashlib.sha256(self._version.encode() + text.encode("utf-8", "surrogatepass")).hexdigest()

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()


def open_cache() -> Cache:
    """Open the cache of this user."""
    where = folder()
    return Cache(where / "readings.sqlite" if where else None)
