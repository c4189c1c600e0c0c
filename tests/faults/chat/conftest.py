"""The chat stand-in over a real socket, and models opened on it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import SecretStr

from knowledge.chat import LangChainChat, open_chat
from knowledge.chat_limits import Budget, Caps
from knowledge.models import Chunk, Document, Passage
from knowledge.prompts import Prompts

ROOT = Path(__file__).parents[3]
PROVIDERS = ("openai", "anthropic", "ollama")


class Purse:
    """Spending in memory."""

    def __init__(self) -> None:
        self.tokens, self.cost = 0, 0.0

    def add(self, day: date, tokens: int, cost: float) -> tuple[int, float]:
        self.tokens, self.cost = self.tokens + tokens, self.cost + cost
        return self.tokens, self.cost


@pytest.fixture(scope="session")
def servers() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "fakes_chat_servers", ROOT / "tests" / "fakes" / "chat_servers.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=PROVIDERS)
def provider(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def stand_in(servers: ModuleType) -> Iterator:
    server = servers.ChatStandIn(lambda system, user: servers.says("Nothing yet."))
    yield server
    server.close()


@pytest.fixture
def purse() -> Purse:
    return Purse()


@pytest.fixture
def opened(stand_in, purse: Purse) -> Callable[..., LangChainChat]:
    def open_one(provider: str, deadline: float = 5.0, caps: Caps | None = None) -> LangChainChat:
        budget = Budget(purse, caps)
        key = SecretStr("test-key")
        address = stand_in.address(provider)
        return open_chat(f"{provider}:stand-in", budget, key, address, deadline)

    return open_one


@pytest.fixture(scope="module")
def compromised(servers: ModuleType) -> Iterator[LangChainChat]:
    """A model that obeys whatever stands in a passage, behind one open connection's settings."""
    server = servers.ChatStandIn(servers.obeys)
    yield open_chat("ollama:obeying", Budget(Purse()), None, server.address("ollama"), 5.0)
    server.close()


@pytest.fixture(scope="session")
def prompts() -> Prompts:
    return Prompts(ROOT / "prompts")


@pytest.fixture
def passage() -> Callable[..., Passage]:
    def make(text: str, title: str = "Depots", section: str = "Hours") -> Passage:
        chunk = Chunk("0" * 32, "depots.md", "everyone", section, text, text, 0)
        return Passage(chunk, Document("depots.md", "wiki", title, "everyone", "x"), 0.9)

    return make
