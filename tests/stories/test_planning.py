from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.blocks.parts import forms
from bot.blocks.planning import form as fields
from bot.rehearsal.limits import texts
from knowledge.store.digests.calendar import State
from knowledge.store.digests.reasons import Reason


class Desk:
    """An office where digests are planned, and what people do there."""

    def __init__(self, office, planner):
        office.services = replace(office.services, planner=planner, admins=["U0OWNER"])
        self.office, self.rehearsal, self.planner = office, office.rehearsal, planner
        self.rehearsal.workspace.modals.clear()
        office.open()

    def command(self, user="U0ANNA", channel="C0GENERAL", text=""):
        self.rehearsal.say(user, channel, f"/digest {text}".strip())

    def view(self, user="U0ANNA", until=""):
        """What is on top of somebody's screen once `until` stands there."""

        def top():
            stack = self.rehearsal.workspace.modals.get(user)
            return deepcopy(stack[-1]) if stack else None

        def shows():
            view = top()
            return view and until in "\n".join([*texts(view["blocks"]), view["title"]["text"]])

        assert self.rehearsal.wait_for(shows), top() and list(texts(top()["blocks"]))
        return top()

    def press(self, view, action, value="", user="U0ANNA"):
        for block in view["blocks"]:
            for one in [*block.get("elements", []), block.get("accessory"), block.get("element")]:
                named = one and one.get("action_id") == action
                if named and (not value or value in (one.get("value"), block["block_id"])):
                    act = {"action_id": action, "block_id": block["block_id"]}
                    self.rehearsal.act(user, view["id"], act)
                    return
        raise LookupError(action)

    def choose(self, view, field, user="U0ANNA", **held):
        """Picks something in a field of which the bot hears at once."""
        action = {"action_id": forms.FIELD, "block_id": field, **held}
        self.rehearsal.act(user, view["id"], action)

    def submit(self, view, values=None, user="U0ANNA"):
        filled = {field: {forms.FIELD: held} for field, held in (values or {}).items()}
        self.rehearsal.submit(user, view["id"], filled)

    def errors(self, view):
        told = self.rehearsal.workspace.errors
        assert self.rehearsal.wait_for(lambda: told.get(view["id"]))
        return told.pop(view["id"])

    def said(self, channel="C0GENERAL"):
        return self.rehearsal.workspace.conversation(channel).messages

    def planned(self):
        return {name: one for name, one in self.planner.book.planned().items() if one.author}

    def subscribe(self, channel="C0GENERAL", user="U0ANNA"):
        self.command(user, channel, "new")
        view = self.view(user, "Which numbers?")
        self.submit(view, user=user)
        self.view(user, "Saved")
        assert self.rehearsal.wait_for(self.planned)
        self.rehearsal.workspace.modals.clear()


@pytest.fixture
def desk(empty_office, fake):
    return Desk(empty_office, fake("planning").planner(empty_office.database))


def option(value, text="x"):
    return {"text": {"type": "plain_text", "text": text, "emoji": False}, "value": value}


def fields_of(view):
    return {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}


def test_a_channel_is_subscribed_with_two_clicks_and_told_once(desk, shown):
    desk.command(text="new")
    form = desk.view(until="Which numbers?")
    desk.submit(form)
    desk.view(until="Saved")

    assert desk.rehearsal.wait_for(desk.said)
    (message,) = desk.said()
    assert shown(message).startswith(
        "This channel gets *Numbers for #general* every Monday at 09:00 (Etc/UTC), by <@U0ANNA>."
    )
    definition = desk.planned()["numbers-for-general"].definition
    assert [one.metric for one in definition.metrics] == ["on_time"]  # that they answer for
    assert (definition.channel, definition.audience) == ("C0GENERAL", "everyone")
    assert definition.owner == "U0ANNA"


def test_only_what_everybody_in_the_channel_may_read_is_offered(desk):
    desk.command(text="new")

    form = desk.view(until="Which numbers?")

    offered = [one["value"] for one in fields_of(form)[fields.METRICS]["options"]]
    assert offered == ["on_time", "tickets"]
    assert "1 number is not offered" in "\n".join(texts(form["blocks"]))


