"""One command's way to the bot core: its own, or the one that owns the store already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from bot.cli.terminal.screen import Screen
from knowledge.errors import StoreBusy

if TYPE_CHECKING:
    from bot.commands.handover import Progress
    from bot.settings.settings import Settings
    from bot.wiring.throughline import Throughline
    from knowledge.store.database.database import Database
    from knowledge.store.database.ownership import Ownership


def _or_before(
    context: typer.Context, parameter: typer.CallbackParam, value: Path | None
) -> Path | None:
    """The option's value here, else the one before the command: `throughline --config F ask`."""
    before: Path | None = context.find_root().params.get(parameter.name or "")
    return value or before


ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The configuration; throughline.toml here.",
        callback=_or_before,
    ),
]
StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FOLDER",
        help="Data elsewhere than the configuration says.",
        callback=_or_before,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object, for machines.")]


class Session:
    """Does commands with a core of its own; beside a running owner, hands them over.

    Args:
        serves: while it owns the store, do what other terminals ask; for commands that take long.
    """

    def __init__(
        self, config: Path | None, store: Path | None, screen: Screen, *, serves: bool = False
    ) -> None:
        from bot.settings.settings import load

        self.settings: Settings = load(config, store)
        self.screen = screen
        self._serves = serves
        self._own: Throughline | None = None
        self._beside: tuple[Database, Ownership] | None = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    @property
    def owns(self) -> bool:
        """Whether this process owns the store."""
        return self._own is not None

    @property
    def throughline(self) -> Throughline:
        """The core of this process.

        Raises:
            StoreBusy: another process owns the store.
        """
        if self._own is None:
            self._ownership().acquire()
            raise StoreBusy(f"{self.settings.folder} was in use by another Throughline; try again.")
        return self._own

    def do(
        self, command: str, arguments: Mapping[str, Any], progress: Progress | None = None
    ) -> dict[str, Any]:
        """What comes of a command, as a JSON object.

        Raises:
            ThroughlineError: with the sentence for whoever typed it.
        """
        from bot.commands.commands import do
        from bot.commands.handover import Beside, Gone

        told = progress or (lambda _done, _total, _what: None)
        while self._beside is not None:
            database, ownership = self._beside
            try:
                return Beside(database, ownership).do(command, arguments, told)
            except Gone:
                self._close()
                self._open()
        return dict(do(self.throughline, command, arguments, told))

    def _open(self) -> None:
        ownership = self._ownership()
        try:
            ownership.acquire()
        except StoreBusy:
            from knowledge.store.database.database import Database

            where = self.settings.store.database or self.settings.folder
            self._beside = (Database.open(where), ownership)
            return
        from bot.wiring.wiring import open_throughline

        self._own = open_throughline(self.settings, ownership, self.screen)
        if self._serves:
            from bot.commands.commands import serve

            serve(self._own)

    def _close(self) -> None:
        if self._own is not None:
            self._own.close()
        if self._beside is not None:
            self._beside[0].close()
        self._own = self._beside = None

    def _ownership(self) -> Ownership:
        from knowledge.store.database.ownership import Ownership

        return Ownership(self.settings.folder)
