from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import DefinitionError
from knowledge.metrics.definitions import load


def written(folder: Path, text: str) -> Path:
    (folder / "m.yaml").write_text(text, encoding="utf-8")
    return folder


def test_settings_that_are_merged_from_an_anchor_are_read(tmp_path: Path) -> None:
    text = """\
metrics:
  - &first {name: one, type: derived, type_params: {expr: "1"}, label: Shared}
  - {<<: *first, name: two}
"""

    definitions = load(written(tmp_path, text))

    assert definitions.metric("two").label == "Shared"
    assert definitions.metric("one").name == "one"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("metric:\n  name: a\n  label: x\n  label: y\n", "line 4: 'label' is given twice"),
        ("metric: {name: a, config: {meta: {u: 1, u: 2}}}\n", "line 1: 'u' is given twice"),
        ("metric: &a\n  name: b\n  config: *a\n", "line 1: an anchor holds itself"),
        ("metric: {? [1, 2] : 3}\n", "line 1: a setting's name must be a text"),
        ("metric: {name: !!python/name:os.system x}\n", "line 1: not valid YAML"),
        ("metric: {name: a, label: 2026-13-45}\n", "line 1: not valid YAML"),
    ],
)
def test_yaml_that_means_nothing_sensible_is_refused(
    tmp_path: Path, text: str, sentence: str
) -> None:
    folder = written(tmp_path, text)

    with pytest.raises(DefinitionError, match=sentence):
        load(folder)


def test_a_few_lines_that_mean_gigabytes_are_refused(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for above, here in zip("abcdefghi", "bcdefghij", strict=True):
        lines.append(f"{here}: &{here} [{', '.join([f'*{above}'] * 9)}]")
    folder = written(tmp_path, "\n".join(lines))

    with pytest.raises(DefinitionError, match="too large when its anchors are written out"):
        load(folder)
