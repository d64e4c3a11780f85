"""From a table to what a notebook shows: the chart with its words, or the sentence that says why there is none."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.pages.prose import Prose
from analysis.plots.picture import Picture, publish

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def chart(plot: Callable[..., Axes], *tables: Any, folder: str | Path | None = None, **options: Any) -> Picture | Prose:
    """Draw a chart, put it into words and save it; or say why the tables do not allow it.

    Parameters
    ----------
    plot : one of the functions `plot_x`; beside it stand `describe_x`, its words, and perhaps `lacks_x`, the sentence
        for tables that are too small for it.
    tables : what `plot` takes.
    folder : where to save SVG and PNG under the name x; nowhere by default.
    options : keyword arguments of `plot`; those that `describe_x` and `lacks_x` know are passed on to them.

    Returns
    -------
    Picture, or Prose where something is lacking.
    """
    module = sys.modules[plot.__module__]
    name = plot.__name__.removeprefix("plot_")
    describe = getattr(module, f"describe_{name}")
    lacks = getattr(module, f"lacks_{name}", None)
    if lacks and (sentence := lacks(*tables, **_known(lacks, options))):
        return Prose(sentence)
    return publish(plot(*tables, **options), name, describe(*tables, **_known(describe, options)), folder=folder)


def _known(function: Callable[..., Any], options: dict[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in options.items() if key in inspect.signature(function).parameters}
