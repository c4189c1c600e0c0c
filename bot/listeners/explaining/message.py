"""The entry "Explain the lingo" in the menu of a message: our words in it, for one person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App

from bot.blocks.answers.explaining import explained
from bot.delivery.outbox.outbox import Outbox
from bot.listeners.asking.replying import Replying, post, post_aside
from bot.listeners.asking.threads import Threads
from bot.listeners.desk import Desk
from bot.listeners.incoming import readable
from knowledge.lingo.glossary import Mention
from knowledge.models import Reader
from knowledge.store.messages.deliveries import Arrival
from knowledge.store.questions.turns import Place

Json = Mapping[str, Any]

EXPLAIN = "explain_the_lingo"
"""The callback id of the entry."""

KIND = "lingo_explain"

_LATER = "9999999999.999999"  # nothing of the thread is later
_CODE = re.compile(r"(?<![\w&])[A-Z][A-Z0-9&]{1,7}(?![\w&])")
_LONGEST = 4_000


@dataclass(frozen=True)
class Explaining:
    """Explains the words of a message, and of its thread where the bot may read it."""

    desk: Desk
    replying: Replying
    outbox: Outbox
    threads: Threads

    def register(self, app: App) -> None:
        """Listens, and takes what was left from the desk."""
        app.message_shortcut(EXPLAIN)(self.ask)
        self.desk.on(KIND, self.explain)

    def ask(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps which message it is, then acknowledges."""
        said: Json = body["message"]
        channel, ts = str(body["channel"]["id"]), str(said.get("ts") or body["message_ts"])
        self.desk.leave(
            KIND,
            f"{channel}:{ts}:{body['action_ts']}",
            str(body["user"]["id"]),
            str(body["team"]["id"]),
            channel=channel,
            thread=str(said.get("thread_ts") or ""),
            ts=ts,
            text=readable(str(said.get("text") or ""), "")[:_LONGEST],
        )
        ack()

    def explain(self, arrival: Arrival) -> None:
        """Shows the words to who asked, and to nobody else.

        Raises:
            ThroughlineError: nothing was posted.
        """
        body = arrival.body
        user, channel, thread = (str(body[name]) for name in ("user", "channel", "thread"))
        place = Place(arrival.team, channel, thread or str(body["ts"]))
        heard = self.threads.before(place, _LATER) or ()
        texts = [str(body["text"]), *(one.text for one in heard)]
        told = explained(
            self._known(texts, self._reader(user, channel)), self._unknown(user, texts)
        )
        key = f"lingo:explain:{arrival.team}:{arrival.message}"
        if channel.startswith(("C", "G")):
            beside = "" if thread == str(body["ts"]) else thread  # whoever reads the channel
            post_aside(self.outbox, key, user, Place(arrival.team, channel, beside), told)
        else:
            post(self.outbox, key, (user, ""), told)

    def _reader(self, user: str, channel: str) -> Reader:
        """Who clicked; the department of the channel counts before their own."""
        reader = self.replying.alone(user)
        here = self.replying.services.audiences.for_channel(channel).domain
        return replace(reader, domain=here or reader.domain)

    def _known(self, texts: Iterable[str], reader: Reader) -> list[Mention]:
        """Known words by label, those of the message itself first."""
        found: dict[str, Mention] = {}
        for text in texts:
            for one in self.replying.services.glossary.mentioned(text, reader):
                found.setdefault(one.senses[0].label, one)
        return list(found.values())

    def _unknown(self, user: str, texts: Sequence[str]) -> list[str]:
        """Abbreviations that the message has and that this person's glossary has not."""
        reader, glossary = self.replying.alone(user), self.replying.services.glossary
        codes = dict.fromkeys(_CODE.findall(texts[0]))
        shouted = texts[0].isupper()
        return [one for one in codes if not shouted and not glossary.lookup(one, reader).found]
