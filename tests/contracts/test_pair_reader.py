from __future__ import annotations

import shutil

import numpy as np
import pytest
from safetensors.numpy import save_file

from knowledge.search.embedding import bert_graph
from knowledge.search.embedding.model_files import digest
from knowledge.search.embedding.pair_reader import pair_reader

MATRIX = "encoder.layer.1.attention.self.query.weight"


@pytest.fixture
def learnt(tmp_path, tiny_model):
    source = tmp_path / "source"
    tiny_model.write_source(source)
    tiny_model.write_export(source, tmp_path / "export")

    own = digest(source / bert_graph.WEIGHTS)

    def write(name="learnt.safetensors", base="", **changes):
        width = tiny_model.WIDTH
        head = np.linspace(-1, 1, 2 * width + 1, dtype=np.float32)
        changed = {"head": head} | {key.replace("__", "."): one for key, one in changes.items()}
        save_file(changed, tmp_path / name, metadata={"base": base or own})
        return tmp_path / name

    return write


def added(size, width):
    thin = np.full((width, 2), size, np.float16)
    return {f"{MATRIX}.up": thin, f"{MATRIX}.down": np.ascontiguousarray(thin.T)}


def test_two_texts_are_read_alike_in_either_order(tmp_path, learnt):
    reader = pair_reader(tmp_path / "export", learnt())

    assert reader.apart("a customer", "1 order") == pytest.approx(
        reader.apart("1 order", "a customer")
    )
    assert reader.apart("a customer", "1 order") != reader.apart("a customer", "2 orders")


def test_what_was_learnt_changes_the_reading(tmp_path, tiny_model, learnt):
    plain = pair_reader(tmp_path / "export", learnt())
    other = pair_reader(
        tmp_path / "export", learnt("other.safetensors", **added(0.5, tiny_model.WIDTH))
    )

    assert plain.apart("a customer", "1 order") != other.apart("a customer", "1 order")


def test_another_model_has_learnt_nothing(tmp_path, learnt):
    assert pair_reader(tmp_path / "export", learnt(base="of another model")) is None
    assert pair_reader(tmp_path / "nowhere", learnt()) is None


def test_a_reader_once_made_needs_the_models_own_files_no_more(tmp_path, learnt):
    file = learnt()
    said = pair_reader(tmp_path / "export", file).apart("a", "b")
    shutil.rmtree(tmp_path / "source")

    assert pair_reader(tmp_path / "export", file).apart("a", "b") == said
    assert pair_reader(tmp_path / "export", learnt("new.safetensors", gone=np.ones(1))) is None
    (graph,) = (tmp_path / "export").glob("pairs-*")
    assert graph.stat().st_mode & 0o044 == 0o044
