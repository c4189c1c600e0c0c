"""With what a message is read: the names of people, and the day. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Setting:
    """What a message is read with.

    Attributes:
        name: the name of a person or group by id, "" where it is not known.
        today: for how old a source is.
    """

    name: Callable[[str], str]
    today: date

    def who(self, owner: str) -> str:
        """The name of an owner, "" where there is none or nobody knows it."""
        return self.name(owner) if owner else ""

    def named(self, line: str) -> str:
        """A line with the ids of people and groups in it by their names."""
        words = []
        for word in line.split(" "):
            bare = word.rstrip(".,;")
            told = self.name(bare) if _is_id(bare) else ""
            words.append(told + word[len(bare) :] if told else word)
        return " ".join(words)

    def owned(self, text: str, owners: Iterable[str]) -> str:
        """A text with the ids of these owners in it by their names."""
        for owner in {one for one in owners if _is_id(one)}:
            name = self.name(owner)
            text = re.sub(rf"\b{owner}\b", name.replace("\\", ""), text) if name else text
        return text


def _is_id(word: str) -> bool:
    return len(word) > 3 and word[0] in "UWS" and word.isalnum() and word.isupper()
