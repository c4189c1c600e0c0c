from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.limits import texts
from bot.rehearsal.web_api.webapi import Fault
from knowledge.models import Document
from knowledge.store.documents.documents import Documents
from knowledge.store.documents.failures import Failure
from knowledge.store.feedback.asks import OPEN, Ask
from knowledge.store.questions.journal import Entry

NOW = datetime.now(UTC)


class Looking:
    """An office, and what people see in it when they open the app."""

    def __init__(self, office):
        self.office, self.rehearsal = office, office.rehearsal
        self.rehearsal.workspace.homes.clear()
        self.rehearsal.workspace.modals.clear()

    def home(self, user="U0ANNA", until=""):
        """Opens somebody's home; gives the lines of what is shown once `until` stands there."""
        self.rehearsal.open_home(user, "home")
        return self.now(user, until)

    def now(self, user="U0ANNA", until=""):
        shows = lambda: until in "\n".join(self.lines(user)) if self.lines(user) else False  # noqa: E731
        assert self.rehearsal.wait_for(shows), self.lines(user)
        return self.lines(user)

    def lines(self, user):
        view = self.rehearsal.workspace.homes.get(user)
        return "\n".join(texts(view["blocks"])).splitlines() if view else []

    def modal(self, user="U0ANNA", until=""):
        def top():
            stack = self.rehearsal.workspace.modals.get(user)
            return deepcopy(stack[-1]) if stack else None

        shows = lambda: top() and until in "\n".join(texts(top()["blocks"]))  # noqa: E731
        assert self.rehearsal.wait_for(shows)
        return top()

    def press(self, name, user="U0ANNA", view=None):
        """Presses a button of the home, or of a modal, by its action id."""
        view = view or self.rehearsal.workspace.homes[user]
        for block in view["blocks"]:
            for one in [*block.get("elements", []), block.get("accessory")]:
                if one and one.get("action_id") == name:
                    action = {"action_id": name, "block_id": block["block_id"]}
                    self.rehearsal.act(user, view["id"], action)
                    return
        raise LookupError(name)


@pytest.fixture
def looking(empty_office):
    return Looking(empty_office)


def document(office, path, audience="everyone", now=NOW, **more):
    made = Document(path, "wiki", path.removesuffix(".md"), audience, "d", owner="U0OWNER", **more)
    Documents(office.database).publish(made, (), (), now)


def test_an_empty_home_is_friendly_and_says_what_to_do(looking):
    looking.office.open()

    assert looking.home() == [
        "*Hello, Anna.* Ask me what Acme has written down, in your own words.",
        "Ask a question",
        "Refresh",
        "My questions",
        (
            "You have not asked anything yet. Press *Ask a question*, write to me under "
            "*Messages*, or mention me in a channel."
        ),
    ]


def test_a_question_is_there_with_what_became_of_it_and_a_link_to_the_answer(looking):
    bot, services = looking.office.open(), looking.office.services
    bot.outbox.post_once("answer:1", "C0GENERAL", "", "I could not find that.", [])
    asked = Entry(NOW, "Who owns the moon?", "not_found", "U0ANNA", "C0GENERAL", key="answer:1")
    services.journal.record(replace(asked, ask="U0OWNER"))

    lines = looking.home(until="<http")

    line = next(line for line in lines if "Who owns the moon?" in line)
    assert line.startswith("• <http")
    assert "> · _not found; Olga may know_ · " in line


def test_a_home_that_is_looked_at_shows_a_new_question_by_itself(looking):
    looking.office.open()
    looking.home()

    looking.office.ask("how many days of leave do I have?", channel="")

    assert looking.now(until="how many days of leave do I have?")


def test_what_is_new_is_told_from_one_look_to_the_next_within_what_one_may_read(looking):
    office, nine = looking.office, NOW.replace(hour=9)
    document(office, "Before.md", now=nine)
    clock = [nine]
    office.services = replace(office.services, clock=lambda: clock[0])
    office.open()
    first = looking.home(until="Before")
    document(office, "After.md", now=nine + timedelta(hours=1))
    document(office, "Secret.md", "board", now=nine + timedelta(hours=1))
    document(office, "For agencies.md", "agency", now=nine + timedelta(hours=1))

    clock[0] = nine + timedelta(hours=2)
    again = looking.home(until="After")

    assert first[-2] == "Newest documents"
    assert again[-2:] == [
        "New since you last looked",
        "• After · Olga · today",
    ]


def test_a_guest_sees_only_what_names_them(looking):
    document(looking.office, "Everybody.md")
    document(looking.office, "For agencies.md", "agency")
    looking.office.open()

    lines = looking.home("U0GUEST", until="agencies")

    assert not any("Everybody" in line for line in lines)


