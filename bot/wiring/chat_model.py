"""The chat model that the settings name, with its caps and its room."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings.settings import Settings
    from knowledge.ports import ChatModel
    from knowledge.store.database.database import Database


def chat_model(settings: Settings, database: Database) -> ChatModel | None:
    """The configured chat model, not asked anything yet; None where there is none.

    Raises:
        ConfigurationError: no such provider, its package is not installed, or its key is missing.
    """
    chat = settings.chat
    if not chat.model:
        return None
    from knowledge.chat import open_chat  # noqa: PLC0415 - not wanted without a model
    from knowledge.chat_limits import Budget, Caps, Room  # noqa: PLC0415
    from knowledge.store.questions.spending import Spending  # noqa: PLC0415

    caps = Caps(chat.tokens_per_day, chat.cost_per_day, chat.price_in, chat.price_out)
    budget = Budget(Spending(database), caps, lambda: datetime.now(UTC))
    room = Room(max(1, settings.slack.workers * 3 // 4))  # the others can quote meanwhile
    return open_chat(chat.model, budget, settings.secrets.chat_key, chat.base_url, room=room)
