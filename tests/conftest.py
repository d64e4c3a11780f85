"""What the tests share: the spaCy model, loaded once, and a cache that is nobody's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from analysis.article import Article, load_model, read_articles


@pytest.fixture(autouse=True, scope="session")
def no_cache() -> Iterator[None]:
    """Keep the tests from reading or filling the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMUNIQUE_CACHE", "off")
        yield


@pytest.fixture(scope="session")
def read_text() -> Callable[[str], Article]:
    """Return a function that parses one text with the project's model."""
    model = load_model()
    return lambda text: next(read_articles([("article", text)], model=model))
