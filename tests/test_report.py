"""A report's pages and data, without a browser."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from small_corpus import LINES, small_tables

from analysis.methods import METHODS, method
from analysis.pages import report
from analysis.pages.corpus_pages import article_pages, glance
from analysis.pages.datapackage import describe, dictionary
from analysis.pages.evidence_pages import evidence_pages
from analysis.pages.places import article_page
from analysis.pages.rendering import heading_of, notebook_body, picture, readable
from analysis.runs import failure_in, parameters_of, run_notebooks, tidy
from analysis.selection import find_corpus, select
from analysis.tables import COLUMNS, Tables, write_tables

NAVIGATION = [("index.html", "Corpus"), ("evidence.html", "Evidence")]
HREF = re.compile(r'href="([^"#]+)(?:#([^"]+))?"')


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the pages of three articles around a notebook that ran and one that stopped."""
    out = tmp_path_factory.mktemp("report")
    for folder in ("articles", "figures", "notebooks", "data"):
        (out / folder).mkdir()
    good = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# A question?\n\nIn `a_b` *words*.\n\n## First")]
    )
    shown = nbformat.v4.new_output(
        "execute_result", {"text/html": '<cite data-doc="a" data-at="0">a</cite>', "text/plain": "a"}
    )
    good.cells.append(nbformat.v4.new_code_cell("1 < 2", outputs=[shown]))
    bad = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Another?")])
    failed = nbformat.v4.new_output("error", ename="ValueError", evalue="no <b>", traceback=["/home/me/x.py"])
    bad.cells.append(nbformat.v4.new_code_cell("fail()", outputs=[failed]))
    for name, notebook in (("1_good", good), ("2_bad", bad)):
        nbformat.write(notebook, out / "notebooks" / f"{name}.ipynb")
    paths = sorted((out / "notebooks").glob("*.ipynb"))
    failures = [failure for path in paths if (failure := failure_in(path))]
    report._write_pages(
        small_tables(), out, paths, failures, {"corpus": "/home/me/articles", "codebook": "", "figures": ""}
    )
    return out


def test_every_link_of_every_page_lands(pages: Path) -> None:
    written = {path.relative_to(pages).as_posix(): path.read_text() for path in pages.rglob("*.html")}
    assert len(written) == 12
    for name, html in written.items():
        for address, anchor in HREF.findall(html):
            if address.startswith(("data:", "data/", "notebooks/")):
                continue
            target = (pages / name).parent.joinpath(address).resolve().relative_to(pages.resolve()).as_posix()
            assert target in written, f"{name} leads to {address}"
            assert not anchor or f'id="{anchor}"' in written[target], f"{name} leads to {address}#{anchor}"


def test_an_earlier_report_is_replaced(tmp_path: Path) -> None:
    report._make_room(tmp_path / "out", tmp_path / "corpus")
    (tmp_path / "out" / "articles" / "old.html").write_text("old")
    report._make_room(tmp_path / "out", tmp_path / "corpus")
    assert not (tmp_path / "out" / "articles" / "old.html").exists()


def test_folders_that_no_report_made_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thesis.txt").write_text("mine")
    with pytest.raises(FileExistsError, match=r"holds data/, which no earlier report made\. Name another folder"):
        report._make_room(tmp_path, tmp_path / "corpus")
    assert (tmp_path / "data" / "thesis.txt").read_text() == "mine"
    assert not (tmp_path / "articles").exists()


def test_a_report_does_not_go_into_its_corpus(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError, match="lies in the corpus"):
        report._make_room(tmp_path / "report", tmp_path)
    assert not (tmp_path / "report").exists()


def test_a_number_leads_to_its_sentence(pages: Path) -> None:
    assert '<a href="articles/a.html#c0">a</a>' in (pages / "1_good.html").read_text()
    assert 'id="c0"' in (pages / "articles" / "a.html").read_text()


def test_pages_ask_no_other_host_and_run_only_their_own_script(pages: Path) -> None:
    for path in pages.rglob("*.html"):
        html = path.read_text()
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
        assert html.count("<script") == 1
        assert "default-src 'none'" in html
        assert '<html lang="en">' in html


