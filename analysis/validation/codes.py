"""The codes of a coding sheet: what may be written, and what was meant by something else."""

from __future__ import annotations

import difflib
import re
import unicodedata

CANNOT_TELL = "x"
LEGEND = "-1 hostile, critical or refusing; 0 neutral; 1 friendly, approving or committing; x cannot be told"
_CODES: dict[str, int | str] = {"-1": -1, "0": 0, "1": 1, "negative": -1, "neutral": 0, "positive": 1, "x": CANNOT_TELL}
_MEANT = {
    **{"negative": "-1", "hostile": "-1", "critical": "-1", "bad": "-1", "unfriendly": "-1", "--": "-1", "−−": "-1"},
    **{"neutral": "0", "neither": "0", "o": "0", "zero": "0"},
    **{"positive": "1", "friendly": "1", "cordial": "1", "good": "1", "+": "1", "++": "1", "l": "1", "i": "1"},
    **{"?": "x", "??": "x", "na": "x", "n/a": "x", "unclear": "x", "unsure": "x", "none": "x", "cannot tell": "x"},
}
_MINUS = str.maketrans("−–—‐‑﹣", "------")
_DATE = re.compile(
    r"\d{1,4}[./-]\d{1,2}([./-]\d{1,4})?|\d{0,2}[ .-]?[^\W\d]{3,4}[. -]{1,2}\d{1,4}|\d{1,2}[ .-]{1,2}[^\W\d]{3,4}"
)
_ALONE = re.compile(r"(?<![\d.,])[+-]?\s?[01](?![\d.,])")


def _plain(cell: str) -> str:
    cell = unicodedata.normalize("NFKC", cell).strip().casefold().translate(_MINUS)
    return cell.lstrip("'").strip()


def read_code(cell: str) -> int | str | None:
    """Read what a coder wrote into a cell.

    Parameters
    ----------
    cell : str
        -1, 0 or 1, also as spreadsheets and keyboards write them (+1, −1, 1.0, "-1,00", an apostrophe in front); the
        words negative, neutral, positive; or x, "cannot be told". Capitals and spaces around count for nothing.

    Returns
    -------
    int or str or None
        -1, 0, 1; "x"; "" for an empty cell; None for anything else, which is never guessed at (`meant_code`).
    """
    plain = _plain(cell)
    if plain == "":
        return ""
    number = re.fullmatch(r"\+?(-?\d)(?:[.,]0*)?", plain)
    code = _CODES.get(number[1] if number else plain)
    return 0 if number and number[1] == "-0" else code


def meant_code(cell: str) -> str:
    """Say what was probably meant by a cell that `read_code` refuses; nothing, where that is not plain."""
    plain = _plain(cell)
    word = plain.rstrip("!.?") or plain
    if re.fullmatch(r"[+-]?\d+([.,]\d+)?", plain):
        number = float(plain.replace(",", "."))
        if abs(number) < 1:
            return "There is nothing between the codes: decide, or write x."
        return f"Did you mean {1 if number > 0 else -1}? There are no degrees."
    if _DATE.fullmatch(plain):
        return "The spreadsheet made a date of it: format the column as text and write the code again."
    if plain in _MEANT or word in _MEANT:
        return f"Did you mean {_MEANT.get(plain) or _MEANT[word]}?"
    alone = _ALONE.findall(plain)
    if len(alone) == 1 and alone[0].replace(" ", "").lstrip("+") in _CODES:
        return f"Did you mean {alone[0].replace(' ', '').lstrip('+')}? Remarks belong in the column note."
    names = [name for name in _MEANT if len(name) > 2]
    begun = {_MEANT[name] for name in names if len(word) > 1 and name.startswith(word)}
    near = begun or {_MEANT[name] for name in difflib.get_close_matches(word, names, n=1, cutoff=0.75)}
    return f"Did you mean {near.pop()}?" if len(near) == 1 else ""


def row_list(rows: list[int]) -> str:
    """Write numbers of rows as a spreadsheet's user says them: "row 3", "rows 2, 5-9"."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    said = [str(a) if a == b else f"{a}, {b}" if b == a + 1 else f"{a}-{b}" for a, b in runs]
    return f"{'row' if len(set(rows)) == 1 else 'rows'} {', '.join(said)}"
