"""Prompt files and their variables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.errors import ConfigurationError
from knowledge.prompts import NEEDED, Prompts

FOLDER = Path(__file__).parents[3] / "prompts"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NEEDED:
        shutil.copy(FOLDER / f"{name}.md", tmp_path)
    return tmp_path


def test_the_programs_own_prompts_are_right():
    prompts = Prompts(FOLDER)

    for name, variables in NEEDED.items():
        assert "WORD" in prompts.render(name, **dict.fromkeys(variables, "WORD"))


def test_what_stands_in_a_variable_is_not_read_as_a_template():
    given = dict.fromkeys(NEEDED["condense"], "word") | {"question": "cost $mark ${x} \n=====\n?"}

    _, user = Prompts(FOLDER).messages("condense", **given)

    assert user.endswith("Last question: cost $mark ${x} \n=====\n?")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("$question", "$questoin", "uses but does not declare: questoin"),
        ("$history", "", "declares but does not use: history"),
        ("variables: [mark, history, question]", "variables: [mark, history]", "question"),
        ("variables: [", "variables: [tone, ", "declares but does not use: tone"),
        ("=====", "", "no line ====="),
        ("---\npurpose", "purpose", "front matter"),
        ("variables: [mark, history, question]", "variables: all", "not a list"),
        ("purpose:", "tone: kind\npurpose:", "nothing else"),
        ("purpose:", "purpose: [", "not YAML"),
        ("$history", "$history 5$", "begins no variable"),
    ],
)
def test_a_wrong_prompt_is_refused_at_the_start_with_its_file(old, new, complaint, folder):
    file = folder / "condense.md"
    file.write_text(file.read_text().replace(old, new, 1))

    with pytest.raises(ConfigurationError) as refusal:
        Prompts(folder)

    assert str(file) in str(refusal.value)
    assert complaint in str(refusal.value)


def test_a_missing_prompt_is_refused(folder):
    (folder / "answer.md").unlink()

    with pytest.raises(ConfigurationError, match=r"answer\.md"):
        Prompts(folder)


@pytest.mark.parametrize("given", [{}, {"mark": "m", "history": "h", "question": "q", "tone": "t"}])
def test_other_variables_than_declared_are_refused(given):
    with pytest.raises(ConfigurationError, match="other variables"):
        Prompts(FOLDER).messages("condense", **given)


def test_an_unknown_prompt_is_refused():
    with pytest.raises(ConfigurationError, match='no prompt "poem"'):
        Prompts(FOLDER).messages("poem")
