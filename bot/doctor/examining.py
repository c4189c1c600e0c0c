"""The checks in a row, as `throughline doctor` shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.doctor import local
from bot.doctor.findings import Finding, guarded, ok, wrong
from bot.settings.settings import load
from knowledge.errors import ConfigurationError

if TYPE_CHECKING:
    from bot.settings.settings import Settings

Check = Callable[["Settings"], Finding]

_QUICK: Mapping[str, Check] = {"store": local.database, "bot": local.bot}
_THOROUGH: Mapping[str, Check] = {
    "indexes": local.indexes,
    "python": local.python,
    "disk": local.disk,
    "embedding model": local.embedding_model,
    "prompts": local.prompts,
    "metrics and digests": local.definitions,
    "chat model": local.chat_model,
    "admins": local.admins,
    "several bots": local.bots,
}


def examine(
    config: Path | None,
    store: Path | None,
    *,
    quick: bool,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Finding]:
    """One finding after another; a wrong configuration is the last one."""
    try:
        settings = load(config, store)
    except ConfigurationError as error:
        yield wrong("configuration", str(error))
        return
    yield ok("configuration", str(settings.file))
    for name, check in (_QUICK if quick else {**_QUICK, **_THOROUGH}).items():
        yield guarded(name, partial(check, settings))
    if not quick:
        from bot.doctor import slack  # noqa: PLC0415 - not for --quick

        yield from slack.examine(settings, clock)
