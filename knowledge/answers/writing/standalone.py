"""A follow-up reworded by the chat model, taken only where it adds nothing of its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from knowledge.answers.claims.cleaning import forbidden, unmarked, visible
from knowledge.answers.claims.reading import Reading, read
from knowledge.errors import ChatError
from knowledge.models import Turn
from knowledge.ports import ChatModel
from knowledge.prompts import Prompts

_TURNS = 4
_SAID = 600  # characters of each earlier answer
_LONGEST = 300
_KNOWN = 0.7  # least share of the new question's words that were said before


def condense(question: str, history: Sequence[Turn], chat: ChatModel, prompts: Prompts) -> str:
    """The follow-up as one question that can be understood alone.

    Raises:
        ChatError: the model failed, or its question holds a name, a number or too many words that
            nobody said. Use the rule-based rewording then.
    """
    mark = secrets.token_hex(8)
    said = [
        f"Question: {turn.standalone or turn.question}\nAnswer: {turn.answer[:_SAID]}"
        for turn in history[-_TURNS:]
    ]
    before = visible("\n".join(said))
    system, user = prompts.messages(
        "condense",
        mark=mark,
        history=f"--- {mark}\n{before}\n--- {mark}",
        question=" ".join(visible(question).split()),
    )
    text = "".join(chat.stream(system, user))
    reworded = " ".join(unmarked(visible(text)).split()).strip("\"'“” ")
    if not _faithful(reworded, read(f"{visible(question)}\n{before}")):
        raise ChatError("The chat model's wording of the question adds what nobody said.")
    return reworded


def _faithful(reworded: str, said: Reading) -> bool:
    if not reworded or len(reworded) > _LONGEST or forbidden(reworded):
        return False
    mine = read(reworded)
    numbers = all(
        any(bound.quantity.matches(other.quantity) for other in said.bounds)
        for bound in mine.bounds
    )
    text = said.text.lower()
    names = all(name.leads or name.text.lower() in text for name in mine.names)
    known = len(mine.stems & said.stems) >= _KNOWN * len(mine.stems)
    return bool(mine.stems) and numbers and names and known
