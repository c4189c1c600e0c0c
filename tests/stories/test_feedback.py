from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from bot.rehearsal.cast import Cast, Channel, Person
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.sockets import Patience

QUESTION = "@throughline how many days of leave do I have?"


def texts(message):
    return json.dumps(message["blocks"], ensure_ascii=False)


@pytest.fixture
def desk(office):
    """Short ways to press, fill in and read."""
    return Desk(office)


class Desk:
    def __init__(self, office):
        self.office = office
        self.stage = office.rehearsal
        self.workspace = office.rehearsal.workspace

    def wait(self, ready):
        assert self.stage.wait_for(ready, 5), "nothing came of it"
        return ready()

    def answer(self, user="U0ANNA", channel="C0GENERAL", question=QUESTION):
        return self.office.ask(question, user, channel)[0]

    def press(self, user, message, action, value="", channel="C0GENERAL"):
        for block in message["blocks"]:
            for element in block.get("elements", []):
                if element.get("action_id") == action:
                    used = {"action_id": action, "block_id": block["block_id"]}
                    if element["type"] == "feedback_buttons":
                        used["value"] = element[f"{value}_button"]["value"]
                    elif value:
                        used["value"] = value
                    self.stage.click(user, channel, message["ts"], used)
                    return
        raise AssertionError(f"no {action} here")

    def modal(self, user):
        return self.wait(lambda: (self.workspace.modals.get(user) or [None])[-1])

    def fill(self, user, view=None, **fields):
        view = view or self.modal(user)
        values = {name: {"value": state} for name, state in fields.items()}
        self.stage.submit(user, view["id"], values)
        return view

    def closed(self, user):
        self.wait(lambda: not self.workspace.modals.get(user))

    def errors(self, user):
        found = []

        def watch(change):
            if change.get("kind") == "errors" and change["user"] == user:
                found.append(change["errors"])

        return found, watch

    def direct(self, user, count=1):
        def there():
            said = [one for one in self.stage.messages(f"D{user}") if one.get("bot_id")]
            return said if len(said) >= count else None

        return self.wait(there)

    def aside(self, user, channel="C0GENERAL"):
        def there():
            said = self.stage.messages(channel)
            return [one for one in said if one.get("ephemeral_to") == user]

        return self.wait(there)


def picked(value):
    return {"selected_option": {"text": {"type": "plain_text", "text": "x"}, "value": value}}


def test_who_was_helped_is_thanked_once_and_quietly(desk):
    answer = desk.answer()

    desk.press("U0BEN", answer, "answer_feedback", "positive")
    thanks = desk.aside("U0BEN")
    desk.press("U0BEN", answer, "answer_feedback", "positive")
    desk.office.settled()

    assert [one["text"] for one in thanks] == ["Thank you, that helps me to know."]
    assert len(desk.aside("U0BEN")) == 1


def test_what_is_not_right_goes_to_the_owner_and_comes_back(desk):
    answer = desk.answer()

    desk.press("U0ANNA", answer, "answer_feedback", "negative")
    desk.fill("U0ANNA", reason=picked("outdated"), words={"value": "It is *28* <!channel> days."})
    notice = desk.direct("U0OWNER")[0]
    confirmed = desk.aside("U0ANNA")[0]

    assert "I have passed it to Olga." in confirmed["text"]
    shown = texts(notice)
    assert "*Anna* says that an answer of mine is not right: *it is out of date*." in shown
    assert "25 days of paid leave" in shown
    assert "https://wiki.example/handbook/annual-leave.md" in shown
    assert "<!channel>" not in shown
    assert "28" in shown
