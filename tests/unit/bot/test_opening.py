from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.rehearsing.opening import FILE_NAME, of_settings, read
from bot.settings.settings import load
from knowledge.errors import ConfigurationError

EXAMPLE = Path(__file__).parents[3] / "examples" / "tindlemoor"


@pytest.fixture
def written(tmp_path):
    """Writes the example's opening with one step of its tour changed."""

    def write(number, **changes):
        told = json.loads((EXAMPLE / FILE_NAME).read_text(encoding="utf-8"))
        told["story"]["steps"][number] |= changes
        shutil.copytree(EXAMPLE / "to-share", tmp_path / "to-share")
        file = tmp_path / FILE_NAME
        file.write_text(json.dumps(told), encoding="utf-8")
        return file

    return write


def test_the_example_has_a_tour_and_the_files_that_it_shares():
    cast = read(EXAMPLE / FILE_NAME).cast

    steps = {one.id: one for one in cast.story.steps}
    assert steps["back"].thread == "ask"
    assert cast.props[steps["share"].file].startswith(b"---\ntitle: ")
    assert {one["command"] for one in cast.commands} == {"/ask", "/lingo", "/customer", "/digest"}
    assert [one["callback_id"] for one in cast.shortcuts] == [
        "ask_about_this",
        "explain_the_lingo",
    ]


def test_what_a_tour_shares_is_not_among_the_documents():
    settings = load(EXAMPLE / "throughline.toml", None)

    assert not [one.name for one in settings.source if "to-share" in str(one.path)]


@pytest.mark.parametrize(
    ("number", "changes", "said"),
    [
        (0, {"channel": "C0RETAIL"}, "U0DEPOT1 is not in 'C0RETAIL'"),
        (5, {"user": "U0NOBODY"}, "U0NOBODY is not in ''"),
        (1, {"thread": "later"}, "no step 'later' before it"),
        (6, {"file": "gone.md"}, "gone.md"),
        (0, {"douse": "say"}, "douse"),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused_with_its_name(written, number, changes, said):
    file = written(number, **changes)

    with pytest.raises(ConfigurationError, match=said) as refused:
        read(file)

    assert str(file) in str(refused.value)


def test_settings_alone_make_a_short_tour_of_what_is_there():
    settings = load(EXAMPLE / "throughline.toml", None)

    cast = of_settings(settings, [], ["Who is our customer?"], ["POD"]).cast

    assert [(one.user, one.does, one.text) for one in cast.story.steps] == [
        ("U0SOMEBODY", "say", "Who is our customer?"),
        ("U0SOMEBODY", "say", "/lingo POD"),
        ("U0ADMIN", "home", ""),
    ]


def test_an_empty_store_still_has_a_tour():
    settings = load(EXAMPLE / "throughline.toml", None)

    steps = of_settings(settings, []).cast.story.steps

    assert [one.text for one in steps] == ["help", ""]
