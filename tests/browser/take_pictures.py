"""Takes the pictures of docs/pictures anew: `python tests/browser/take_pictures.py`.

The example company in its rehearsal, in the system's Chromium; those of a digest's story are taken
by its test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from bot.cli.terminal.screen import Screen  # noqa: E402
from bot.commands.commands import do  # noqa: E402
from bot.rehearsing.opening import FILE_NAME, read  # noqa: E402
from bot.rehearsing.staging import staged  # noqa: E402
from bot.settings.settings import load  # noqa: E402
from bot.wiring.wiring import open_throughline  # noqa: E402
from knowledge.store.database.ownership import Ownership  # noqa: E402

COMPANY = PROJECT / "examples" / "tindlemoor"
PICTURES = PROJECT / "docs" / "pictures"
LARGEST = 200_000  # bytes of a picture
ASKER, ADMIN, CHANNEL = "U0DEPOT1", "U0ADMIN", "C0ASK"
AGENT, SERVICE = "U0AGENT1", "C0SERVICE"
COUNT = "@Throughline How many complaints did we receive last week?"
NOTE = b"""# Winter tyres

## When the tyres go on

Winter tyres go on in October, in the week in which the first night frost is forecast for Carlisle.
The workshop tells each crew the evening before which van it changes and lends them another one, so
that no household waits for longer than the two hours that were promised to it.

## Who pays for a damaged tyre

The depot pays for a tyre that is damaged on a tour. The crew writes the place and the hour down, and
the depot manager decides within a day whether the contractor of the road is asked to pay.
"""


class Photographer:
    """Looks at the rehearsal as somebody and keeps what it sees."""

    def __init__(self, rehearsal, browser):
        self.rehearsal, self.browser = rehearsal, browser

    def wait(self, channel, ts, count):
        """What the bot said in a thread, once that is so many messages."""

        def said():
            replies = self.rehearsal.replies(channel, ts)
            return [one for one in replies if one.get("bot_id")]

        assert self.rehearsal.wait_for(lambda: len(said()) >= count, 60), "no answer in time"
        return said()

    def tour(self, name, steps, **look):
        """Takes the tour up to the step after which the picture is taken."""
        context = self.browser.new_context(locale="en-GB", **look)
        page = context.new_page()
        page.goto(self.rehearsal.url)
        page.wait_for_selector("body:not(.opening)")
        for step in range(steps):
            if step:
                page.locator("#story .body .primary").click()  # the next one
            page.locator("#story .body .primary").click()
            page.locator("#story .look").wait_for()
            page.wait_for_timeout(3000)
        page.evaluate("document.activeElement.blur()")
        self.keep(page, name)
        context.close()

    def keep(self, page, name):
        page.wait_for_timeout(500)
        file = PICTURES / f"{name}.png"
        page.screenshot(path=str(file))
        assert file.stat().st_size < LARGEST, f"{name} is too large"

    def take(self, name, user, place, prepare=lambda page: None, height=760):
        context = self.browser.new_context(
            viewport={"width": 1000, "height": height}, locale="en-GB"
        )
        page = context.new_page()
        page.goto(self.rehearsal.url)
        page.wait_for_selector("body:not(.opening)")
        page.select_option("#person", user)
        if page.locator("#story-leave").is_visible():
            page.locator("#story-leave").click()
        page.wait_for_timeout(500)  # the page goes to where this person was
        page.locator("#rail").get_by_role("button", name=place).first.click()
        page.locator("#title").filter(has_text=place).wait_for()
        page.wait_for_timeout(2500)  # who opens the conversation may be welcomed there
        prepare(page)
        self.keep(page, name)
        context.close()


def to_the_top(page):
    page.evaluate("document.querySelector('#scroll').scrollTop = 0")


@contextmanager
def company():
    """The example company's rehearsal with the whole bot."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load(COMPANY, Path(folder), environ={})
        ownership = Ownership(settings.folder)
        ownership.acquire()
        throughline = open_throughline(settings, ownership, Screen(quiet=True))
        do(throughline, "ingest", {}, lambda *_: None)
        try:
            with staged(throughline, read(COMPANY / FILE_NAME)) as rehearsal:
                yield rehearsal
        finally:
            throughline.close()


def answers(eye):
    """What people ask, and what they are told."""
    ts = eye.rehearsal.say(ASKER, "", "When may we start delivering on Sundays?")
    eye.wait(f"D{ASKER}", ts, 1)
    eye.take("direct-message", ASKER, "Throughline", to_the_top, height=840)
    ts = eye.rehearsal.say(ASKER, CHANNEL, "@Throughline What does on time mean here?")
    eye.wait(CHANNEL, ts, 1)
    eye.take("channel-answer", ASKER, "ask-tindlemoor", height=620)

    ts = eye.rehearsal.say(AGENT, SERVICE, COUNT)
    eye.wait(SERVICE, ts, 1)
    eye.take("number-with-chart", AGENT, "customer-service", to_the_top, height=1000)


def main():
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with company() as rehearsal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        eye = Photographer(rehearsal, browser)
        admins = f"D{ADMIN}"

        answers(eye)
        dropped = rehearsal.upload(ADMIN, "", "winter-tyres.md", NOTE)
        asked = eye.wait(admins, dropped, 1)[0]
        plan = (COMPANY / "shared-drive/peak-plan-2026.docx").read_bytes()
        eye.wait(admins, rehearsal.upload(ADMIN, "", "peak-plan-2027.docx", plan), 1)
        everyone = asked["blocks"][1]["elements"][0]
        rehearsal.click(ADMIN, admins, asked["ts"], everyone)
        eye.wait(admins, dropped, 2)
        eye.take("handing-over", ADMIN, "Throughline", to_the_top, height=840)

        rehearsal.open_home(ADMIN, "home")
        rehearsal.wait_for(lambda: ADMIN in rehearsal.workspace.homes, 30)
        eye.take("app-home", ADMIN, "Throughline", lambda page: page.locator("#tab-home").click())
        rehearsal.acts["promise-scorecard"]()
        eye.take("monday", "U0OPS", "promise-scorecard", to_the_top, height=1040)
        eye.tour("tour", 1, viewport={"width": 1240, "height": 760})
        phone = {"width": 390, "height": 844}
        eye.tour("tour-on-a-phone", 2, viewport=phone, is_mobile=True, has_touch=True)
        browser.close()
    story = PROJECT / "tests" / "browser" / "test_digests.py"
    os.environ["THROUGHLINE_PICTURES"] = "1"  # noqa: TID251 - a switch of the tests
    run = [sys.executable, "-m", "pytest", "-q", str(story)]
    sys.exit(subprocess.run(run, cwd=PROJECT, check=False).returncode)


if __name__ == "__main__":
    main()