def test_the_form_follows_what_is_chosen_and_shows_more_on_demand(desk):
    desk.command(text="new")
    form = desk.view(until="Which numbers?")

    desk.choose(form, fields.RHYTHM, selected_option=option("month"))
    monthly = desk.view(until="Which day?")
    desk.press(monthly, fields.MORE)
    everything = desk.view(until="About which days?")

    assert fields.DAYS not in fields_of(monthly)
    about = fields_of(everything)[fields.period_field("month")]
    assert about["initial_option"]["value"] == "last_complete_month"
    assert fields_of(everything)[fields.BY]["options"][1]["value"] == "ticket__team"
    limit = {"value": "90"}
    desk.submit(
        everything,
        {
            fields.WATCHED: {"selected_option": option("on_time:below")},
            fields.LIMIT: limit,
            fields.MAX_AGE: {"selected_option": option("9d")},
            fields.QUOTES: {"selected_option": option("interviews")},
        },
    )
    desk.view(until="Saved")
    assert desk.rehearsal.wait_for(desk.planned)
    (planned,) = desk.planned().values()
    assert planned.definition.metrics[0].thresholds[0].value == 0.9
    assert planned.definition.period == "last_complete_month"
    assert planned.schedule.month_day == 1


def test_a_preview_shows_what_would_be_posted_and_what_leaves(desk):
    desk.command(text="new")
    form = desk.view(until="Which numbers?")

    desk.press(form, fields.PREVIEW)

    shows = "\n".join(texts(desk.view(until="would be posted now")["blocks"]))
    assert "On time" in shows
    assert "Left out. Quotes: its source is for others." in shows
    assert desk.planned() == {}


@pytest.mark.parametrize(
    ("user", "channel", "sentence"),
    [
        ("U0ANNA", "", "Choose a channel"),
        ("U0ANNA", "C0PARTNER", "shared with another organisation"),
        ("U0BEN", "C0GUESTS", "Only somebody who is in that channel"),
    ],
)
def test_who_may_not_plan_one_for_a_channel_is_told_why(desk, user, channel, sentence):
    there = channel if user == "U0ANNA" and channel else ""
    desk.command(user, there or f"D{user}", "new")
    form = desk.view(user, until="In which channel?")

    chosen = {
        fields.CHANNEL: {"selected_conversation": channel or f"D{user}"},
        fields.METRICS: {"selected_options": [option("tickets")]},
    }
    desk.submit(form, chosen, user)

    assert sentence in desk.errors(form)[fields.CHANNEL]


@pytest.mark.parametrize(
    ("user", "channel", "sentence"),
    [
        ("U0GUEST", "C0GUESTS", "Guests cannot plan digests"),
        ("U0ANNA", "C0PARTNER", "shared with another organisation"),
    ],
)
def test_what_cannot_be_planned_is_said_before_anything_is_filled_in(desk, user, channel, sentence):
    desk.command(user, channel)

    desk.view(user, until=sentence)


def test_what_is_closed_to_the_channel_or_missing_is_refused_at_its_field(desk):
    desk.command(text="new")
    form = desk.view(until="Which numbers?")

    desk.submit(form, {fields.METRICS: {"selected_options": [option("margin")]}})
    closed = desk.errors(form)

    assert closed == {fields.METRICS: "Margin is not for everybody in that channel."}


def test_the_list_pauses_resumes_tests_and_deletes(desk):
    desk.subscribe()
    desk.command()
    listed = desk.view(until="Numbers for #general")
    name = "numbers-for-general"

    desk.press(listed, "digest_pause", name)
    paused = desk.view(until="is paused")
    assert desk.planned()[name].paused
    desk.press(paused, "digest_test", name)
    tested = desk.view(until="the test comes")
    assert desk.rehearsal.wait_for(lambda: desk.said("DU0ANNA"))
    desk.press(tested, "digest_resume", name)
    running = desk.view(until="is posted again")
    desk.press(running, "digest_history", name)
    history = desk.view(until="planned it")
    desk.press(running, "digest_delete", name)
    assert desk.rehearsal.wait_for(lambda: not desk.planned())

    test = desk.said("DU0ANNA")[0]
    assert test["text"].startswith("Test: Numbers for #general")
    assert len(list(texts(history["blocks"]))) == 3


def test_others_read_the_list_and_what_they_try_all_the_same_is_refused(desk):
    desk.subscribe()
    desk.command("U0BEN")
    listed = desk.view("U0BEN", until="Numbers for #general")

    actions = {
        one["action_id"]
        for block in listed["blocks"]
        for one in block.get("elements", [])
        if "action_id" in one
    }

    assert actions == {"digest_test", "digest_history", "digest_new"}


def test_an_admin_pauses_a_digest_of_a_file_and_nobody_edits_it(desk):
    desk.command("U0OWNER")
    listed = desk.view("U0OWNER", until="planned in a file")

    desk.press(listed, "digest_pause", "board-weekly", "U0OWNER")

    desk.view("U0OWNER", until="Board, week by week is paused.")
    assert desk.planner.book.named("board-weekly").paused
    with pytest.raises(LookupError):
        desk.press(listed, "digest_edit", user="U0OWNER")


