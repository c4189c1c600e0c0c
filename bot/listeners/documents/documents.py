"""A document that an admin drops on the bot: for whom it is, then read, then answered from."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.blocks import documents as blocks
from bot.blocks.documents import CHOOSE, WITHDRAW, File
from bot.blocks.parts.message import Message
from bot.delivery.files import fetch
from bot.delivery.outbox.outbox import Outbox
from bot.listeners.asking.keeping import Keeping
from bot.listeners.desk import Desk
from bot.listeners.directory import Directory
from bot.listeners.documents.dropped import Click, Dropped, click_of, dropped_in
from bot.listeners.incoming import is_from_elsewhere
from bot.listeners.needs.services import TakesDocuments
from knowledge.errors import DocumentError, InputError
from knowledge.models import EVERYONE
from knowledge.store.messages.deliveries import Arrival

DROPPED, CHOSEN, WITHDRAWN = "document", "audience", "withdrawal"

LONG = (CHOSEN, WITHDRAWN)
"""Kinds that may wait for a whole ingest which runs already."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Documents:
    """Asks for whom a document is, and reads it for them.

    Attributes:
        shelf: reads them.
        largest: in bytes.
        keeping: hears what is written beside a file.
    """

    desk: Desk
    directory: Directory
    outbox: Outbox
    client: WebClient
    shelf: TakesDocuments
    keeping: Keeping

    def register(self, app: App) -> None:
        """Listens for shared files, before whoever listens for every message, and for choices."""
        app.event({"type": "message", "subtype": "file_share"})(self.hear)
        app.action(re.compile(rf"{CHOOSE}:\d+"))(self.choose)
        self.desk.on(DROPPED, self.ask)
        self.desk.on(CHOSEN, self.read)
        app.action(WITHDRAW)(self.withdraw)
        self.desk.on(WITHDRAWN, self.remove)

    def hear(self, body: dict[str, Any], context: BoltContext) -> None:
        """Keeps files of direct messages; what was written beside them is heard as ever.

        Raises:
            StoreError: it could not be kept, so it is not acknowledged, and comes again.
        """
        dropped = dropped_in(body, context.bot_user_id or "")
        if dropped is None or not dropped.files:
            self.keeping.hear(body, context)
            return
        if is_from_elsewhere(body):
            log.info("event %s comes from another organisation: not read", body["event_id"])
            return
        self._leave(DROPPED, dropped, "", files=[asdict(one) for one in dropped.files])
        if dropped.said:
            self.keeping.hear(body, context)

    def choose(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps a choice, then acknowledges the click. The first one for a file counts."""
        click = click_of(body)
        try:
            file, audience = blocks.chosen_in(click.value)
        except ValueError:
            log.warning("a button of a document has another value than its own")
        else:
            self._leave(CHOSEN, click, file.id, file=asdict(file), audience=audience)
        ack()

    def withdraw(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps that a document is to go, then acknowledges the click."""
        click = click_of(body)
        try:
            name, audience = blocks.withdrawn_in(click.value)
        except ValueError:
            log.warning("a button of a document has another value than its own")
        else:
            self._leave(WITHDRAWN, click, "", name=name, audience=audience)
        ack()

    def ask(self, arrival: Arrival) -> None:
        """Asks for whom each file is; of people who may not hand any over, tells who may."""
        body = arrival.body
        if not self._admin(body):
            self._post(body, "", blocks.only_admins(self._admins()))
            return
        audiences = [EVERYONE, *sorted(self.desk.services.audiences.names - {EVERYONE})]
        for told in body["files"]:
            file = File(**told)
            problem = self._problem(file)
            said = blocks.sentence(problem) if problem else blocks.chooser(file, audiences)
            self._post(body, file.id, said)

    def read(self, arrival: Arrival) -> None:
        """Fetches a file, has it read, and says what came of it. Twice is once."""
        body = arrival.body
        if not self._admin(body):
            self._post(body, "", blocks.only_admins(self._admins()))
            return
        file, audience = File(**body["file"]), str(body["audience"])
        self._show(body, blocks.reading(file, audience))
        try:
            content = fetch(self.client, file.name, file.address, file.size)
            taken = self.shelf.take(file.name, audience, content)
        except (DocumentError, InputError) as error:
            self._show(body, blocks.left_alone(file))
            self._post(body, file.id, blocks.sentence(str(error)))
            return
        except Exception:  # whoever dropped it reads an apology; here nothing may seem to go on
            self._show(body, blocks.left_alone(file))
            raise
        self._show(body, blocks.done(file, audience))
        reads = self._reads(str(body["user"]), audience)
        self._post(body, file.id, blocks.taken(taken, audience, reads=reads))

    def remove(self, arrival: Arrival) -> None:
        """Takes a document away that was read, for a wrong choice; twice is once."""
        body = arrival.body
        if not self._admin(body):
            self._post(body, "", blocks.only_admins(self._admins()))
            return
        name = str(body["name"])
        self.shelf.remove(name, str(body["audience"]))
        self._show(body, blocks.withdrawn(name))

    def _leave(self, kind: str, at: Dropped | Click, what: str, **more: Any) -> None:
        place = {"channel": at.channel, "thread": at.thread, "ts": at.ts}
        event = f"{at.channel}:{at.ts}:{what}"
        self.desk.leave(kind, event, at.user, at.team, **place, **more)

    def _problem(self, file: File) -> str:
        largest = self.shelf.largest
        if file.size > largest:
            return (
                f"{file.name} is too large: it has {file.size / 1e6:.0f} MB, and "
                f"{largest / 1e6:.0f} MB is the most that I take; split it."
            )
        if not blocks.value_of(file, max(self.desk.services.audiences.names, key=len)):
            return f"The name of {file.name[:60]}... is too long: shorten it, and drop it again."
        return ""

    def _admin(self, body: Mapping[str, Any]) -> bool:
        return body["user"] in self.desk.services.admins

    def _admins(self) -> list[str]:
        names = (self.directory.name(one) for one in list(self.desk.services.admins)[:3])
        return [name for name in names if name]

    def _reads(self, user: str, audience: str) -> bool:
        person = self.directory.person(user)
        reader = self.desk.services.audiences.for_user(
            user, guest=person.guest, usergroups=person.usergroups
        )
        return audience in reader.audiences

    def _post(self, body: Mapping[str, Any], file: str, said: Message) -> None:
        key = f"{body['kind']}:{body['channel']}:{body['ts']}:{file}"
        self.outbox.post_once(key, body["channel"], body["thread"], said.text, said.blocks)

    def _show(self, body: Mapping[str, Any], said: Message) -> None:
        """In the place of the buttons; without it the buttons stay, and do nothing any more."""
        try:
            self.client.chat_update(
                channel=body["channel"], ts=body["ts"], text=said.text, blocks=list(said.blocks)
            )
        except (SlackClientError, OSError) as error:
            log.warning("the buttons of a document stay: %s", type(error).__name__)