def test_hostile_text_shows_as_text_on_every_page(pages: Path) -> None:
    html = (pages / article_page(list(LINES)[2])).read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "[RLO]evil[PDF]" in html
    for path in pages.rglob("*.html"):
        assert "<script>alert" not in path.read_text()
        assert 'href="javascript:' not in path.read_text()


def test_the_index_says_what_was_left_out_what_failed_and_hides_this_machine(pages: Path) -> None:
    html = (pages / "index.html").read_text()
    assert "bad.bin" in html
    assert "is no text" in html
    assert "2_bad stopped at cell 2: ValueError: no &lt;b&gt;" in html
    for path in [*pages.rglob("*.html"), pages / "data" / "made.json"]:
        assert "/home/me" not in path.read_text()


def test_headings_are_in_order(pages: Path) -> None:
    for path in pages.rglob("*.html"):
        levels = [int(level) for level in re.findall(r"<h([1-6])", path.read_text())]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path.name


def test_code_is_folded_and_escaped(pages: Path) -> None:
    html = (pages / "1_good.html").read_text()
    assert '<details class="code"><summary>Code</summary>' in html
    assert "1 &lt; 2" in html


def test_a_picture_never_goes_without_words(tmp_path: Path) -> None:
    output = {"data": {"image/png": "QUJD", "text/plain": "Bars <b>"}, "metadata": {}}
    assert 'alt="Bars &lt;b&gt;"' in picture(output, tmp_path)
    (tmp_path / "x.svg").write_text(
        '<svg role="img" aria-label="Bars"><title>Bars</title><g id="axes_1"/><a href="../articles/a.html#c1"/></svg>'
    )
    output["metadata"] = {"image/png": {"alt": "Bars", "name": "x"}}
    html = picture(output, tmp_path)
    assert '<g id="x-axes_1"/>' in html
    assert '<a href="articles/a.html#c1"/>' in html


def test_a_notebook_s_title_and_summary_are_plain_text() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Who?\n\nSee `2_b` and [x](y).")])
    assert heading_of(notebook) == ("Who?", "See 2_b and x.")
    opening, body, headings = notebook_body(notebook, Path())
    assert headings == []
    assert "<h1" in opening
    assert "<h1" not in body


def test_a_failing_notebook_is_named_and_the_other_comes_out(tmp_path: Path) -> None:
    paths = []
    for name, source in (("1_bad", "x = 1\nraise ValueError('no such\\noutlet')"), ("2_good", "print(corpus)")):
        cell = nbformat.v4.new_code_cell('corpus = ""')
        cell.metadata["tags"] = ["parameters"]
        paths.append(tmp_path / f"{name}.ipynb")
        notebook = nbformat.v4.new_notebook(cells=[cell, nbformat.v4.new_code_cell(source)])
        notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
        nbformat.write(notebook, paths[-1])
    failures = run_notebooks(paths, tmp_path / "out", {"corpus": "/home/me/news"})
    assert [str(failure) for failure in failures] == ["1_bad, cell 3: ValueError: outlet"]
    good = tidy(tmp_path / "out" / "2_good.ipynb")
    assert good.cells[-1].outputs[0].text == "/home/me/news\n"
    assert "papermill" not in json.dumps(good)
    assert 'corpus = "news"' in good.cells[1].source


def test_the_data_package_documents_every_column(tmp_path: Path) -> None:
    tables = small_tables()
    for format in ("csv", "parquet"):
        write_tables(tables, tmp_path, format)
    package = json.loads(describe(tables, tmp_path, title="Three").read_text())
    assert [resource["name"] for resource in package["resources"]] == list(COLUMNS)
    for resource in package["resources"]:
        columns = list(pd.read_csv(tmp_path / resource["path"]).columns)
        assert [field["name"] for field in resource["schema"]["fields"]] == columns
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["rows"] == len(getattr(tables, resource["name"]))


def test_columns_are_documented_once_each() -> None:
    assert {name: tuple(k for k in words if k != "rows") for name, words in dictionary().items()} == COLUMNS


def test_evidence_shows_where_an_entity_speaks_and_is_named() -> None:
    pages = dict(evidence_pages(small_tables(), NAVIGATION))
    assert '<a href="evidence-a.html#' in pages["evidence.html"]
    html = pages["evidence-a.html"]
    assert "3 mentions and 3 statements in 2 articles." in html
    assert '<a href="articles/b.html#c' in html


