"""A small company with owners, and hands that press its buttons and fill in its forms."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.rehearsal.workspace.cast import Cast, Channel, Person
from knowledge.answers.quoting.quoting import Quoting
from knowledge.answers.service import Answers
from knowledge.answers.vouched.owners_said import OwnersSaid
from knowledge.answers.vouched.verified import VerifiedAnswers
from knowledge.answers.vouched.vouching import Vouching
from knowledge.audience import AudienceMembers, AudienceRules
from knowledge.lingo.glossary import Glossary
from knowledge.models import Chunk, Document
from knowledge.search.finding.retriever import Retriever
from knowledge.search.indexes.following import Follower
from knowledge.search.reembedding import embed_into
from knowledge.store.documents.documents import Documents, chunk_id
from knowledge.store.documents.embeddings import Embeddings, key
from knowledge.store.lingo.senses import Senses

CAST = Cast(
    people=[
        Person("U0ANNA", "Anna", "Customer service"),
        Person("U0BEN", "Ben", "Finance"),
        Person("U0OWNER", "Olga", "People team"),
        Person("U0MIRA", "Mira", "Rota"),
        Person("U0NOAH", "Noah", "Rota"),
        Person("U0ADMIN", "Ada", "Systems"),
        Person("U0GUEST", "Gus", "Agency", guest=True),
    ],
    channels=[
        Channel("C0GENERAL", "general"),
        Channel("C0GUESTS", "with-agency", members=("U0ANNA", "U0GUEST")),
    ],
    groups=(("S0ROTA", ("U0MIRA", "U0NOAH", "U0LEFT")),),
)

PAGES = (
    ("leave.md", "Annual leave", "everyone", "U0OWNER", "Everybody has 25 days of paid leave."),
    ("budget.md", "Board budget", "board", "U0OWNER", "The board budget is 400 pounds a year."),
    ("plans.md", "Board plans", "board", "U0LEFT", "The board plans a depot in Leeds."),
    ("rota.md", "Rota", "everyone", "S0ROTA", "The rota is made on every Friday."),
    ("vans.md", "Washing vans", "everyone", "U0LEFT", "Vans are washed on Mondays."),
    ("canteen.md", "Canteen", "agency", "U0OWNER", "The canteen opens at eight."),
)
RULES = AudienceRules({
    "board": AudienceMembers(users=("U0OWNER", "U0BEN")),
    "agency": AudienceMembers(users=("U0OWNER", "U0ANNA"), guests=("U0GUEST",)),
})  # fmt: skip


class Library:
    """The company's pages in a store, answered from by words."""

    def __init__(self, database, embedder, indexes):
        self.documents = Documents(database)
        self.vectors, self.keywords = indexes.MemoryVectors(), indexes.MemoryKeywords()
        self.follower = Follower(self.documents, self.vectors, self.keywords)
        self.vouching = Vouching(database, embedder, self.follower.follow)
        self.owners_said = OwnersSaid(database, embedder, self.follower.follow)
        self.today = datetime.now(UTC).date()
        self.answers = Answers(
            Retriever(embedder, self.vectors, self.keywords, self.documents),
            Glossary(Senses(database), self.documents.sequence),
            Quoting(embedder, self.keywords.rarity),
            verified=VerifiedAnswers(embedder, lambda: self.today),
        )
        for page in PAGES:
            self._put(Embeddings(database), embedder, *page)
        self.follower.follow()

    def _put(self, embeddings, embedder, path, title, audience, owner, text):
        embedded = f"{title}\n{text}"
        name = chunk_id(audience, path, embedded, 0)
        chunk = Chunk(name, path, audience, "", text, embedded, 0)
        place = key(embedder.fingerprint, embedded)
        embed_into(embeddings, embedder, {place: embedded})
        self.documents.stage([chunk], {name: place})
        link = f"https://wiki.example/{path}"
        updated = date(2026, 9, 1)
        document = Document(
            path, "wiki", title, audience, "d", owner=owner, link=link, updated=updated
        )
        self.documents.publish(document, [chunk], (), datetime.now(UTC))


