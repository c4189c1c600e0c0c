"""A whole bot of several: it answers and posts digests in a rehearsal of its parent.

`many_bots_child.py SCENE APP_TOKEN`: SCENE is a file as `child.py` has it. It prints "ready" when it
listens.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

from bot.delivery.pace import Pace
from bot.delivery.socket_mode.socket_mode import listening
from bot.running.app import Bot
from bot.schedule.sending.sender import DigestSender
from bot.schedule.ticker import Ticker
from knowledge.store.database.database import Database
from knowledge.store.digests.calendar import Calendar

TESTS = Path(__file__).parents[2]


def loaded(name, file):
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main(file, app_token):
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is late is no fault
    digests = loaded("digests_child", TESTS / "faults" / "digests" / "child.py")
    answering = loaded("answering_child", TESTS / "faults" / "answering_child.py")
    stories = loaded("stories_office", TESTS / "stories" / "conftest.py")
    scene = digests.Scene(**json.loads(Path(file).read_text()))
    slack = SimpleNamespace(bot_token=scene.token, app_token=app_token, api_url=scene.api_url)
    database = Database.open(scene.location())
    fakes = stories.load_fake("answering")
    office = stories.Office(slack, database, fakes)
    answers = answering.writing(fakes.ScriptedAnswers, lambda: None)()
    services = replace(office.services, answers=answers, writes=True)
    lease = timedelta(seconds=scene.lease)
    pace = Pace(services.clock, settle=scene.settle, gap=scene.gap, lease=lease)
    bot = Bot(services, office._client(), pace)
    sender = DigestSender(
        scene.book(),
        digests.build(scene),
        digests.Numbers(scene),
        Calendar(database),
        bot.outbox,
        digests.always,
        digests.asking(scene, bot.outbox),
        lease=lease,
    )
    bot.start(workers=4)
    Ticker(sender.tick, services.clock, scene.tick).start()
    with listening(bot.app, app_token):
        print("ready", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
