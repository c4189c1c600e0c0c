"""Passages and a scripted model for the written answers."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.errors import ChatError
from knowledge.models import Chunk, Document, Passage
from knowledge.prompts import Prompts

ROOT = Path(__file__).parents[3]


class ScriptedChat:
    """Says what it was told to, in small pieces, and fails where it was told to."""

    name = "scripted"

    def __init__(self, text: str, *, fails: bool = False) -> None:
        self.text, self.fails = text, fails
        self.asked: list[tuple[str, str]] = []

    def stream(self, system: str, user: str) -> Iterator[str]:
        self.asked.append((system, user))
        for at in range(0, len(self.text), 5):
            yield self.text[at : at + 5]
        if self.fails:
            raise ChatError("The chat model broke off.")


@pytest.fixture
def scripted() -> type[ScriptedChat]:
    return ScriptedChat


@pytest.fixture(scope="session")
def prompts() -> Prompts:
    return Prompts(ROOT / "prompts")


@pytest.fixture
def passage() -> Callable[..., Passage]:
    def make(
        text: str, title: str = "Refunds", section: str = "Rules", path: str = "a.md"
    ) -> Passage:
        chunk = Chunk("0" * 32, path, "everyone", section, text, text, 0)
        return Passage(chunk, Document(path, "wiki", title, "everyone", "x"), 0.9)

    return make


def load_fake(name):
    file = Path(__file__).parents[2] / "fakes" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"fakes_{name}", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shelf():
    """Pages in memory, searched and answered from by words."""
    return load_fake("shelf").Shelf(load_fake("word_embedder").WordEmbedder())
