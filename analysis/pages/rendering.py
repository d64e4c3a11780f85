"""Turn tables and executed notebooks into pages: one look, no request to any host, text from articles shown as text."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.pages.passages import style_sheet
from analysis.pages.places import place
from analysis.untrusted import escape, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
CITE = re.compile(r'<cite data-doc="([^"]*)" data-at="(\d+)">([^<]*)</cite>')
STYLE = re.compile(r"<style>[^<]*</style>")
IDENTITY = re.compile(r'(\bid="|\bhref="#|url\(#)')
HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.S)
TAG = re.compile(r"<[^<>]*>")
OPENED = "<!-- opened -->"
READING = "*How to read it.*"


@cache
def environment() -> Environment:
    """Return the templates, which escape whatever is put into them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    template: str, *, title: str, here: str, navigation: Sequence[tuple[str, str]], root: str = "", **parts: Any
) -> str:
    """Return one page of a report.

    Parameters
    ----------
    template : a file in analysis/pages/templates.
    title : of the page.
    here : its address, relative to the report's folder.
    navigation : (address, words) of the pages that every page leads to.
    root : how the page reaches the report's folder, "" or "../".
    parts : what the template shows; text is escaped, `Markup` is not.

    Returns
    -------
    HTML.
    """
    from importlib.metadata import version

    from markupsafe import Markup

    script = style_sheet("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        environment()
        .get_template(template)
        .render(
            title=one_line(title),
            here=here,
            navigation=navigation,
            root=root,
            css=Markup(style_sheet("marks.css") + style_sheet("report.css")),
            js=Markup(script),
            script_hash=Markup(f"'sha256-{digest}'"),
            version=version("communique"),
            **parts,
        )
    )


def linked(fragment: str, root: str = "") -> str:
    """Return HTML with every reference to a place in an article turned into a link, and without its style sheets.

    Parameters
    ----------
    fragment : HTML that a function of this package made.
    root : how the page reaches the report's folder.
    """

    def link(match: re.Match[str]) -> str:
        return f'<a href="{root}{place(html.unescape(match[1]), int(match[2]))}">{match[3]}</a>'

    return CITE.sub(link, STYLE.sub("", fragment))


def picture(output: Mapping[str, Any], figures: Path) -> str:
    """Return a notebook's picture as HTML: the SVG of the same name with its links, else the PNG; always with words."""
    known = output["metadata"].get("image/png", {})
    words = known.get("alt") or output["data"].get("text/plain", "") or "A figure without words."
    name = known.get("name", "")
    svg = figures / f"{name}.svg" if re.fullmatch(r"\w+", name) else None
    if svg and svg.is_file():
        drawn = IDENTITY.sub(lambda m: f"{m[1]}{name}-", svg.read_text(encoding="utf-8").replace("xlink:href", "href"))
        drawn = drawn.replace('<a href="../', '<a href="')
    else:
        drawn = (
            f'<img alt="{escape(words)}" src="data:image/png;base64,{"".join(output["data"]["image/png"].split())}">'
        )
    scroll = f'<div class="scroll" role="region" tabindex="0" aria-label="figure">{drawn}</div>'
    return f'<figure class="picture">{scroll}<figcaption>{escape(words)}</figcaption></figure>'


def shown(output: Mapping[str, Any], figures: Path) -> str:
    """Return one output of a cell as HTML: a picture with words, a table or passage with links, else its text.

    Parameters
    ----------
    output : of a notebook's cell.
    figures : the folder with the SVG of its pictures.
    """
    if output["output_type"] == "error":
        error = escape(f"{output['ename']}: {output['evalue']}")
        return f'<div class="failure" role="note"><p>This cell failed: {error}</p></div>'
    if output["output_type"] == "stream":
        # What libraries say on the error stream is no result.
        return "" if output.get("name") == "stderr" else preformatted(output["text"])
    data = output["data"]
    if "image/png" in data:
        return picture(output, figures)
    return linked(data["text/html"]) if "text/html" in data else preformatted(data.get("text/plain", ""))


def preformatted(text: str) -> str:
    """Return plain output as HTML that a keyboard can scroll."""
    return f'<pre class="stream" tabindex="0" role="region" aria-label="output">{escape(text)}</pre>'


def notebook_body(notebook: Any, figures: Path) -> tuple[str, str, list[tuple[str, str]]]:
    """Render an executed notebook as a part of a page.

    Parameters
    ----------
    notebook : nbformat notebook.
    figures : the folder with the SVG of its pictures.

    Returns
    -------
    opening, body : HTML of the first cell where it is text, and of the others. What only explains a figure that could
        not be drawn is left out, and so is a sentence that stands above already.
    headings : (id, words) of its sections.
    """
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(
        template_name="notebook",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    resources = {"shown": lambda output: shown(output, figures)}
    body, _ = exporter.from_notebook_node(readable(notebook), resources=resources)
    opening, end, rest = body.partition(OPENED)
    opening, body = (opening, rest) if end and "<h1" in opening else ("", body.replace(OPENED, ""))
    found = [
        (match[1], html.unescape(TAG.sub("", match[2])).replace("¶", "").strip()) for match in HEADING.finditer(body)
    ]
    return opening, body.replace(OPENED, ""), found


def readable(notebook: Any) -> Any:
    """Return a notebook without what says nothing on a page: what lacks its figure, and what was said just before.

    Parameters
    ----------
    notebook : nbformat notebook. A cell tagged "if-coded" goes where an output says in its metadata that nothing was
        coded by hand.
    """
    from copy import deepcopy

    copy = deepcopy(notebook)
    lacking = {tag for cell in copy.cells for output in cell.get("outputs", []) for tag in _lacks(output)}
    kept: list[Any] = []
    before: list[str] = []
    drawn = True
    for cell in copy.cells:
        if lacking & set(cell.metadata.get("tags", [])):
            continue
        if cell.cell_type == "code":
            words = [_plain(output) for output in cell.outputs]
            drawn = any(_draws(output) for output in cell.outputs) if words else drawn
            cell.outputs = [o for o, w in zip(cell.outputs, words, strict=True) if not w or w not in before]
            before += words
            continues = bool(cell.outputs) or not words
        else:
            if cell.source.startswith(READING) and not drawn:
                _, _, cell.source = cell.source.partition("\n\n")
            before = [] if re.search("^## ", cell.source, re.M) else before
            continues = bool(cell.source)
        if continues:
            kept.append(cell)
    copy.cells = kept
    return copy


def _draws(output: Mapping[str, Any]) -> bool:
    data = output.get("data", {})
    return "image/png" in data or "<table" in data.get("text/html", "")


def _plain(output: Mapping[str, Any]) -> str:
    return "" if _draws(output) else output.get("data", {}).get("text/plain", "")


def _lacks(output: Mapping[str, Any]) -> list[str]:
    return [f"if-{what}" for what in output.get("metadata", {}).get("text/html", {}).get("lacks", [])]


def heading_of(notebook: Any) -> tuple[str, str]:
    """Return the title of a notebook and the first paragraph below it, as plain text."""
    source = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    blocks = [block.strip() for block in source.split("\n\n") if block.strip()]
    title = blocks[0].lstrip("# ").strip() if blocks else "Notebook"
    summary = re.sub(r"[*`]|\[([^\]]*)\]\([^)]*\)", lambda m: m[1] or "", blocks[1]) if len(blocks) > 1 else ""
    return title, " ".join(summary.split())