def test_an_owner_sees_what_is_asked_of_them_with_a_button(looking):
    services = looking.office.services
    number = services.journal.record(Entry(NOW, "Who owns the moon?", "not_found", "U0ANNA"))
    services.asks.put(
        Ask(
            0,
            number,
            "Who owns the moon?",
            "T0",
            "U0ANNA",
            "C0GENERAL",
            "1.0",
            "U0OWNER",
            OPEN,
            NOW,
        )
    )
    looking.office.open()

    owner, asker = looking.home("U0OWNER", until="Asked of you"), looking.home(until="moon")

    at = owner.index("*Who owns the moon?*")
    assert owner[at + 1].startswith("Anna asks · ")
    assert owner[at + 2] == "Answer"
    assert "Asked of you" not in asker
    assert any("? · _sent to Olga, no reply yet_ · " in line for line in asker)


def test_what_waits_for_a_group_waits_for_its_members(looking):
    services = looking.office.services
    number = services.journal.record(Entry(NOW, "Who owns the moon?", "not_found", "U0ANNA"))
    services.asks.put(
        Ask(0, number, "Who owns the moon?", "T0", "U0ANNA", "DU0ANNA", "", "S0PEOPLE", OPEN, NOW)
    )
    looking.office.open()

    member, other = looking.home("U0OWNER", until="Asked of you"), looking.home("U0BEN")

    assert "*Who owns the moon?*" in member
    assert "Asked of you" not in other


def test_an_answer_without_an_address_is_shown_without_a_link(looking):
    bot, services = looking.office.open(), looking.office.services
    bot.outbox.post_once("answer:1", "C0GENERAL", "", "25 days.", [])
    services.journal.record(Entry(NOW, "Leave?", "answered", "U0ANNA", "C0GENERAL", key="answer:1"))
    looking.rehearsal.fault(Fault("chat.getPermalink", "message_not_found"))

    lines = looking.home(until="Leave?")
    asked = lambda: looking.rehearsal.calls("chat.getPermalink")  # noqa: E731
    assert looking.rehearsal.wait_for(asked)
    looking.press("home_refresh")
    looking.rehearsal.wait_for(lambda: len(asked()) > 1, 0.3)

    assert any(line.startswith("• Leave? · _answered_") for line in lines)
    assert len(asked()) == 1


def test_an_owner_answers_from_the_home_and_both_homes_say_so(looking):
    services = looking.office.services
    number = services.journal.record(Entry(NOW, "Who owns the moon?", "not_found", "U0ANNA"))
    services.asks.put(
        Ask(0, number, "Who owns it?", "T0", "U0ANNA", "DU0ANNA", "", "U0OWNER", OPEN, NOW)
    )
    looking.office.open()
    looking.home("U0OWNER", until="Asked of you")

    looking.press("owner_reply", "U0OWNER")
    form = looking.modal("U0OWNER", until="Who owns it?")
    told = {"answer": {"value": {"type": "plain_text_input", "value": "Nobody does."}}}
    looking.rehearsal.submit("U0OWNER", form["id"], told)
    waits = lambda: "Asked of you" in looking.lines("U0OWNER")  # noqa: E731
    assert looking.rehearsal.wait_for(lambda: not waits())

    lines = looking.home(until="replied")
    assert any("Who owns the moon? · _Olga replied_ · " in line for line in lines)


def test_an_owner_who_looks_sees_at_once_that_somebody_asks(looking):
    looking.office.open()
    answer = looking.office.ask("who owns the moon?", channel="")[0]
    looking.home("U0OWNER")
    buttons = [one for block in answer["blocks"] for one in block.get("elements", [])]
    asks = next(one for one in buttons if one.get("action_id") == "ask_owner")

    looking.rehearsal.click("U0ANNA", "DU0ANNA", answer["ts"], asks)

    assert "*who owns the moon?*" in looking.now("U0OWNER", until="Asked of you")


def test_an_owner_settles_a_flag_from_the_home(looking):
    services = looking.office.services
    number = services.journal.record(Entry(NOW, "How many days?", "answered", "U0ANNA"))
    services.flags.wrong(number, "U0ANNA", ("outdated", "28 days", "U0OWNER"), NOW)
    looking.office.open()
    looking.home("U0OWNER", until="Anna: It is out of date, “28 days”")

    looking.press("fix_resolve", "U0OWNER")
    form = looking.modal("U0OWNER", until="How many days?")
    told = {"note": {"value": {"type": "plain_text_input", "value": "The page says 28 now."}}}
    looking.rehearsal.submit("U0OWNER", form["id"], told)
    waits = lambda: "Asked of you" in looking.lines("U0OWNER")  # noqa: E731
    assert looking.rehearsal.wait_for(lambda: not waits())

    lines = looking.home(until="put right")
    assert any("you said it was not right, and it was put right" in line for line in lines)


