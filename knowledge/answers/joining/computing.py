"""Questions for numbers, asked of the metrics once they are needed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from knowledge.errors import ThroughlineError
from knowledge.models import Reader, Reply

_log = logging.getLogger(__name__)


class Computes(Protocol):
    """Answers questions for numbers."""

    def may_ask(self, question: str) -> bool:
        """Whether it may ask for one, as far as can be told without loading anything."""
        ...

    def reply(self, question: str, reader: Reader) -> Reply | None:
        """The reply, None where no number is asked for."""
        ...


class Computing:
    """The metrics as a specialist: opened with the first question that may be one for them."""

    def __init__(self, *, wanted: bool) -> None:
        """`wanted`: whether the workspace has metrics at all."""
        self._wanted = wanted
        self._open: Callable[[], Computes] | None = None

    def connect(self, opener: Callable[[], Computes]) -> None:
        """`opener` gives the metrics; it is called again where it failed."""
        self._open = opener

    def reply(self, question: str, reader: Reader) -> Reply | None:
        """The computed reply; None where no number is asked for, or the definitions are wrong."""
        if not self._wanted or self._open is None:
            return None
        try:
            numbers = self._open()
            return numbers.reply(question, reader) if numbers.may_ask(question) else None
        except (
            ThroughlineError
        ) as error:  # `metric check` says what is wrong; documents still answer
            _log.warning("numbers cannot be computed: %s", type(error).__name__)
            return None
