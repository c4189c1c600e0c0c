"""An admin approves terms that were found, or merges them into known ones, with forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks.meanings import actions
from bot.blocks.meanings.forms import approve_form, merge_form
from bot.blocks.parts.forms import OPTIONS, note
from bot.listeners import views
from bot.listeners.clicks import Filled, clicked, filled
from bot.listeners.desk import Desk
from bot.listeners.meanings.lists import Lists, is_open
from bot.listeners.meanings.review import NOT_YOURS, OVER, TermReview, place_of
from knowledge.answers.vouched.vouching import clean
from knowledge.lingo.deciding.deciding import Approved
from knowledge.models import EVERYONE
from knowledge.store.lingo.candidates import KeptCandidate
from knowledge.store.lingo.records import Candidate
from knowledge.store.messages.deliveries import Arrival

APPROVING, MERGING = "lingo approve term", "lingo merge term"


@dataclass(frozen=True)
class FoundTerms:
    """Forms about candidates, and what comes of them."""

    desk: Desk
    lists: Lists
    review: TermReview
    client: WebClient

    def register(self, app: App) -> None:
        """Listens for the buttons and the forms."""
        for action in (actions.APPROVE, actions.MERGE):
            app.action(action)(self.open)
        app.view(actions.APPROVE)(self.submit)
        app.view(actions.MERGE)(self.chosen)
        self.desk.on(APPROVING, self.approve)
        self.desk.on(MERGING, self.merge)

    def open(self, body: dict[str, Any], ack: Ack) -> None:
        """Shows a form above the list."""
        ack()
        click = clicked(body)
        kept = self.lists.candidate(click.user, click.value)
        if kept is None or not is_open(kept):
            form = note("Not possible", OVER if kept else NOT_YOURS)
        else:
            about = {"candidate": click.value, **place_of(body)}
            one = kept.candidate
            if click.action == actions.APPROVE:
                owner = self._owner(one)
                form = approve_form(one, owner, self._audiences(click.user, one), about)
            else:
                near = self.lists.asked.terms.deciding.near(one, OPTIONS)
                form = merge_form(one, near, about)
        views.show(self.client.views_push, trigger_id=click.trigger, view=form)

    def submit(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps how a term is worded, then closes the form."""
        form = filled(body)
        kept = self.lists.candidate(form.user, str(form.about.get("candidate")))
        wrong = self._wrong(form, kept)
        if wrong:
            ack(response_action="errors", errors=wrong)
            return
        names = ("label", "stands_for", "definition", "domain")
        said = {name: clean(form.words(name)) for name in names}
        said |= {name: form.words(name) for name in ("owner", "audience")}
        self.desk.leave(APPROVING, form.view, form.user, form.team, said=said, **dict(form.about))
        ack()

    def approve(self, arrival: Arrival) -> None:
        """Publishes it, and shows the list without it."""
        body, now = arrival.body, self.desk.services.clock()
        user, key = str(body["user"]), str(body["candidate"])
        kept = self.lists.candidate(user, key)
        if kept is None or body["said"]["audience"] not in self._audiences(user, kept.candidate):
            return
        said = Approved(**body["said"])
        done = self.lists.asked.terms.deciding.approve(key, said, (user, now))
        told = "published. /lingo shows it." if done else OVER
        self.review.again(arrival, actions.CANDIDATES, f"{said.label}: {told}")

    def chosen(self, body: dict[str, Any], ack: Ack) -> None:
        """Keeps which term it is another name of, then closes the form."""
        form = filled(body)
        if not form.words("term"):  # there was none to choose
            ack()
            return
        key = str(form.about.get("candidate"))
        if not is_open(self.lists.candidate(form.user, key)):
            ack(response_action="errors", errors={"term": OVER})
            return
        told = {**form.about, "term": form.words("term")}
        self.desk.leave(MERGING, form.view, form.user, form.team, **told)
        ack()

    def merge(self, arrival: Arrival) -> None:
        """Makes it another name, and shows the list without it."""
        body, now = arrival.body, self.desk.services.clock()
        user, key = str(body["user"]), str(body["candidate"])
        kept = self.lists.candidate(user, key)
        if kept is None:
            return
        term = str(body["term"])
        done = self.lists.asked.terms.deciding.merge(key, term, (user, now))
        told = "merged. /lingo finds it." if done else OVER
        self.review.again(arrival, actions.CANDIDATES, f"{kept.candidate.label}: {told}")

    def _wrong(self, form: Filled, kept: KeptCandidate | None) -> dict[str, str]:
        if kept is None or not is_open(kept):
            return {"label": OVER if kept else NOT_YOURS}
        missing = [name for name in ("label", "definition") if not clean(form.words(name))]
        if missing:
            return {missing[0]: "Write this first."}
        allowed = form.words("audience") in self._audiences(form.user, kept.candidate)
        return {} if allowed else {"audience": "Choose who may read it."}

    def _audiences(self, user: str, one: Candidate) -> list[str]:
        """A term of a closed audience stays there."""
        if one.audience != EVERYONE:
            return [one.audience]
        return [EVERYONE, *sorted(set(self.lists.audiences(user)) - {EVERYONE})]

    def _owner(self, one: Candidate) -> str:
        pages = self.lists.asked.terms.pages.of([each.document for each in one.evidence])
        return next((page.owner for page in pages.values() if page.owner), "")