def test_admins_see_how_everything_stands_and_others_do_not(looking):
    office = looking.office
    office.services = replace(office.services, admins=("U0BEN",))
    document(office, "Old.md", review_by=(NOW - timedelta(days=400)).date())
    document(office, "Secret.md", "board")
    for words, audiences in (("Who owns the moon?", ("everyone",)), ("And the sun?", ("board",))):
        office.services.journal.record(
            Entry(NOW, words, "not_found", "U0X", audiences=audiences, ask="U0OWNER")
        )
    failed = [Failure("plan.pdf", "plan.pdf needs a password.", "everyone")]
    office.services.failures.note([*failed, Failure("x.pdf", "x.pdf is broken.", "board")], None)
    for words, audiences in (("Lunch?", ("everyone",)), ("Dividends?", ("board",))):
        asked = Entry(NOW, words, "answered", "U0ANNA", audiences=audiences)
        number = office.services.journal.record(asked)
        office.services.flags.wrong(number, "U0ANNA", ("wrong", "", "U0OWNER"), NOW)
    office.open()

    lines, other = looking.home("U0BEN", until="How I am"), looking.home(until="Newest")

    shown = "\n".join(lines)
    assert "Documents: 1\n• wiki: 1 document\n1 more is kept for people of other groups." in shown
    assert "Documents that I could not read\n• plan.pdf needs a password.\nDocuments to" in shown
    assert "Documents to review again\n• Old · Olga · to be reviewed by " in shown
    assert "What nobody could answer\n• Who owns the moon? · _asked once" in shown
    assert "And the sun?" not in shown
    assert "1 more was asked by people who may read more than you." in shown
    assert "• *Lunch?* · Anna: It is wrong · today · waits for Olga" in shown
    assert "Dividends?" not in shown
    assert "1 more was reported by people who may read more than you." in shown
    assert "• *Questions at hand*: none" in shown
    assert "How I am" not in other


def test_a_list_opens_in_full_and_its_pages_turn(looking):
    office = looking.office
    office.services = replace(office.services, admins=("U0BEN",))
    for number in range(40):
        office.services.journal.record(
            Entry(NOW + timedelta(seconds=number), f"Gap {number}?", "not_found", "U0X")
        )
    office.open()
    looking.home("U0BEN", until="Show all 40")

    looking.press("home_all:gaps", "U0BEN")
    first = looking.modal("U0BEN", until="Page 1 of 2")
    looking.press("home_page:1", "U0BEN", first)
    second = looking.modal("U0BEN", until="Page 2 of 2")

    assert first["title"]["text"] == "What nobody could answer"
    assert "• Gap 39? " in "\n".join(texts(first["blocks"]))
    assert "• Gap 0? " in "\n".join(texts(second["blocks"]))


def test_nobody_opens_a_list_that_is_for_admins(looking):
    looking.office.open()
    looking.home()
    view = looking.rehearsal.workspace.homes["U0ANNA"]
    view["blocks"][1]["elements"][1]["action_id"] = "home_all:gaps"

    looking.press("home_all:gaps")
    looking.rehearsal.wait_for(lambda: looking.rehearsal.calls("views.open"), 0.5)

    assert looking.rehearsal.calls("views.open") == []


def test_a_question_asked_from_the_home_is_answered_in_the_direct_messages(looking, shown):
    looking.office.open()
    looking.home()

    looking.press("home_ask")
    form = looking.modal(until="What would you like to know?")
    words = {"question": {"question": {"type": "plain_text_input", "value": "How many days?"}}}
    looking.rehearsal.submit("U0ANNA", form["id"], words)
    looking.modal(until="I am looking.")
    answered = lambda: looking.rehearsal.messages("DU0ANNA")[1:]  # noqa: E731
    assert looking.rehearsal.wait_for(answered)
    looking.office.settled()

    asked, answer = looking.rehearsal.messages("DU0ANNA")[:2]
    assert shown(asked) == "You asked: How many days?"
    assert answer["thread_ts"] == asked["ts"]
    assert "25 days of paid leave" in answer["text"]


def test_refreshing_shows_what_came_in_the_meantime(looking):
    looking.office.open()
    looking.home()
    document(looking.office, "Later.md")

    looking.press("home_refresh")

    assert looking.now(until="Later")


def test_a_first_question_is_answered_and_the_welcome_comes_after_it(looking):
    office = looking.office
    office.open()

    office.ask("@throughline how many days of leave do I have?")
    welcomed = lambda: looking.rehearsal.messages("DU0ANNA")  # noqa: E731
    assert looking.rehearsal.wait_for(welcomed)

    answer = office.rehearsal.messages("C0GENERAL")[-1]
    assert float(answer["ts"]) < float(welcomed()[0]["ts"])
    assert welcomed()[0]["text"] == "Hello. Ask me what Acme has written down."
