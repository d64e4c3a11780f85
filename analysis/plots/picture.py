"""A figure as a notebook shows it: a picture with words, saved with the same bytes on every run."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.plots.style import use_style
from analysis.untrusted import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINK = re.compile(r'<a xlink:href="([^"]*)"[^>]*>|</a>')
OUTER = re.compile(r"<svg [^>]*>")
SCREEN_DPI = 110


@dataclass(frozen=True)
class Picture:
    """A figure drawn as PNG, with the words that say what it shows.

    JupyterLab shows the picture; the words are its plain text and its alternative text on every page.

    Attributes
    ----------
    name : str
    alt : str
    png : bytes
    """

    name: str
    alt: str
    png: bytes = field(repr=False)

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[Any, Any], dict[Any, Any]]:
        data = {"text/plain": self.alt, "image/png": self.png}
        return data, {"image/png": {"alt": self.alt, "name": self.name}, "needs_background": "light"}


def publish(ax: Axes, name: str, alt: str, *, folder: str | Path | None = None) -> Picture:
    """Turn a chart into a picture with words, and save it as SVG and PNG.

    Parameters
    ----------
    ax : what a plot function returned.
    name : the file's stem.
    alt : what a describe function returned.
    folder : where to save; nowhere by default. The marks of the SVG lead to their evidence only where the folder lies
        beside a report's `articles`.

    Returns
    -------
    Picture. The same chart gives the same bytes.
    """
    alt = one_line(alt)
    figure: Any = ax.figure
    with use_style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        png = io.BytesIO()
        figure.savefig(
            png, format="png", dpi=SCREEN_DPI, bbox_inches="tight", pad_inches=0.08, metadata={"Software": None}
        )
        if folder is not None:
            folder = Path(folder)
            folder.mkdir(parents=True, exist_ok=True)
            svg = io.StringIO()
            figure.savefig(
                svg, format="svg", bbox_inches="tight", pad_inches=0.08, metadata={"Date": None, "Creator": None}
            )
            linked = (folder.parent / "articles").is_dir()
            (folder / f"{name}.svg").write_text(worded(svg.getvalue(), alt, linked), encoding="utf-8", newline="\n")
            (folder / f"{name}.png").write_bytes(png.getvalue())
    return Picture(name, alt, png.getvalue())


def worded(svg: str, alt: str, linked: bool) -> str:
    """Return an SVG with its words as title, and with its links to evidence or without any.

    Parameters
    ----------
    svg : what matplotlib wrote; links are relative to a report's folder.
    alt : the words.
    linked : keep the links, relative to the folder of figures.
    """
    from analysis.untrusted import escape

    def link(match: re.Match[str]) -> str:
        if not linked:
            return ""
        return (
            f'<a href="../{match[1]}" tabindex="-1" aria-label="to the evidence">' if match[1] is not None else "</a>"
        )

    svg = LINK.sub(link, svg)
    svg = "\n".join(
        line.rstrip() for line in svg.splitlines() if not line.startswith(("<?xml", "<!DOCTYPE", '  "http'))
    )
    at = OUTER.search(svg)
    if at is None:
        return svg
    # An image without links is one thing to a screen reader; with links its parts must stay reachable.
    role = "graphics-document" if linked else "img"
    opening = at[0].replace("<svg ", f'<svg role="{role}" aria-label="{escape(alt)}" ', 1)
    return f"{svg[: at.start()]}{opening}<title>{escape(alt)}</title>{svg[at.end() :]}\n".lstrip()


def figures_folder(figures: str, corpus: str) -> Path | None:
    """Return where a notebook saves its figures.

    Parameters
    ----------
    figures : the notebook's parameter: a folder; "" for the project's own figures, and those only where the notebook
        runs in its own folder on the seeds; "none" for nowhere.
    corpus : the notebook's parameter.

    Returns
    -------
    Path, or None for nowhere.
    """
    if figures and figures.lower() != "none":
        return Path(figures).expanduser()
    here = Path.cwd()
    seeds = here.parent / "seeds"
    in_place = (
        (here / "1_entity_frequency.ipynb").is_file() and seeds.is_dir() and Path(corpus).resolve() == seeds.resolve()
    )
    return here.parent / "figures" if in_place and not figures else None