def test_an_edit_changes_it_in_its_place_without_another_word_in_the_channel(desk):
    desk.subscribe()
    assert desk.rehearsal.wait_for(desk.said)
    desk.command()
    desk.press(desk.view(until="Numbers for #general"), "digest_edit")
    form = desk.view(until="About which days?")

    assert form["title"]["text"] == "Change a digest"
    desk.submit(form, {fields.TITLE: {"value": "Care <!channel>"}})

    desk.view(until="Saved")
    changed = lambda: desk.planned()["numbers-for-general"].definition.title == "Care <!channel>"  # noqa: E731
    assert desk.rehearsal.wait_for(changed)
    desk.office.settled()
    assert len(desk.said()) == 1


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk):
    desk.subscribe()
    desk.command()
    desk.press(desk.view(until="Numbers for #general"), "digest_edit")
    form = desk.view(until="About which days?")
    (kept,) = desk.planner.plans.all()
    desk.planner.plans.edit(
        kept.name, kept.body.replace("09:00", "10:00"), "U0OWNER", desk.office.services.clock()
    )

    desk.submit(form)

    assert "changed it meanwhile" in desk.errors(form)[fields.TITLE]


def home(desk, user, until):
    """The lines of somebody's home once `until` stands there."""
    homes = desk.rehearsal.workspace.homes
    homes.pop(user, None)
    desk.rehearsal.open_home(user, "home")

    def lines():
        return list(texts(homes[user]["blocks"])) if user in homes else []

    assert desk.rehearsal.wait_for(lambda: until in "\n".join(lines())), lines()
    return "\n".join(lines())


def posted(desk, name, state, reason="", **figure):
    """A delivery of a digest as the calendar keeps it."""
    calendar, now = desk.office.services.calendar, datetime(2026, 11, 23, 8, tzinfo=UTC)
    slot = now if state is State.SENT else now + timedelta(days=7)
    calendar.open(name, slot, "C0GENERAL", slot)
    (delivery,) = calendar.waiting()
    values = json.dumps({"as_of": "2026-11-23", "figures": [figure]})
    calendar.settle(delivery, state, reason, values)


def test_a_home_shows_what_comes_next_my_numbers_and_what_is_held(desk):
    desk.subscribe()
    name = "numbers-for-general"
    period = {"start": "2026-11-16", "end": "2026-11-22"}
    told = {"metric": "on_time", "unit": "percent", "value": 0.93, "previous": 0.9}
    goal = {"target": 0.95, "target_date": "2027-03-31"}
    posted(desk, name, State.SENT, dimensions={}, period=period, **told, **goal)
    posted(desk, name, State.HELD, reason="The newest row is of Friday.")
    desk.planner.reasons.ask(
        Reason(
            "k",
            name,
            1,
            "on_time",
            "On time",
            "C0GENERAL",
            "everyone",
            "U0ANNA",
            "On time fell below 95 %.",
            None,
            date(2026, 11, 22),
            datetime(2026, 11, 23, 8, tzinfo=UTC),
        )
    )

    anna = home(desk, "U0ANNA", "My numbers")
    ben = home(desk, "U0BEN", "Digests of my channels")

    assert "*Numbers for #general* · <#C0GENERAL> · next on Monday" in anna
    assert (
        "*On time: 93 %* · ▲ 3 points from 90 % in the period before · 95 % due 31 Mar 2027 · until 22 Nov 2026"
        in anna
    )
    assert "*Numbers for #general* in <#C0GENERAL> is held: The newest row is of Friday." in anna
    assert "*On time fell below 95 %.*" in anna
    assert "My numbers" not in ben
    assert "*Tickets: 41*" in home(desk, "U0OWNER", "41")  # no digest has told it
    assert "held" not in ben


def test_an_admin_sees_every_digest_with_its_last_ten_days(desk):
    posted(desk, "board-weekly", State.SKIPPED, reason="No metric has changed.")
    desk.planner.plans.create("torn", "{}", "U0ANNA", datetime(2026, 11, 23, tzinfo=UTC))

    seen = home(desk, "U0OWNER", "*Board, week by week*")
    view = desk.rehearsal.workspace.homes["U0OWNER"]
    desk.press(view, "digest_deliveries", "board-weekly", "U0OWNER")

    assert "*torn* · cannot be posted" in seen
    shows = "\n".join(texts(desk.view("U0OWNER", "No metric has changed.")["blocks"]))
    assert "*Monday 30 Nov, 08:00* · skipped\nNo metric has changed." in shows
    assert "torn" not in home(desk, "U0BEN", "Hello")


def test_without_numbers_the_command_says_so(empty_office):
    empty_office.open()

    empty_office.rehearsal.say("U0ANNA", "C0GENERAL", "/digest")

    said = empty_office.rehearsal.workspace.conversation("C0GENERAL").messages
    assert empty_office.rehearsal.wait_for(lambda: said)
    assert said[0]["text"].startswith("No numbers are defined yet")
