"""The rehearsal's page in the system's Chromium, with a small Bolt app behind it."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from slack_bolt import App
from slack_sdk import WebClient

from bot.commands.commands import do
from bot.delivery.socket_mode.socket_mode import listening
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Channel, Person, Step, Story
from bot.rehearsing.opening import FILE_NAME, read
from bot.rehearsing.staging import staged
from bot.settings.settings import load
from bot.wiring.wiring import open_throughline
from knowledge.store.database.ownership import Ownership

PROJECT = Path(__file__).parents[2]
EXAMPLE = PROJECT / "examples" / "tindlemoor"
PICTURES = PROJECT / "docs" / "pictures"

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
LOOKS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 900, "height": 700}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "dark phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "color_scheme": "dark",
    },
}
STEPS = [
    Step(
        "ask",
        "U0ANNA",
        "C0GENERAL",
        "Ask",
        "Ask who our customer is",
        "The answer names its source.",
        part="Be the employee",
        tell="You are new.",
        text="@Throughline who is our customer?",
    ),
    Step(
        "back",
        "U0ANNA",
        "C0GENERAL",
        "Ask back",
        "Ask about last year",
        "It is one thread.",
        thread="ask",
        text="and last year?",
    ),
    Step(
        "wrong",
        "U0ANNA",
        "C0GENERAL",
        "Say it is wrong",
        "Press the thumb",
        "It asks why.",
        does="press",
        thread="ask",
        action="answer_feedback",
        choice="negative",
    ),
    Step(
        "asks",
        "U0BEN",
        "",
        "Your open asks",
        "Open App Home",
        "These wait for you.",
        part="Be the owner",
        does="home",
    ),
    Step(
        "share",
        "U0BEN",
        "",
        "Share a file",
        "Share hours.md",
        "It was read.",
        does="file",
        file="hours.md",
        text="please keep this",
    ),
    Step(
        "numbers",
        "U0BEN",
        "C0GENERAL",
        "Monday",
        "Let it be Monday",
        "The numbers are there.",
        does="digest",
    ),
]
CAST = Cast(
    people=[
        Person("U0ANNA", "Anna Berg", "Sales"),
        Person("U0BEN", "Ben"),
        Person("U0CARA", "Cara"),
    ],
    channels=[Channel("C0GENERAL", "general"), Channel("C0SALES", "sales")],
    name="Acme",
    questions=["Who is our customer?"],
    story=Story("Two minutes with Throughline", STEPS),
    props={"hours.md": b"# Hours\n\nNine to five.\n"},
)


def plain(text):
    return {"type": "plain_text", "text": text}


def section(text, **more):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action, text, **more):
    return {"type": "button", "action_id": action, "text": plain(text), "value": "1", **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "answer_feedback",
            "positive_button": {"text": plain("This is right"), "value": "right:1"},
            "negative_button": {"text": plain("This is not right"), "value": "wrong:1"},
        },
        {"type": "icon_button", "action_id": "drop", "icon": "trash", "text": plain("Remove")},
    ],
}


def form(title="Why is it wrong?", *more):
    return {
        "type": "modal",
        "callback_id": "why",
        "title": plain(title),
        "submit": plain("Send"),
        "close": plain("Not now"),
        "notify_on_close": True,
        "blocks": [
            section("Thanks for saying so."),
            {
                "type": "input",
                "block_id": "reason",
                "label": plain("What is wrong?"),
                "hint": plain("One line is enough."),
                "element": {"type": "plain_text_input", "action_id": "text"},
            },
            {
                "type": "input",
                "block_id": "kind",
                "label": plain("Which kind?"),
                "optional": True,
                "element": {
                    "type": "radio_buttons",
                    "action_id": "kind",
                    "options": [
                        {"text": plain("Out of date"), "value": "old"},
                        {"text": plain("Never true"), "value": "never"},
                    ],
                },
            },
            actions(button("update", "Show more"), button("push", "See the page")),
            *more,
        ],
    }


def home(user):
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": plain("Your open asks")},
            section("Who signs a refund?", accessory=button("open", "Reply")),
        ],
    }


class Told:
    """What the app was told, in order."""

    def __init__(self):
        self.all = []

    def __call__(self, body):
        self.all.append(body)

    def of(self, kind):
        return [one for one in self.all if one.get("type") == kind or one.get("command") == kind]

    def events(self, kind):
        return [one["event"] for one in self.of("event_callback") if one["event"]["type"] == kind]


def _app(client, told):
    app = App(client=client, process_before_response=True)
    _hears(app, told)
    _opens(app)
    _takes(app)
    return app


def _hears(app, told):

    @app.use
    def note(body, next):  # noqa: A002 - Bolt's own name for it
        told(body)
        next()

    @app.event("message")
    @app.event("app_mention")
    @app.event("agent_session_stopped")
    def heard():
        pass

    @app.event("app_home_opened")
    def opened(event, client):
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view=home(event["user"]))

    @app.command("/ask")
    def asked(ack, command):
        ack(text=f"You asked: {command['text']}", response_type="ephemeral")


def _opens(app):
    @app.shortcut("ask_about_this")
    def about(ack, shortcut, client):
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=form("Ask about this"))

    @app.action("open")
    @app.action("answer_feedback")
    def reason(ack, body, client):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form())

    @app.action("update")
    def update(ack, body, client):
        ack()
        more = form("Why is it wrong?", section("There is more to it."))
        client.views_update(view_id=body["view"]["id"], view=more)

    @app.action("push")
    def push(ack, body, client):
        ack()
        page = {"type": "modal", "title": plain("The page"), "blocks": [section("As it stands.")]}
        client.views_push(trigger_id=body["trigger_id"], view=page)


def _takes(app):
    @app.view("why")
    def sent(ack, view):
        said = view["state"]["values"]["reason"]["text"]["value"]
        if said == "no":
            ack(response_action="errors", errors={"reason": "Please say a little more."})
        else:
            ack()

    @app.view_closed("why")
    @app.action("drop")
    @app.action("pick")
    def taken(ack):
        ack()


class Scene:
    """A rehearsal with an app that listens, and what a test says as the bot."""

    def __init__(self, rehearsal, client, told):
        self.rehearsal, self.client, self.told = rehearsal, client, told

    def answers(self, text, blocks=None, channel="C0GENERAL", **more):
        """Says something as the bot."""
        post = self.client.chat_postEphemeral if "user" in more else self.client.chat_postMessage
        return post(channel=channel, text=text, blocks=blocks, **more).data

    def asked(self, user="U0ANNA", channel="C0GENERAL"):
        return self.rehearsal.say(user, channel, "@Throughline who is our customer?")


@contextmanager
def _scene():
    rehearsal = Rehearsal(CAST)
    rehearsal.start()
    client = WebClient(rehearsal.bot_token, base_url=rehearsal.api_url)
    told = Told()
    try:
        with listening(_app(client, told), rehearsal.app_token):
            yield Scene(rehearsal, client, told)
    finally:
        rehearsal.stop()


@pytest.fixture
def scene():
    with _scene() as opened:
        yield opened


@pytest.fixture(scope="module")
def chromium():
    """Closed with its module: an open Playwright keeps its event loop in this thread."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("needs Chromium: apt-get install chromium, or another one on the PATH")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield opened
        opened.close()


