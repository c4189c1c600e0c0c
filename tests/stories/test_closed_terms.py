"""A term of a closed audience is nowhere outside it: in no answer, count, list or suggestion."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cli.terminal.screen import Screen
from bot.commands.commands import do
from bot.delivery.pace import Pace
from bot.delivery.slack import posting_client
from bot.delivery.socket_mode.socket_mode import listening
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace.cast import Cast, Channel, Person
from bot.running.app import Bot
from bot.running.services import services_of
from bot.settings.settings import load
from bot.wiring.wiring import open_throughline
from knowledge.digests.definition import DigestDefinition
from knowledge.digests.digest import Digest, Status
from knowledge.digests.sections.conflicts import OpenedAndClosed
from knowledge.digests.sections.term import TermOfTheWeek
from knowledge.store.database.ownership import Ownership
from knowledge.store.messages.deliveries import Inbox
from knowledge.store.questions.asked_lately import AskedLately

CONFIGURATION = """
[workspace]
name = "Harbour Lamps"
admins = ["U0EVA", "U0CAT"]

[[source]]
name = "words"
kind = "glossary"
path = "words.csv"
fields = {label = "Word", definition = "Meaning", aliases = "Also"}
audience = "everyone"
domain = "harbour"

[[source]]
name = "closed words"
kind = "glossary"
path = "closed.csv"
fields = {label = "Word", definition = "Meaning", aliases = "Also"}
audience = "board"
domain = "board"

[[source]]
name = "pages"
kind = "documents"
path = "pages"
audience = "everyone"

[[source]]
name = "minutes"
kind = "documents"
path = "minutes"
audience = "board"

[audiences.board]
users = ["U0CAT"]
"""
OPEN = """\
Word,Meaning,Also
Nightlamp,A lamp that burns until the morning.,
Berth,The place at the quay where one ship of at most 40 metres lies.,
Washing bay,The place where vans are washed.,
"""
CLOSED = """\
Word,Meaning,Also
Nightjar,The plan to sell the harbour works to the rival in spring.,NJR
Berth,The place at the quay where one ship of at most 90 metres lies.,
"""
PAGE = """# Vans

## Washing

Vans are washed on Mondays in the washing bay, because the depot is quiet then.
A Nightjar sings when the vans are washed late.
"""
MINUTES = """# Minutes

## Sale

The sale of the harbour works is called Nightjar (NJR). Secret Gull Fund (SGF) pays for it: the
Secret Gull Fund is the fund that lends the money. SGF stands for Secret Gull Fund.
"""
CAST = Cast(
    people=[Person("U0EVA", "Eva", "Operations"), Person("U0CAT", "Cat", "Director")],
    channels=[Channel("C0GENERAL", "general")],
)
SECRETS = ("rival", "in spring", "90 metres", "gull", "sgf")
NAMES = ("nightjar", "njr")
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def core(tmp_path_factory):
    """A company with a closed glossary, opened once."""
    folder = tmp_path_factory.mktemp("harbour")
    files = {"words.csv": OPEN, "closed.csv": CLOSED, "pages/vans.md": PAGE,
             "minutes/sale.md": MINUTES, "throughline.toml": CONFIGURATION}  # fmt: skip
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    settings = load(folder / "throughline.toml", environ={})
    ownership = Ownership(settings.folder)
    ownership.acquire()
    opened = open_throughline(settings, ownership, Screen(quiet=True))
    do(opened, "ingest", {}, lambda *_: None)
    opened.review.run(NOW)
    for one in opened.review.conflicts.standing():
        opened.review.conflicts.confirm(one.key, "U0CAT", NOW)
    yield opened
    opened.close()


@pytest.fixture
def told(core):
    """What a terminal is told in somebody's name, without the time that it took."""

    def of(command, user="U0EVA", **arguments):
        said = do(core, command, {"user": user, **arguments}, lambda *_: None)
        for one in (*said.get("cards", ()), *said.get("answers", ())):
            one["elapsed_ms"] = 0
        return json.dumps(said, ensure_ascii=False).lower()

    return of


def leaks(said, words=(*SECRETS, *NAMES)):
    return [one for one in words if one in said]


@pytest.mark.parametrize("command", ["lingo export", "lingo conflicts", "lingo candidates"])
def test_lists_hold_what_their_reader_may_know(told, command):
    more = {"format": "csv"} if command == "lingo export" else {}

    evas, cats = told(command, **more), told(command, "U0CAT", **more)

    assert leaks(evas) == []
    assert leaks(cats)


@pytest.mark.parametrize("closed", ["Nightjar", "nightjars", "NJR"])
def test_a_closed_term_is_looked_up_as_one_that_nobody_has(told, closed):
    unheard = "Zolpidor" if closed != "NJR" else "ZQW"

    evas = told("lingo", terms=[{"term": closed}]).replace(closed.lower(), "x")

    assert evas == told("lingo", terms=[{"term": unheard}]).replace(unheard.lower(), "x")
    assert "rival" in told("lingo", "U0CAT", terms=[{"term": closed}])


@pytest.mark.parametrize("near", ["Nihgtjar", "the plan to sell the harbour works to another"])
def test_nothing_closed_is_suggested_for_what_is_near_to_it(told, near):
    evas = told("lingo", terms=[{"term": near}])

    assert leaks(evas, ("nightjar", "njr", "rival", "in spring")) == []
    assert "nightjar" in told("lingo", "U0CAT", terms=[{"term": near}])


def test_a_word_with_an_open_and_a_closed_meaning_has_one_outside(told):
    assert "40 metres" in told("lingo", terms=[{"term": "Berth"}])
    assert leaks(told("lingo", terms=[{"term": "Berth"}])) == []
    assert "90 metres" in told("lingo", "U0CAT", terms=[{"term": "Berth"}])


