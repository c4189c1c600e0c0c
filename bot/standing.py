"""What is in a store, and whether an installation is sound; reads SQL, beside a running bot too."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.settings import load
from knowledge.errors import ConfigurationError, StoreBusy, ThroughlineError
from knowledge.store.database import Database
from knowledge.store.documents import Documents
from knowledge.store.facts import EMBEDDING_MODEL, Facts
from knowledge.store.journal import Journal
from knowledge.store.ownership import Ownership

if TYPE_CHECKING:
    from bot.settings import Settings

_LEAST_FREE = 500_000_000  # bytes; a store of 100,000 chunks has about so many


def status(config: Path | None, store: Path | None) -> dict[str, Any]:
    """Counts of everything, for the operator."""
    settings = load(config, store)
    with _database(settings) as database:
        counts = Documents(database).counts()
        journal = Journal(database)
        return {
            "documents": counts.documents,
            "chunks": counts.chunks,
            "terms": counts.terms,
            "gaps": len(journal.gaps(None, limit=1_000_000)),
            "questions": journal.count(),
            "sources": [
                {
                    "name": one.name,
                    "documents": one.documents,
                    "last_ingest": one.last_ingest.isoformat() if one.last_ingest else None,
                }
                for one in counts.sources
            ],
            "model": settings.embedding.model,
            "embedded_with": Facts(database).get(EMBEDDING_MODEL),
            "database": database.place,
            "running": _owned(settings),
        }


def gaps(config: Path | None, store: Path | None, limit: int) -> list[dict[str, Any]]:
    """Questions that nobody could answer, most asked first, for the operator."""
    with _database(load(config, store)) as database:
        return [
            {
                "question": one.text,
                "times": one.times,
                "last_asked": one.last_asked.isoformat(),
                "ask": one.ask,
            }
            for one in Journal(database).gaps(None, limit)
        ]


def examine(config: Path | None, store: Path | None, *, quick: bool) -> Iterator[dict[str, Any]]:
    """Checks in a row: name, state (ok, wrong, or none where it does not apply), detail."""
    try:
        settings = load(config, store)
    except ConfigurationError as error:
        yield {"name": "configuration", "state": "wrong", "detail": str(error)}
        return
    yield {"name": "configuration", "state": "ok", "detail": str(settings.file)}
    for name, check in (_QUICK if quick else _QUICK | _THOROUGH).items():
        try:
            detail = check(settings)
        except ThroughlineError as error:
            yield {"name": name, "state": "wrong", "detail": str(error)}
        else:
            state = "none" if detail.startswith("not ") else "ok"
            yield {"name": name, "state": state, "detail": detail}


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    with closing(Database.open(settings.store.database or settings.folder)) as database:
        yield database


def _owned(settings: Settings) -> bool:
    ownership = Ownership(settings.folder)
    try:
        ownership.acquire()
    except StoreBusy:
        return True
    ownership.release()
    return False


def _stored(settings: Settings) -> str:
    with _database(settings) as database:
        counts = Documents(database).counts()
        return f"{counts.documents} documents, {counts.chunks} chunks in {database.place}"


def _answers(settings: Settings) -> str:
    """A running bot does what it is asked through SQL within a few seconds."""
    from bot.handover import Beside, Gone  # noqa: PLC0415 - a health check is to be quick

    if not _owned(settings):
        return "not running"
    with _database(settings) as database:
        try:
            Beside(database, Ownership(settings.folder)).do("ping", {}, patience=5.0)
        except Gone:
            return "not running any more"
    return "running, and it answers"


def _python(settings: Settings) -> str:
    del settings
    return sys.version.split()[0]


def _room(settings: Settings) -> str:
    free = shutil.disk_usage(settings.folder).free
    if free < _LEAST_FREE:
        raise ThroughlineError(f"Only {free // 1_000_000} MB are free in {settings.folder}.")
    return f"{free / 1e9:.1f} GB are free in {settings.folder}"


def _model(settings: Settings) -> str:
    from knowledge.search import embedders, manifest  # noqa: PLC0415 - heavy, not for --quick

    folder = embedders.export_folder(settings.embedding.model, settings.models)
    known = manifest.read(folder)
    if known is None:
        return f"not exported yet: {settings.embedding.model} is, on first use, to {folder}"
    return f"{settings.embedding.model}, runtime {known.runtime}, in {folder}"


def _prompts(settings: Settings) -> str:
    from knowledge.prompts import NEEDED, Prompts  # noqa: PLC0415 - not for --quick

    Prompts(settings.prompts)
    return f"{len(NEEDED)} in {settings.prompts}"


def _definitions(settings: Settings) -> str:
    from bot.schedule import digests  # noqa: PLC0415 - not for --quick
    from knowledge.metrics import definitions  # noqa: PLC0415 - not for --quick

    metrics = definitions.load(settings.location(settings.metrics)).metrics
    planned = digests.load(settings.location(settings.digests), settings.workspace.holidays)
    if not metrics and not planned:
        return "not configured"
    return f"{len(metrics)} metrics, {len(planned)} digests"


def _chat(settings: Settings) -> str:
    if not settings.chat.model:
        return "not configured: answers are quoted"
    provider = settings.chat.model.partition(":")[0]
    if not settings.secrets.chat_key.get_secret_value() and provider != "ollama":
        raise ConfigurationError(f"{settings.chat.model} needs {provider.upper()}_API_KEY.")
    return settings.chat.model


def _slack(settings: Settings) -> str:
    secrets = settings.secrets
    given = [secrets.bot_token, secrets.app_token]
    if not any(one.get_secret_value() for one in given):
        return "not configured: SLACK_BOT_TOKEN and SLACK_APP_TOKEN are empty"
    if not all(one.get_secret_value() for one in given):
        raise ConfigurationError(
            "Of SLACK_BOT_TOKEN and SLACK_APP_TOKEN one is empty; Socket Mode needs both."
        )
    return f"both tokens are there, for {settings.slack_api_url or 'slack.com'}"


_QUICK: dict[str, Callable[[Settings], str]] = {"store": _stored, "bot": _answers}
_THOROUGH: dict[str, Callable[[Settings], str]] = {
    "python": _python,
    "disk": _room,
    "embedding model": _model,
    "prompts": _prompts,
    "metrics and digests": _definitions,
    "chat model": _chat,
    "slack": _slack,
}
