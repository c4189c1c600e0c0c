"""SIGTERM while people ask: gone within seconds, and every question is answered once in the end."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.rehearsal.delivering.attempt import Patience
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Person

STOPS = 20
SECRET = "a-signing-secret-of-the-rehearsal"
ROOT = Path(__file__).resolve().parents[3]
PEOPLE = [Person(f"U0ASKS{number}", f"Person {number}") for number in range(60)]
CONFIGURATION = """
[[source]]
name = "pages"
kind = "documents"
path = "pages"
audience = "everyone"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("stopped")
    (made / "throughline.toml").write_text(CONFIGURATION)
    (made / "pages").mkdir()
    for number in range(5):
        text = f"# Depot {number}\n\nDepot {number} opens at {number + 5} in the morning.\n"
        (made / "pages" / f"depot-{number}.md").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ingest"],
        cwd=made,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return made


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("THROUGHLINE", "SLACK"))}  # noqa: TID251
    return kept | {"PYTHONPATH": str(ROOT)} | more


class Town:
    """A rehearsal that outlives bots, people who ask all the time, and what they were told."""

    def __init__(self, rehearsal, folder):
        self.rehearsal, self.folder = rehearsal, folder
        self.asked, self.replies, self.processes = [], {}, []
        self.port = free_port()
        rehearsal.workspace.watchers.append(self._see)

    def run(self, *, http):
        """A bot in a process of its own, once it is at work."""
        words = ["--http", "--port", str(self.port)] if http else []
        log = self.folder / f"run-{len(self.processes)}.log"
        with log.open("w") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", *words],
                cwd=self.folder,
                env=environment(
                    SLACK_BOT_TOKEN=self.rehearsal.bot_token,
                    SLACK_APP_TOKEN="" if http else self.rehearsal.app_token,
                    SLACK_SIGNING_SECRET=SECRET,
                    SLACK_API_URL=self.rehearsal.api_url,
                ),
                stdout=told,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(process)
        at_work = self.rehearsal.wait_for(
            lambda: "The bot is at work" in log.read_text() or process.poll() is not None, 60
        )
        assert at_work, log.read_text()
        assert process.poll() is None, log.read_text()
        url = f"http://127.0.0.1:{self.port}/slack/events"
        assert self.rehearsal.request_url(url, SECRET, lambda _: http) or not http
        return process

    def hears(self, *, http):
        if not http:
            return self.rehearsal.sockets.connected > 0
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def ask_until(self, stopped, a_second=15):
        for number in itertools.count(len(self.asked)):
            if stopped.wait(1 / a_second):
                return
            question = f"When does depot {number % 5} open?"
            self.asked.append(self.rehearsal.say(PEOPLE[number % len(PEOPLE)].id, "", question))

    def _see(self, change):
        message = change.get("message") or {}
        if message.get("bot_id") and message.get("thread_ts"):
            self.replies.setdefault(message["thread_ts"], set()).add(message["ts"])


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


@pytest.fixture
def town(folder):
    retries = (0.0, *[1.0] * 30)  # as patient as Slack is, in less time
    rehearsal = Rehearsal(Cast(PEOPLE, []), Patience(ack=3.0, retries=retries))
    rehearsal.start()
    made = Town(rehearsal, folder)
    yield made
    for process in made.processes:
        process.kill()
        process.wait()
    rehearsal.stop()


def test_told_to_stop_it_hears_no_more_ends_what_is_at_hand_and_loses_nothing(
    town, counted, percentile
):
    deaf, gone, left = [], [], []

    for number in range(counted(STOPS)):
        http = number % 2 == 1
        process = town.run(http=http)
        enough = threading.Event()
        asking = threading.Thread(target=town.ask_until, args=(enough,))
        asking.start()
        town.rehearsal.wait_for(lambda: False, 0.3 + 0.1 * (number % 5))

        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        while town.hears(http=http) and time.monotonic() - began < 30:
            time.sleep(0.01)
        deaf.append(time.monotonic() - began)
        code = process.wait(30)
        gone.append(time.monotonic() - began)

        enough.set()
        asking.join()
        left.append(len(town.asked) - len(town.replies))
        assert code == 0
    last = town.run(http=False)
    town.rehearsal.wait_for(lambda: len(town.replies) >= len(town.asked), 60)
    last.send_signal(signal.SIGTERM)

    print(
        f"\n{len(gone)} stops under load, {len(town.asked)} questions: accepts nothing after "
        f"{max(deaf):.2f} s, gone after {max(gone):.2f} s at most; {max(left)} left at most"
    )
    assert last.wait(30) == 0
    assert {ts: len(town.replies.get(ts, ())) for ts in town.asked} == dict.fromkeys(town.asked, 1)
    assert percentile(deaf, 90) < 1  # other programs use this machine too
    assert max(gone) < 25
