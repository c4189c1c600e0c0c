"""LangChain's chat models behind the `ChatModel` port: late, failing or dear ones end in ChatError.

LangChain itself is imported when a model is opened, so that a bot without one starts fast.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from knowledge.chat_limits import Breaker, Budget, Room
from knowledge.errors import ChatError, ConfigurationError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_log = logging.getLogger(__name__)

REPLY_TOKENS = 800
REPLY_CHARACTERS = 8_000  # a provider that ignores the limit on tokens is cut here
_TOGETHER = 32  # requests at once, those that were left behind and still trickle included
_KEYED = ("openai", "anthropic")
_NO_ANSWER = {"APIConnectionError", "ConnectError", "ConnectionError"}
_LATE = {"APITimeoutError", "TimeoutException", "TimeoutError"}


def open_chat(  # noqa: PLR0913, PLR0917 - the model, and each of its bounds
    model: str,
    budget: Budget,
    key: SecretStr | None = None,
    base_url: str = "",
    deadline: float = 20.0,
    room: Room | None = None,
) -> LangChainChat:
    """The chat model of a LangChain id such as `openai:...`, `anthropic:...` or `ollama:...`.

    Raises:
        ConfigurationError: no such provider, its package is not installed, or its key is missing.
    """
    provider = model.partition(":")[0]
    secret = key.get_secret_value() if key else ""
    if provider in _KEYED and not secret:
        if not base_url:
            raise ConfigurationError(
                f'The chat model "{model}" needs a key: set {provider.upper()}_API_KEY.'
            )
        secret = "none"  # noqa: S105 - servers of one's own ask for none, the client insists on one
    try:
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - 2 s, only with a model

        opened = init_chat_model(model, **_options(provider, secret, base_url, deadline))
    except ImportError as error:
        raise ConfigurationError(
            f'The chat model "{model}" needs a package that is not installed:'
            f' run `pip install "throughline[{provider}]"` or `pip install langchain-{provider}`.'
        ) from error
    except Exception as error:
        raise ConfigurationError(
            f'The chat model "{model}" cannot be opened ({type(error).__name__});'
            " write it as provider:model, for example anthropic:NAME, and check [chat]."
        ) from error
    return LangChainChat(model, opened, budget, Breaker(), deadline, room)


def _options(provider: str, secret: str, base_url: str, deadline: float) -> dict[str, Any]:
    """What `init_chat_model` passes on; providers agree on most of the names."""
    options: dict[str, Any] = {"temperature": 0}
    if base_url:
        options["base_url"] = base_url
    if provider == "ollama":
        return options | {"num_predict": REPLY_TOKENS, "client_kwargs": {"timeout": deadline}}
    options |= {"max_tokens": REPLY_TOKENS, "timeout": deadline, "max_retries": 0}
    if provider == "openai":
        options["stream_usage"] = True
    return options | ({"api_key": SecretStr(secret)} if secret else {})


@dataclass(slots=True)
class _Call:
    """One question on its way: when it must be over, and what it used so far."""

    system: str
    user: str
    until: float
    read: int = 0
    written: int = 0
    characters: int = 0

    @property
    def left(self) -> float:
        return self.until - time.monotonic()

    def used(self) -> tuple[int, int]:
        """Tokens read and written: as reported, else estimated from the characters."""
        return self.read or _tokens(self.system + self.user), max(
            self.written, self.characters // 4
        )


@dataclass(slots=True)
class _Request:
    """One HTTP request, read in a thread of its own that is left behind when time is up."""

    pieces: SimpleQueue[Any] = field(default_factory=SimpleQueue)
    abandoned: threading.Event = field(default_factory=threading.Event)

    def read(self, model: BaseChatModel, call: _Call, room: threading.Semaphore) -> None:
        from langsmith import tracing_context  # noqa: PLC0415 - comes with LangChain

        try:
            # A variable of the machine must not send questions to a tracing service.
            with tracing_context(enabled=False):
                for chunk in model.stream([("system", call.system), ("human", call.user)]):
                    if self.abandoned.is_set():
                        return
                    self.pieces.put(chunk)
            self.pieces.put(None)
        except Exception as error:  # noqa: BLE001 - any provider's exceptions stop here
            self.pieces.put(error)
        finally:
            room.release()


class LangChainChat:
    """A `ChatModel`: streamed, over within the deadline, tried twice where nothing came yet."""

    def __init__(  # noqa: PLR0913, PLR0917 - the model, and each of its bounds
        self,
        name: str,
        model: BaseChatModel,
        budget: Budget,
        breaker: Breaker,
        deadline: float = 20.0,
        room: Room | None = None,
    ) -> None:
        self.name = name
        self._model = model
        self._budget = budget
        self._breaker = breaker
        self._deadline = deadline
        self._requests = threading.BoundedSemaphore(_TOGETHER)
        self._room = room or Room()

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Pieces of the text as they come; the port says the rest."""
        call = _Call(system, user, time.monotonic() + self._deadline)
        reserved = self._budget.reserve(_tokens(system + user), REPLY_TOKENS)
        ended = self._breaker.left
        try:
            self._breaker.admit()
            try:
                place = self._room.enter()
                try:
                    for piece in self._pieces(call):
                        self._room.heard(place)
                        yield piece
                    ended = self._breaker.succeeded
                except ChatError:
                    ended = self._breaker.failed
                    raise
                finally:
                    self._room.leave(place)
            finally:
                ended()
        finally:
            self._budget.settle(
                reserved, *(call.used() if call.read or call.characters else (0, 0))
            )

    def _pieces(self, call: _Call) -> Iterator[str]:
        for last in (False, True):
            try:
                yield from self._once(call)
            except ChatError:
                raise
            except Exception as error:  # noqa: BLE001 - decided here: again, or told in our words
                if last or call.characters or not self._again(error, call):
                    raise self._told(error) from None
            else:
                return

    def _once(self, call: _Call) -> Iterator[str]:
        if not self._requests.acquire(timeout=max(0.0, call.left)):
            raise ChatError(f"The chat model {self.name} is busy: too many questions are waiting.")
        request = _Request()
        arguments = (self._model, call, self._requests)
        threading.Thread(target=request.read, args=arguments, daemon=True, name="chat").start()
        try:
            while (chunk := self._next(request, call)) is not None:
                usage = getattr(chunk, "usage_metadata", None) or {}
                call.read += usage.get("input_tokens", 0)
                call.written += usage.get("output_tokens", 0)
                text = str(chunk.text)[: REPLY_CHARACTERS - call.characters]
                call.characters += len(text)
                if text:
                    yield text
                if call.characters >= REPLY_CHARACTERS:
                    return
        finally:
            request.abandoned.set()
        if not call.characters:
            raise ChatError(f"The chat model {self.name} sent an empty reply.")

    def _next(self, request: _Request, call: _Call) -> Any:
        try:
            came = request.pieces.get(timeout=max(0.001, call.left))
        except Empty:
            came = None
        if call.left <= 0:
            raise ChatError(f"The chat model {self.name} was not done within {self._deadline:g} s.")
        if isinstance(came, Exception):
            raise came
        return came

    def _again(self, error: Exception, call: _Call) -> bool:
        """Whether a second try makes sense; waits for its moment where it does."""
        status = _status(error)
        if status == 400 and "temperature" in str(error) and hasattr(self._model, "temperature"):
            self._model.temperature = None  # some models take no temperature but their own
            return True
        if status != 429 and status < 500 and not _is(error, _NO_ANSWER):
            return False
        if _is(error, _LATE):
            return False
        pause = max(_retry_after(error), random.uniform(0.2, 0.6))  # noqa: S311 - only spreads load
        if pause > call.left / 2:
            return False
        time.sleep(pause)
        return True

    def _told(self, error: Exception) -> ChatError:
        status = _status(error)
        _log.warning("chat model %s: %s, status %s", self.name, type(error).__name__, status)
        reasons = {401: "refused the key", 403: "refused the key", 404: "is not known there"}
        reasons |= {400: "refused the request", 413: "refused the request", 429: "is over its rate"}
        reason = reasons.get(status, "failed" if status >= 500 else "broke off or was not reached")
        detail = f" (HTTP {status})" if status else ""
        return ChatError(f"The chat model {self.name} {reason}{detail}.")


def _tokens(text: str) -> int:
    """An estimate on the high side; a token has about four characters of English."""
    return len(text) // 3 + 1


def _status(error: Exception) -> int:
    """The HTTP status, where every provider's client keeps it; 0 where none came."""
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    return status if isinstance(status, int) and status > 0 else 0


def _is(error: Exception, names: set[str]) -> bool:
    return any(kind.__name__ in names for kind in type(error).__mro__)


def _retry_after(error: Exception) -> float:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return float(headers.get("retry-after", 0))
    except ValueError:  # a date: its wait is longer than ours
        return 60.0
