"""A changed or damaged model is noticed."""

from __future__ import annotations

import os

import pytest

from knowledge.search.embedding import export_check, manifest
from knowledge.search.embedding.model_files import digest


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "1_Pooling" / "config.json").write_text('{"pooling": "mean"}')
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "README.md").write_text("not part of the model")
    return folder


@pytest.fixture
def written(tmp_path, source):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"graph")
    made = manifest.Manifest(
        version=manifest.VERSION,
        model="m",
        runtime="onnx",
        folder=str(source),
        source=manifest.source_files(source),
        files={"model.onnx": digest(folder / "model.onnx")},
        dimensions=4,
        limit=8,
        pooling="mean",
        lowercase=False,
        prompt="",
        precision="int8",
        cosine_mean=1.0,
        cosine_min=1.0,
        fingerprint="f",
    )
    manifest.write(folder, made)
    return folder, made


def test_a_manifest_reads_as_it_was_written(written):
    folder, made = written

    assert manifest.read(folder) == made
    assert manifest.sound(folder, made)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1}', '{"version": 3, "x": 1}', "\x00"]
)
def test_a_manifest_that_is_not_one_is_none(tmp_path, text):
    (tmp_path / manifest.FILE).write_text(text)

    assert manifest.read(tmp_path) is None


def test_a_missing_manifest_is_none(tmp_path):
    assert manifest.read(tmp_path / "nowhere") is None


def test_a_damaged_or_missing_export_is_not_sound(written):
    folder, made = written

    (folder / "model.onnx").write_bytes(b"grapf")
    damaged = manifest.sound(folder, made)
    (folder / "model.onnx").unlink()

    assert not damaged
    assert not manifest.sound(folder, made)


def test_a_touched_file_is_unchanged_and_an_edited_one_changed(source):
    files = manifest.source_files(source)

    os.utime(source / "config.json", (1, 1))
    touched = manifest.source_changed(source, files)
    (source / "config.json").write_text("[]")

    assert not touched
    assert manifest.source_changed(source, files)


def test_a_model_that_grew_is_changed(source):
    files = manifest.source_files(source)

    (source / "model.safetensors").write_bytes(b"other weights")

    assert manifest.source_changed(source, files)


def test_a_model_that_is_gone_is_not_changed(tmp_path, source):
    assert not manifest.source_changed(tmp_path / "nowhere", manifest.source_files(source))


def test_notes_beside_a_model_do_not_count(source):
    names = [file.name for file in manifest.source_files(source)]

    assert names == ["1_Pooling/config.json", "config.json", "model.safetensors"]


@pytest.mark.parametrize(
    ("mean", "least", "good"),
    [(0.995, 0.985, True), (0.99, 0.98, True), (0.989, 0.985, False), (0.995, 0.97, False)],
)
def test_an_export_is_good_when_mean_and_least_cosine_are(mean, least, good):
    assert export_check.Agreement(mean, least).good is good