@pytest.fixture
def visit(chromium):
    """Opens a page of a rehearsal; at the end nothing may have failed on it."""
    contexts, problems = [], []

    def open_page(rehearsal, place="?as=U0ANNA#C0GENERAL", look="desktop"):
        context = chromium.new_context(reduced_motion="reduce", **LOOKS[look])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda told: told.type == "error" and problems.append(told.text))
        page.goto(f"{rehearsal.url}{place}")
        page.wait_for_selector("body:not(.opening)")
        return page

    expect.set_options(timeout=5000)
    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture(scope="session")
def example_store(tmp_path_factory):
    """The example company's documents, taken in once."""
    folder = tmp_path_factory.mktemp("company")
    with _core(folder) as core:
        do(core, "ingest", {}, lambda _done, _total, _what: None)
        do(core, "lingo conflicts", {}, lambda _done, _total, _what: None)  # or each stage does
    return folder


@pytest.fixture(scope="module")
def company(example_store):
    """A rehearsal of the example company with the whole bot at work."""
    with _core(example_store) as core, staged(core, read(EXAMPLE / FILE_NAME)) as rehearsal:
        yield rehearsal


@pytest.fixture
def moving_company(example_store, tmp_path):
    """A copy of the example company whose tables grow: its rehearsal, and what brings a week."""
    place, store = tmp_path / "company", tmp_path / "store"
    shutil.copytree(EXAMPLE, place)
    shutil.copytree(example_store, store)
    digests = place / "digests" / "promises.yaml"
    digests.write_text(digests.read_text("utf-8").split("\n---\n")[0], "utf-8")  # one, elsewhere
    with _core(store, place) as core, staged(core, read(place / FILE_NAME)) as rehearsal:
        yield rehearsal, partial(_one_week_more, place / "tables")


@pytest.fixture
def own_company(example_store, tmp_path):
    """The example company's rehearsal over a store of its own: its words may be changed."""
    shutil.copytree(example_store, tmp_path / "store")
    with _core(tmp_path / "store") as core, staged(core, read(EXAMPLE / FILE_NAME)) as rehearsal:
        yield rehearsal


def _one_week_more(tables):
    """Writes the last week of each table once more, seven days later, as a nightly export would."""
    last, week = date(2026, 11, 15), timedelta(days=7)
    days = {
        str(last - timedelta(days=ago)): str(last - timedelta(days=ago) + week) for ago in range(7)
    }
    for table in sorted(tables.glob("*.csv")):
        _, *rows = table.read_text("utf-8").splitlines()
        new = [
            re.sub("|".join(days), lambda found: days[found[0]], f"N{row}")
            for row in rows
            if any(day in row for day in days)
        ]
        table.write_text("\n".join([*table.read_text("utf-8").splitlines(), *new, ""]), "utf-8")


@pytest.fixture
def picture():
    """Keeps a page for docs/pictures, where THROUGHLINE_PICTURES is set; else it does nothing."""

    def keep(page, name):
        if os.environ.get("THROUGHLINE_PICTURES"):  # noqa: TID251 - a switch of the tests
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / f"{name}.png")

    return keep


@contextmanager
def _core(folder, company=EXAMPLE):
    settings = load(company / "throughline.toml", folder)
    ownership = Ownership(settings.folder)
    ownership.acquire()
    core = open_throughline(settings, ownership, Quietly())
    try:
        yield core
    finally:
        core.close()


class Quietly:
    """Waits without a word."""

    def say(self, sentence):
        pass

    def begin(self, what, total):
        return lambda *_: None


@pytest.fixture(scope="session")
def axe():
    """What axe-core finds on a page that is serious or worse: rule and elements."""

    def problems(page):
        found = Axe().run(page).response["violations"]
        return [
            (one["id"], [node["html"][:200] for node in one["nodes"]])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    return problems


@pytest.fixture(scope="session")
def blocks():
    """The makers of blocks."""
    return {"section": section, "button": button, "actions": actions, "feedback": FEEDBACK}
