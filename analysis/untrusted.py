"""Show text from articles as text: nothing in it may act on the page, the figure or the reading direction."""

from __future__ import annotations

import html
import unicodedata

# Marks that reorder what follows them: shown by name, since a reader must see that they are there.
DIRECTION = {
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u061c": "ALM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
KEPT = {"\n", "\t"}


def visible(text: object) -> str:
    """Return text with direction marks named in brackets and control characters replaced.

    Parameters
    ----------
    text : anything; what is no string is converted.

    Returns
    -------
    The text, with "[RLO]" for U+202E and its like, a space for a carriage return and U+FFFD for other control
    characters and lone surrogates.
    """
    return "".join(map(_visible_character, str(text)))


def _visible_character(character: str) -> str:
    if " " <= character <= "~" or character in KEPT:
        return character
    if character in DIRECTION:
        return f"[{DIRECTION[character]}]"
    if character == "\r":
        return " "
    return "\ufffd" if unicodedata.category(character) in {"Cc", "Cs", "Cn"} else character


def escape(text: object) -> str:
    """Return text as HTML that shows it and does nothing else, in an element or a quoted attribute."""
    return html.escape(visible(text), quote=True)


def one_line(text: object, length: int | None = None) -> str:
    """Return text on one line, cut at a word with "…" where it is longer than `length` characters."""
    line = " ".join(visible(text).split())
    if length is None or len(line) <= length:
        return line
    cut = line[: length - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > length // 2 else cut).rstrip(" ,;:-") + "…"
