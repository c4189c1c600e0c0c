"""How long people in Slack wait: ten at once, each in their own messages, in a rehearsal."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.texts import questions
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Person
from bot.rehearsing.opening import FILE_NAME, of_settings, read

if TYPE_CHECKING:
    from benchmarks.bench import Bench

_AT_ONCE = 10
_ROUNDS = 20
_WARM = 2  # rounds before the clock counts: who somebody is, is asked once in a few minutes
_PAUSE = 1.1  # seconds between two rounds: Slack takes one message a second in a conversation

Place = tuple[str, str]


def slack(bench: Bench) -> list[str]:
    """From the delivery of a question to the first sign, and to the whole answer."""
    rehearsal = Rehearsal(_cast(bench))
    rehearsal.start()
    ours = bench.ours()
    try:
        ours.call("ingest")
        ours.call("serve", rehearsal.bot_token, rehearsal.app_token, rehearsal.api_url)
        asked = [str(one["question"]) for one in questions(bench.asked)]
        signs, answers = _measured(rehearsal, asked)
        ours.call("rest")
    finally:
        ours.close()
        rehearsal.stop()
    rows = [("first sign", signs), ("whole answer posted", answers)]
    return [
        f"### Waiting in Slack ({_AT_ONCE} people at once, {len(answers)} quoted answers)\n",
        "| ms from the question's delivery | p50 | p95 | most |",
        "|---|---|---|---|",
        *(
            f"| {name} | {_of(times, 50):.0f} | {_of(times, 95):.0f} | {max(times):.0f} |"
            for name, times in rows
        ),
    ]


def _cast(bench: Bench) -> Cast:
    """Everybody whom the documents name, and those who ask; they are in every group."""
    people = [Person(f"U0P{number:02}", f"Person {number}") for number in range(_AT_ONCE)]
    file = bench.documents / FILE_NAME
    known = read(file).cast if file.exists() else of_settings(bench.settings, ()).cast
    parts = (*bench.settings.audiences.values(), *bench.settings.departments.values())
    named = {group for part in parts for group in part.usergroups}
    everybody = tuple(one.id for one in people)
    groups = tuple((group, everybody) for group in sorted(named))
    return replace(known, people=[*known.people, *people], groups=groups)


class _Watch:
    """When each thread first showed a sign, and its answer; seconds."""

    def __init__(self) -> None:
        self.signs: dict[Place, float] = {}
        self.answers: dict[Place, float] = {}
        self.news = threading.Condition()

    def __call__(self, change: dict[str, Any]) -> None:
        now = time.time()
        message = change.get("message", {})
        with self.news:
            if change["kind"] == "status" and change["text"]:
                self.signs.setdefault((change["channel"], change["thread"]), now)
            elif change["kind"] == "message" and message.get("bot_id"):
                place = (change["channel"], str(message.get("thread_ts")))
                self.signs.setdefault(place, now)
                self.answers.setdefault(place, now)
            self.news.notify_all()

    def answered(self, said: list[Place]) -> bool:
        return all(one in self.answers for one in said)


def _measured(rehearsal: Rehearsal, asked: list[str]) -> tuple[list[float], list[float]]:
    watch = _Watch()
    rehearsal.workspace.watchers.append(watch)
    signs, answers = [], []
    for turn in range(_WARM + _ROUNDS):
        said = [
            (
                f"DU0P{person:02}",
                rehearsal.say(f"U0P{person:02}", "", _question(asked, turn, person)),
            )
            for person in range(_AT_ONCE)
        ]
        with watch.news:
            if not watch.news.wait_for(partial(watch.answered, said), 60):
                raise SystemExit("a question was not answered within a minute")
        if turn >= _WARM:
            signs += [(watch.signs[one] - float(one[1])) * 1000 for one in said]
            answers += [(watch.answers[one] - float(one[1])) * 1000 for one in said]
        time.sleep(_PAUSE)
    return signs, answers


def _question(asked: list[str], turn: int, person: int) -> str:
    return asked[(turn * _AT_ONCE + person) % len(asked)]


def _of(times: list[float], percent: int) -> float:
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]
