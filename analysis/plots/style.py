"""One visual language: the style file, colours by meaning, labels that do not overlap."""

from __future__ import annotations

import contextlib
import datetime
import functools
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.untrusted import one_line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

STYLE = Path(__file__).with_name("communique.mplstyle")
INK, SOFT, LINE = "#1c2430", "#5a6473", "#c3cad3"
# After Okabe and Ito (2008), darkened to read on white; each differs from the next in grey as well.
ACTORS = ("#0b5394", "#d55e00", "#009e73", "#8e3b8e", "#e0a000", "#56b4e9", "#7a3b10", "#4b5563")
OTHER = "#9aa3af"
CORDIAL, NEUTRAL, CRITICAL = "#1f5fa8", "#8a94a3", "#c2410c"
WIDTH = 8.0


@contextlib.contextmanager
def use_style() -> Iterator[None]:
    """Draw in the style of the project inside a `with` block, and leave matplotlib as it was."""
    import matplotlib.pyplot as plt

    with plt.style.context(STYLE):
        yield


def canvas(ax: Axes | None, height: float, width: float = WIDTH) -> Any:
    """Return `ax`, or a new one of its own figure that no window keeps.

    Parameters
    ----------
    ax : the Axes a caller gave, or None.
    height, width : inches of a new figure.
    """
    if ax is not None:
        return ax
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def styled(function: Any) -> Any:
    """Run a plot function in the project's style."""

    @functools.wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        with use_style():
            return function(*args, **kwargs)

    return inside


def actor_colours(mentions: pd.DataFrame) -> dict[str, str]:
    """Return a colour for each of the corpus's foremost actors, the same in every figure and notebook.

    Parameters
    ----------
    mentions : the mentions table of the corpus.

    Returns
    -------
    dict from entity to colour for as many as there are colours that can be told apart: those named in most
    articles first. Any other entity is drawn in `OTHER`.
    """
    if mentions.empty:
        return {}
    actors = mentions[mentions["type"].isin(["PERSON", "ORG", "GPE", "NORP"])]
    counts = actors.groupby("entity").agg(documents=("doc_id", "nunique"), mentions=("doc_id", "size")).reset_index()
    ranked = counts.sort_values(["documents", "mentions", "entity"], ascending=[False, False, True])
    return dict(zip(ranked["entity"], ACTORS, strict=False))


def tone_colour(tone: float) -> str:
    """Return the colour of a tone: cordial, neutral (within 0.05 of zero) or critical."""
    return NEUTRAL if not abs(tone) > 0.05 else CORDIAL if tone > 0 else CRITICAL


def text(label: object, length: int = 44) -> str:
    """Return a label as figures show it: one line, cut with "…", direction marks named, "?" for what the font lacks."""
    return "".join(c if _drawn(c) else "?" for c in one_line(label, length))


def _drawn(character: str) -> bool:
    return ord(character) in _glyphs()


@functools.cache
def _glyphs() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap())


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions near the wanted ones, in their order, at least `gap` apart where the room allows.

    Parameters
    ----------
    wanted : positions, in any order.
    gap : least distance between two.
    low, high : the room.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    placed: dict[int, float] = {}
    at = low
    for i in order:
        at = max(at, wanted[i])
        placed[i] = at
        at += gap
    at = high
    for i in reversed(order):
        placed[i] = min(placed[i], at)
        at = placed[i] - gap
    return [placed[i] for i in range(len(wanted))]


def as_day(value: Any) -> datetime.date | None:
    """Return a day from a date, a timestamp or ISO text; None for a missing one."""
    from analysis.tables import null

    value = null(value)
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    return datetime.date.fromisoformat(str(value)[:10])


def note(ax: Axes, words: str) -> None:
    """Write what was left out, small, below the axes, in lines no wider than they are."""
    if not words:
        return
    lines = "\n".join(textwrap.fill(line, 92) for line in words.split("\n"))
    ax.annotate(lines, (0, 0), (0, -30), xycoords="axes fraction", textcoords="offset points", va="top", color=SOFT,
                fontsize=8)  # fmt: skip


def bars(ax: Axes, labels: Sequence[str]) -> None:
    """Label the rows of a horizontal chart, the first on top."""
    ax.set_yticks(range(len(labels)), [text(label) for label in labels])
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.spines["left"].set_visible(False)


def row_height(rows: float, each: float = 0.27, least: float = 1.6) -> float:
    """Return the inches a chart of so many rows needs."""
    return max(least, 1.0 + each * rows)


def sample(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return at most so many rows, evenly spaced in their order, the first and the last among them."""
    if len(rows) <= most:
        return rows
    import numpy as np

    return rows.iloc[np.unique(np.linspace(0, len(rows) - 1, most).round().astype(int))]


def square(
    ax: Axes, x: float, y: float, share: float, words: str, *, colour: str = ACTORS[0], url: str | None = None
) -> None:
    """Draw one cell of a matrix, darker for a larger share (0 to 1), with its words inside."""
    from matplotlib.patches import Rectangle

    strength = 0.1 + 0.9 * share
    ax.add_patch(Rectangle((x - 0.47, y - 0.44), 0.94, 0.88, facecolor=colour, alpha=strength, linewidth=0, url=url))
    ink = "white" if _luminance(colour, strength) < 0.3 else INK
    ax.text(x, y, words, ha="center", va="center", fontsize=8, color=ink, linespacing=1.15)


def _luminance(colour: str, strength: float) -> float:
    """Return the relative luminance (WCAG) of a colour laid over white, by which its words are dark or white."""
    from matplotlib.colors import to_rgb

    mixed = [1 - strength * (1 - c) for c in to_rgb(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mixed]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def no_frame(ax: Axes) -> None:
    """Take away grid, spines and ticks, for a matrix."""
    ax.grid(False)
    ax.tick_params(axis="both", length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def date_axis(ax: Axes) -> None:
    """Give the horizontal axis few and short dates, whatever time it spans."""
    import matplotlib.dates as mdates

    locator = mdates.AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))


def by_year(days: Sequence[datetime.date], *, periods: bool = False) -> bool:
    """Say whether a course over time is told by year: the days span more than eight years.

    Parameters
    ----------
    days : any days, or with `periods` the first days of the months or years that are drawn.
    """
    if periods:
        return all(day.month == 1 for day in days) and len({day.year for day in days}) == len(days) and by_year(days)
    return bool(days) and (max(days) - min(days)).days > 8 * 366
