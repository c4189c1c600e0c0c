"""Everything about planning digests, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.delivery.outbox.outbox import Outbox
from bot.delivery.signs.soon import Soon
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.planning.digests import Digests, without_numbers
from bot.listeners.planning.planning import Planning
from bot.listeners.planning.previews import Previews
from bot.listeners.planning.saving import Saving


@dataclass(frozen=True)
class PlansDigests:
    """Registers all of it, or a sentence where there are no numbers.

    Attributes:
        changed: is told who (workspace and person) has changed something.
    """

    client: WebClient
    desk: Desk
    directory: Directory
    outbox: Outbox
    soon: Soon
    changed: Callable[[str, str], None]

    def register(self, app: App) -> None:
        """Listens for the command, the forms and their buttons."""
        planner = self.desk.services.planner
        if planner is None:
            without_numbers(app)
            return
        desk, directory, client, soon = self.desk, self.directory, self.client, self.soon
        previews = Previews(desk, directory, planner, client, self.outbox)
        previews.register()
        Saving(desk, planner, self.outbox).register()
        planning = Planning(desk, directory, planner, client, soon, previews)
        planning.register(app)
        Digests(desk, directory, planner, client, soon, planning, previews, self.changed).register(
            app
        )
