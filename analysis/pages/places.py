"""Where evidence stands on the pages of a report: one name for each article, place and entity."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


def slug(name: str) -> str:
    """Return a file name or anchor for any name: plain names unchanged, others shortened with a digest."""
    plain = UNSAFE.sub("-", name).strip(".-")[:60]
    if plain == name and plain:
        return plain
    return f"{plain}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}".lstrip("-")


def article_page(doc_id: str) -> str:
    """Return the page of an article, relative to the report's folder."""
    return f"articles/{slug(doc_id)}.html"


def place(doc_id: str, start: int | None = None) -> str:
    """Return the address of the character `start` of an article, relative to the report's folder."""
    page = quote(article_page(doc_id))
    return page if start is None else f"{page}#c{int(start)}"


def evidence_of(entity: str) -> str:
    """Return the address of what the corpus says of an entity, relative to the report's folder."""
    return f"{evidence_page_of(entity)}#{quote(anchor_of(entity))}"


def evidence_page_of(entity: str) -> str:
    """Return the page of an entity, one for each first letter from a to z (accents apart) and one for all others."""
    first = unicodedata.normalize("NFKD", str(entity).strip())[:1].casefold()
    return f"evidence-{first if first.isascii() and first.isalpha() else 'other'}.html"


def anchor_of(entity: str) -> str:
    """Return the anchor of an entity on the page of evidence."""
    return f"e-{slug(entity)}"
