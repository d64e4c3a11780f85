"""Sentences computed from tables, shown as text wherever a notebook goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.untrusted import escape, visible


@dataclass(frozen=True)
class Prose:
    """A paragraph that a function wrote from the tables.

    Attributes
    ----------
    text : str
    lacks : tuple of str
        What it says is lacking. A page leaves out the cells tagged "if-" and this, which would show nothing.
    """

    text: str
    lacks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return visible(self.text)

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.text)}</p>"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        known = {"text/html": {"lacks": list(self.lacks)}} if self.lacks else {}
        return {"text/plain": repr(self), "text/html": self._repr_html_()}, known


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: "a", "a and b", "a, b and c"."""
    names = list(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "none"


def count(n: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 article", "1,200 articles"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
