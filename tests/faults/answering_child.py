"""A bot to be killed: it answers in a rehearsal of its parent, and kills itself at a named point.

`answering_child.py STORE API_URL BOT_TOKEN APP_TOKEN POINT WHEN`: POINT is a name of `POINTS`, or
"none"; WHEN is "before" or "after" what happens there. It prints "ready" when it listens.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from bot.delivery.outbox import posting
from bot.delivery.pace import Pace
from bot.delivery.socket_mode.connection import Session
from bot.delivery.socket_mode.socket_mode import listening
from bot.running.app import Bot
from knowledge.models import Mode
from knowledge.store.database.database import Database
from knowledge.store.messages import deliveries, departures
from knowledge.store.questions import journal

STORIES = Path(__file__).parents[1] / "stories" / "conftest.py"
POSTED = ("post", "stop", "update")

POINTS = {
    "insert": [(deliveries.Inbox, "keep")],
    "ack": [(Session, "send_message")],
    "claim": [(deliveries.Inbox, "claim")],
    "journal": [(journal.Journal, "record")],
    "put": [(departures.Outgoing, "put_claimed")],
    "outbox claim": [(departures.Outgoing, "claim")],
    "start": [(posting.Poster, "start")],
    "append": [(posting.Poster, "append")],
    "post": [(posting.Poster, name) for name in POSTED],
    "mark": [(departures.Outgoing, "settle")],
    "finish": [(deliveries.Inbox, "finish")],
}


def main(store, api_url, bot_token, app_token, point, when):
    stories = loaded(STORIES)
    slack = SimpleNamespace(bot_token=bot_token, app_token=app_token, api_url=api_url)
    database = Database.open(store)
    fakes = stories.load_fake("answering")
    office = stories.Office(slack, database, fakes)
    answers = writing(fakes.ScriptedAnswers, lambda: None)()
    if point == "answer":
        answers = writing(fakes.ScriptedAnswers, kill)()
    services = replace(office.services, answers=answers, writes=True)
    bot = Bot(services, office._client(), Pace(services.clock, settle=0.3, gap=0.05))
    for owner, name in POINTS.get(point, ()):
        arm(owner, name, when)
    bot.start(workers=3)
    with listening(bot.app, app_token):
        print("ready", flush=True)
        threading.Event().wait()


def kill():
    os.kill(os.getpid(), signal.SIGKILL)


def arm(owner, name, when):
    """Kills this process at the first call that does something."""
    real = getattr(owner, name)

    def deadly(*args, **kwargs):
        if when == "before" and name != "claim":
            kill()
        result = real(*args, **kwargs)
        if name != "claim" or result is not None:
            kill()
        return result

    setattr(owner, name, deadly)


def writing(scripted, begun):
    """Answers that are written in two pieces, or quoted where the question says so."""

    class Writing(scripted):
        def reply(self, question, reader, history=(), on_text=None):
            begun()
            answer = super().reply(question, reader, history)
            if "quote" in question or on_text is None:
                return answer
            pieces = [answer.text, " " + "It is the same for everybody. [1] " * 24]
            for piece in pieces:
                on_text(piece)
            return replace(answer, text="".join(pieces), mode=Mode.WRITTEN)

    return Writing


def loaded(file):
    spec = importlib.util.spec_from_file_location("stories_office", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(*sys.argv[1:])