def test_every_entity_and_every_article_that_names_it_is_reached() -> None:
    tables = small_tables()
    row = tables.mentions.iloc[[0]]
    texts = [f"Peru {n}" for n in range(30)]
    documents = pd.concat([tables.documents.iloc[[0]]] * 30).assign(doc_id=[f"d{n:02d}" for n in range(30)], text=texts)
    mentions = pd.concat([row] * 30).assign(doc_id=documents["doc_id"].tolist(), start=0, end=4, entity="Élan Peru")
    kept = {"documents": documents, "mentions": mentions.reset_index(drop=True)}
    kept |= {name: getattr(tables, name).head(0) for name in ("statements", "dates", "events")}
    pages = dict(evidence_pages(Tables(**kept), NAVIGATION))
    assert list(pages) == ["evidence.html", "evidence-e.html"]
    assert "18 more, in 30 articles" in pages["evidence-e.html"]
    assert all(f"articles/d{n:02d}.html" in pages["evidence-e.html"] for n in range(30))


def test_what_lacks_its_figure_goes_with_its_explanation() -> None:
    def code(words: str, **lacks: list[str]) -> nbformat.NotebookNode:
        data = {"text/html": f"<p>{words}</p>", "text/plain": words}
        output = nbformat.v4.new_output("execute_result", data, metadata={"text/html": lacks} if lacks else {})
        return nbformat.v4.new_code_cell("x", outputs=[output])

    markdown = nbformat.v4.new_markdown_cell
    cells = [markdown("# Q?"), code("Nothing is coded.", lacks=["coded"]), code("Nothing is coded.")]
    cells += [markdown("*How to read it.* A bar.\n\nMore."), markdown("## Errors"), code("No figure.")]
    for cell in cells[4:]:
        cell.metadata["tags"] = ["if-coded"]
    kept = readable(nbformat.v4.new_notebook(cells=cells)).cells
    assert [cell.source for cell in kept] == ["# Q?", "x", "More."]


def test_a_notebook_gets_only_the_parameters_it_has(tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell('# corpora\ncorpus: str = ""\ntop = 3', metadata={"tags": ["parameters"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "n.ipynb")
    assert parameters_of(tmp_path / "n.ipynb") == {"corpus", "top"}


def test_an_article_s_page_tells_its_day_and_its_rows() -> None:
    html = dict(article_pages(small_tables(), NAVIGATION))["articles/a.html"]
    assert "2022-05-20 (byline)" in html
    assert "<caption>Who says what in this article</caption>" in html


def test_the_corpus_at_a_glance() -> None:
    text = glance(small_tables())
    assert text.startswith("3 articles of ")
    assert "published from 2022-05-20 to 2022-05-22; 1 does not give its day." in text
    assert text.endswith("1 file left out.")


def test_selection_keeps_outlets_and_time_and_names_what_goes() -> None:
    kept = select(small_tables(), outlets=["Gazette"])
    assert list(kept.documents["doc_id"]) == ["a"]
    assert set(kept.mentions["doc_id"]) == {"a"}
    assert {"path": "b.txt", "reason": "is of another outlet"} in kept.documents.attrs["omitted"]
    assert list(select(small_tables(), since="2022-05-21", until="2022-05").documents["doc_id"]) == ["b"]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"outlets": ["Herald"]}, "No article of the outlet 'Herald'. The corpus has: Gazette."),
        ({"outlets": "Gazette"}, "give a list"),
        ({"since": "May"}, "since is 'May', which is no day"),
        ({"since": "2022-02-30"}, "which is no day"),
        ({"since": "2023", "until": "2022"}, "is after until"),
        ({"since": "2030"}, "No article remains of 3"),
    ],
)
def test_a_wrong_choice_is_explained(choice: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        select(small_tables(), **choice)  # type: ignore[arg-type]


def test_the_seeds_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_corpus("../seeds").is_dir()
    assert find_corpus("elsewhere") == Path("elsewhere")


@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_told_with_what_was_measured_or_that_nothing_was(name: str) -> None:
    assert re.search(r"Measured on .+: .+ \d[\d.]*%|has not been measured", repr(method(name)))