def opened(office, library):
    """The office with these pages, an admin, and a bot that listens."""
    office.services = replace(
        office.services,
        answers=library.answers,
        audiences=RULES,
        vouching=library.vouching,
        owners_said=library.owners_said,
        groups=("S0ROTA",),
        admins=("U0ADMIN",),
        source_owner=lambda path: "U0OWNER" if path == "vans.md" else "",
    )
    office.bot = office.open()
    return Hands(office)


class Hands:
    """Presses, fills in, and reads what came of it."""

    def __init__(self, office):
        self.office = office
        self.services = office.services
        self.stage = office.rehearsal
        self.workspace = office.rehearsal.workspace
        self.wrong = []
        self.workspace.modals.clear()
        self.workspace.watchers.append(self._watch)

    def leave(self):
        self.workspace.watchers.remove(self._watch)

    def ask(self, question, user="U0ANNA", channel="C0GENERAL"):
        mention = "@throughline " if channel else ""
        return self.office.ask(f"{mention}{question}", user, channel)[0]

    def press(self, user, message, action, side="", *, channel="C0GENERAL", **used):
        for block in message["blocks"]:
            for element in block.get("elements", []):
                if element.get("action_id") == action:
                    clicked = {"action_id": action, "block_id": block["block_id"]}
                    if side:
                        clicked["value"] = element[f"{side}_button"]["value"]
                    clicked |= used
                    self.stage.click(user, channel, message["ts"], clicked)
                    return
        raise AssertionError(f"{action} is none of {actions(message)}")

    def press_direct(self, user, message, action, **used):
        self.press(user, message, action, channel=f"D{user}", **used)

    def form(self, user):
        return self.wait(lambda: (self.workspace.modals.get(user) or [None])[-1])

    def send(self, user, view=None, **fields):
        """Fills a form in and sends it off; gives the form."""
        view = view or self.form(user)
        values = {name: {"value": state(told)} for name, told in fields.items()}
        self.stage.submit(user, view["id"], values)
        return view

    def sent(self, user, view=None, **fields):
        """The same, and waits until the form is taken and dealt with."""
        view = self.send(user, view, **fields)
        self.wait(lambda: not self.workspace.modals.get(user))
        assert self.office.settled()
        return view

    def errors(self):
        return self.wait(lambda: self.wrong)[-1]

    def close(self, user):
        self.workspace.modals.pop(user, None)

    def direct(self, user):
        """Everything that the bot wrote in somebody's direct messages."""
        return [one for one in self.stage.messages(f"D{user}") if one.get("bot_id")]

    def wait_direct(self, user, count=1):
        self.wait(lambda: len(self.direct(user)) >= count)
        return self.direct(user)

    def asides(self, user, channel="C0GENERAL"):
        return [one for one in self.stage.messages(channel) if one.get("ephemeral_to") == user]

    def wait(self, ready):
        assert self.stage.wait_for(ready, 20), "nothing came of it"
        return ready()

    def settled(self):
        assert self.office.settled()

    def _watch(self, change):
        if change.get("kind") == "errors":
            self.wrong.append(change["errors"])


def state(told):
    """What a field holds, as Slack has it: a text, a (pick,), True for a ticked box, a date."""
    if told is True:
        return {"selected_options": [{"text": _text("x"), "value": "yes"}]}
    if isinstance(told, tuple):
        return {"selected_option": {"text": _text("x"), "value": told[0]}}
    if isinstance(told, date):
        return {"selected_date": told.isoformat()}
    if isinstance(told, str) and told.startswith("U0"):
        return {"selected_user": told}
    return {"value": told}


def shown(message):
    """Every block of a message as one text."""
    return json.dumps(message["blocks"], ensure_ascii=False)


def actions(message):
    return [
        element["action_id"]
        for block in message["blocks"]
        for element in block.get("elements", [])
        if "action_id" in element
    ]


def _text(words):
    return {"type": "plain_text", "text": words}