@pytest.mark.parametrize(
    "question",
    [
        "What does NJR mean?",
        "What do we call the plan to sell the harbour works?",
        "When are vans washed?",
        "What is a berth?",
        "Which fund lends money for the works?",
    ],
)
def test_answers_say_nothing_of_closed_terms(told, question):
    evas = told("ask", questions=[{"question": question}], record=False).replace(
        question.lower(), ""
    )

    assert leaks(evas, SECRETS) == []
    assert "njr" not in evas


def test_no_digest_has_a_closed_term_or_conflict(core):
    definition = DigestDefinition("care", "Care", "C0GENERAL", "last_complete_week", ())
    mondays = [date(2026, 11, 23) + timedelta(weeks=week) for week in range(6)]
    digests = [Digest(definition, monday, Status.READY, ()) for monday in mondays]
    rooms = (
        TermOfTheWeek(core.senses, core.glossary, AskedLately(core.database)),
        OpenedAndClosed(core.review.conflicts),
    )

    def said(*readers):
        return repr([room.sections(one, readers) for one in digests for room in rooms]).lower()

    assert said("everyone").count("term of the week") == len(digests)
    assert leaks(said("everyone")) == []
    assert {"nightjar", "90 metres"} <= {*leaks(said("everyone", "board"))}


def test_slack_shows_and_counts_nothing_closed_to_others(core, shown):
    with Workplace(core) as rehearsal:
        message = rehearsal.say("U0CAT", "C0GENERAL", "Nightjar needs a berth, says the SGF")
        homes = {}
        for user in ("U0CAT", "U0EVA"):
            rehearsal.open_home(user, "home")
            rehearsal.wait_for(lambda user=user: rehearsal.workspace.homes.get(user), 10)
            homes[user] = json.dumps(rehearsal.workspace.homes[user]).lower()
            for deed in ("/lingo Nihgtjar", "/lingo Berth", "/lingo new"):
                rehearsal.say(user, "C0GENERAL", deed)
            rehearsal.shortcut(user, "explain_the_lingo", "C0GENERAL", message)
        rehearsal.say("U0CAT", "C0GENERAL", "@throughline what does NJR mean?")
        rehearsal.wait_for(lambda: len(_seen(rehearsal, "U0CAT")) >= 5, 10)
        rehearsal.wait_for(lambda: not Inbox(core.database).waiting(), 10)
        seen = {user: _seen(rehearsal, user) for user in homes}

    cats, evas = (
        "\n".join(f"{one['text']}\n{shown(one)}" for one in seen[user]).lower() for user in homes
    )
    assert leaks(evas, SECRETS[:-1]) == leaks(homes["U0EVA"]) == []
    assert "nightjar*" not in evas
    assert "rival" in cats
    assert "terms that nobody has defined*: 1" in homes["U0CAT"]
    assert "meanings that differ" not in homes["U0EVA"]


def test_a_closed_word_is_not_named_as_what_to_say_instead(core):
    with Workplace(core) as rehearsal:
        rehearsal.say("U0CAT", "C0GENERAL", "/lingo Nightlamp")
        rehearsal.wait_for(lambda: _cards(rehearsal), 10)
        card = _cards(rehearsal)[0]
        block = next(one for one in card["blocks"] if "accessory" in one)
        options = block["accessory"]["options"]
        option = next(one for one in options if one["value"].startswith("deprecated:"))
        picked = {"action_id": block["accessory"]["action_id"], "block_id": block["block_id"],
                  "type": "overflow", "selected_option": option}  # fmt: skip
        rehearsal.click("U0CAT", "C0GENERAL", card["ts"], picked)
        rehearsal.wait_for(lambda: rehearsal.workspace.modals.get("U0CAT"), 10)
        form = rehearsal.workspace.modals["U0CAT"][-1]
        field = next(one for one in form["blocks"] if one.get("block_id") == "instead")
        said = {"instead": {field["element"]["action_id"]: {"value": "nightjar"}}}
        rehearsal.submit("U0CAT", form["id"], said)
        rehearsal.wait_for(lambda: rehearsal.workspace.errors.get(form["id"]), 10)
        errors = rehearsal.workspace.errors[form["id"]]

    assert errors["instead"].startswith("Not everybody who looks this word up may know of that")


class Workplace:
    """A rehearsed workspace with a bot of the company in it."""

    def __init__(self, core):
        self._core, self._rehearsal = core, Rehearsal(CAST)

    def __enter__(self):
        self._rehearsal.start()
        client = posting_client(self._rehearsal.bot_token, self._rehearsal.api_url)
        pace = Pace(self._core.clock, settle=0.0, gap=0.0)
        self._bot = Bot(services_of(self._core), client, pace)
        self._bot.start(workers=2)
        self._heard = listening(self._bot.app, self._rehearsal.app_token)
        self._heard.__enter__()
        return self._rehearsal

    def __exit__(self, *error):
        self._heard.__exit__(*error)
        self._bot.stop()
        self._rehearsal.stop()


def _seen(rehearsal, user):
    """What the bot said where this person sees it."""
    places = ("C0GENERAL", f"D{user}")
    return [
        one
        for place in places
        for one in rehearsal.messages(place)
        if one.get("bot_id") and one.get("ephemeral_to", user) == user
    ]


def _cards(rehearsal):
    """What was shown aside that has a menu."""
    said = [one for one in rehearsal.messages("C0GENERAL") if one.get("ephemeral_to")]
    return [one for one in said if any("accessory" in block for block in one["blocks"])]
