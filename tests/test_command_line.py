"""The command line: tables come out, what was left out is listed, and a user's error is one sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "Ministers Meet in Lima\n\nLIMA, 4 March 2019 (XYZ) – Peruvian Foreign Minister Rosa Quispe said on Monday that "
    "the talks with Chile had been useful."
)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "empty.txt").write_text("")
    return folder


def fails(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    status = main(arguments)
    printed = capsys.readouterr()
    assert status == 2
    assert printed.out == ""
    return printed.err


def test_annotate_writes_the_tables_and_lists_what_was_left_out(corpus, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "analysis", "annotate", str(corpus), "--out", str(out), "--format", "jsonl"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "1 article left out:\n  empty.txt: is empty\n"
    assert done.stdout.startswith("1 article: ")
    assert sorted(path.name for path in out.iterdir()) == [
        f"{name}.jsonl" for name in ("dates", "documents", "events", "mentions", "statements")
    ]
    (document,) = [json.loads(line) for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (document["doc_id"], document["published"], document["text"]) == ("good", "2019-03-04", ARTICLE)


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_annotate_writes_other_formats(corpus, tmp_path, format, capsys):
    assert main(["annotate", str(corpus), "--out", str(tmp_path / "out"), "--format", format]) == 0
    assert (tmp_path / "out" / f"documents.{format}").exists()


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom analysis.__main__ import main\n"
        "try:\n    main(['annotate', '--help'])\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'pandas', 'torch', 'matplotlib', 'onnxruntime', 'textblob', 'papermill'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--format {jsonl,csv,parquet}" in done.stdout


def test_a_missing_folder_is_one_sentence(tmp_path, capsys):
    error = fails(["annotate", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")], capsys)
    assert error.startswith(f"error: {tmp_path}/nowhere: no such folder or file.")
    assert error.count("\n") == 1


def test_a_broken_corpus_csv_is_one_sentence(corpus, tmp_path, capsys):
    (corpus / "corpus.csv").write_text("file,published\ngood.txt,soon\n")
    error = fails(["annotate", str(corpus), "--out", str(tmp_path / "out")], capsys)
    assert error.endswith("corpus.csv, row 2: published 'soon' is no day. Write it as 2023-02-28.\n")


def test_a_broken_codebook_is_one_sentence(corpus, tmp_path, capsys):
    (corpus / "codebook.toml").write_text("[ignored]\n")
    error = fails(["annotate", str(corpus), "--out", str(tmp_path / "out")], capsys)
    assert "codebook.toml, line 1: '[ignored]': unknown section 'ignored'. Did you mean 'ignore'?" in error


def test_a_folder_of_nothing_but_bad_articles(corpus, tmp_path, capsys):
    (corpus / "good.txt").unlink()
    error = fails(["annotate", str(corpus), "--out", str(tmp_path / "out")], capsys)
    assert "no article to read; 1 left out:\n  empty.txt: is empty" in error


def test_an_output_folder_that_is_a_file(corpus, tmp_path, capsys):
    (tmp_path / "out").write_text("")
    error = fails(["annotate", str(corpus), "--out", str(tmp_path / "out")], capsys)
    assert error == f"error: {tmp_path}/out: is a file, not a folder. Name another folder after --out.\n"


def test_report_needs_a_corpus(tmp_path, capsys):
    assert "no such folder or file" in fails(["report", str(tmp_path / "no"), "--out", str(tmp_path / "out")], capsys)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["annotate", "x"], "the following arguments are required: --out"),
        (["annotate", "x", "--out", "y", "--workers", "0"], "'0' is no number of processes: give 1 or more"),
        (["annotate", "x", "--out", "y", "--format", "xls"], "invalid choice: 'xls'"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_a_wrong_command_is_explained(arguments, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err
