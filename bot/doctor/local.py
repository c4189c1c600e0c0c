"""What can be looked at on this machine: the store, its indexes, the models, the disk."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.doctor.findings import Finding, none, ok, wrong
from knowledge.errors import StoreBusy
from knowledge.store.database.database import Database
from knowledge.store.database.ownership import Ownership
from knowledge.store.documents.documents import Documents

if TYPE_CHECKING:
    from bot.settings.settings import Settings

_LEAST_FREE = 500_000_000  # bytes; a store of 100,000 chunks has about so many
_PYTHON = (3, 11)
_PATIENCE = 5.0  # seconds for the bot to do what it is asked
_LONGER = 60.0  # seconds to compare a large store
_DEAF = timedelta(seconds=30)  # a connection is made anew in a few
_OLLAMA = "http://127.0.0.1:11434"


@contextmanager
def database_of(settings: Settings) -> Iterator[Database]:
    """The store's database, for as long as the block runs."""
    with closing(Database.open(settings.store.database or settings.folder)) as database:
        yield database


def owned(settings: Settings) -> bool:
    """Whether another process owns the store."""
    ownership = Ownership(settings.folder)
    try:
        ownership.acquire()
    except StoreBusy:
        return True
    ownership.release()
    return False


def database(settings: Settings) -> Finding:
    with database_of(settings) as opened:
        counts = Documents(opened).counts()
        place = opened.place
    told = f"{counts.documents} documents, {counts.chunks} chunks in {place}"
    if not counts.documents:
        return none("store", f"{told}: run `throughline ingest`")
    return ok("store", told)


def bot(settings: Settings) -> Finding:
    """A running bot does what it is asked through SQL within a few seconds."""
    from bot.commands.handover import Beside, Gone  # noqa: PLC0415 - a health check is to be quick

    if not owned(settings):
        return none("bot", "it does not run on this store")
    with database_of(settings) as opened:
        try:
            told = Beside(opened, Ownership(settings.folder)).do("ping", {}, patience=_PATIENCE)
        except Gone:
            return none("bot", "it has just stopped")
    return hearing(told.get("slack"), datetime.now(UTC))


def hearing(slack: Mapping[str, Any] | None, now: datetime) -> Finding:
    """How well a running bot hears Slack; None where Slack calls it, or there is none."""
    well = "it runs, owns the store and does what it is asked"
    if slack is None:
        return ok("bot", well)
    heard = datetime.fromisoformat(slack["heard"]) if slack["heard"] else None
    if not slack["connected"] and (heard is None or now - heard > _DEAF):
        since = f"since {heard:%H:%M} UTC" if heard else "yet"
        return wrong(
            "bot",
            f"it runs, and has heard nothing from Slack {since}. It goes on trying: look at this "
            "machine's way to slack.com, and at status.slack.com",
        )
    return ok("bot", f"{well}; {slack['connected']} of {slack['wanted']} connections to Slack")


def indexes(settings: Settings) -> Finding:
    """Asked of the running bot; without one, looked at here."""
    from bot.commands.handover import Beside, Gone  # noqa: PLC0415 - a health check is to be quick

    if not (settings.folder / "vectors").is_dir():
        return none("indexes", "they are not there yet: the first ingest makes them")
    ownership = Ownership(settings.folder)
    try:
        with ownership:
            return _compared(settings)
    except StoreBusy:
        with database_of(settings) as opened:
            try:
                found = Beside(opened, ownership).do("compare", {}, patience=_LONGER)
            except Gone:
                return none("indexes", "the bot has just stopped: ask again")
    return _differing(int(found["chunks"]), int(found["apart"]))


def _compared(settings: Settings) -> Finding:
    from bot.wiring.wiring import compare_indexes  # noqa: PLC0415 - heavy, not for --quick

    return _differing(*compare_indexes(settings))


def _differing(chunks: int, apart: int) -> Finding:
    if apart:
        told = f"{apart} of {chunks} chunks differ from the database: run `throughline rebuild`"
        return wrong("indexes", told)
    return ok("indexes", f"{chunks} chunks, as in the database")


def python(settings: Settings) -> Finding:
    del settings
    version = sys.version.split()[0]
    if sys.version_info < _PYTHON:
        return wrong("python", f"{version} is too old: 3.11 or newer is needed")
    return ok("python", version)


def disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.folder).free
    if free < _LEAST_FREE:
        told = f"only {free // 1_000_000} MB are free in {settings.folder}: make room for 500 MB"
        return wrong("disk", told)
    return ok("disk", f"{free / 1e9:.1f} GB are free in {settings.folder}")


def embedding_model(settings: Settings) -> Finding:
    from knowledge.search.embedding import embedders, manifest  # noqa: PLC0415 - heavy

    name = settings.embedding.model
    folder = embedders.export_folder(name, settings.models)
    known = manifest.read(folder)
    if known is None:
        return none("embedding model", f"{name} is exported on first use, to {folder}")
    if not manifest.sound(folder, known):
        told = f"the export in {folder} is damaged: delete the folder, it is made again"
        return wrong("embedding model", told)
    return ok("embedding model", f"{name}, runtime {known.runtime}, in {folder}")


def prompts(settings: Settings) -> Finding:
    from knowledge.prompts import NEEDED, Prompts  # noqa: PLC0415 - not for --quick

    Prompts(settings.prompts)
    return ok("prompts", f"{len(NEEDED)} in {settings.prompts}")


def definitions(settings: Settings) -> Finding:
    from bot.schedule import digests  # noqa: PLC0415 - not for --quick
    from knowledge.metrics import definitions as files  # noqa: PLC0415 - not for --quick

    name = "metrics and digests"
    metrics = files.load(settings.location(settings.metrics)).metrics
    planned = digests.load(settings.location(settings.digests), settings.workspace.holidays)
    if not metrics and not planned:
        return none(name, "there are none")
    return ok(name, f"{len(metrics)} metrics, {len(planned)} digests")


def chat_model(settings: Settings) -> Finding:
    """The key and the package are there; of a server of one's own, that it listens."""
    from bot.wiring.chat_model import chat_model as opened_model  # noqa: PLC0415 - not for --quick

    name = settings.chat.model
    if not name:
        return none("chat model", "there is none: answers are quotes")
    with database_of(settings) as opened:
        opened_model(settings, opened)
    own = settings.chat.base_url or (_OLLAMA if name.startswith("ollama:") else "")
    if own and not _listens(own):
        told = f"nothing listens at {own}: start the server of {name}, or answers are quotes"
        return wrong("chat model", told)
    return ok("chat model", name)


def admins(settings: Settings) -> Finding:
    count = len(settings.workspace.admins)
    if not count:
        told = "[workspace] admins names nobody, so nobody can hand the bot a document in Slack"
        return none("admins", told)
    return ok("admins", f"{count} in [workspace] admins")


def bots(settings: Settings) -> Finding:
    """Whether more than one bot may run, and what that needs."""
    with database_of(settings) as opened:
        shared = opened.shared
    if not shared:
        return none("several bots", "SQLite is for one; for several, [store] database")
    if not settings.store.shared:
        told = "any number; documents are not taken in Slack before [store] shared is set"
        return none("several bots", told)
    place = settings.root / settings.store.shared
    if not place.is_dir():
        return wrong("several bots", f"{place} is not there: mount what [store] shared names")
    return ok("several bots", f"any number; what is handed over in Slack lies in {place}")


def _listens(address: str) -> bool:
    parts = urlsplit(address)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), 3):
            return True
    except (OSError, ValueError):
        return False
