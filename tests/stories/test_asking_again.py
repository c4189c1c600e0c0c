"""What a bot that was started anew knows, and what it does not know yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.listeners.desk import Desk
from bot.rehearsal.web_api.webapi import Fault

TEAM = "T0REHEARSAL"
ANSWER = "Everybody has 25 days of paid leave a year."


def test_quiet_and_the_turns_of_a_thread_survive_a_restart(empty_office):
    office = empty_office
    office.nobody_is_new()
    first = office.open()
    thread = office.ask("@throughline how many days of leave?")[0]["thread_ts"]
    other = office.ask("@throughline how many days of leave?")[0]["thread_ts"]
    office.ask("quiet", thread=other)
    office.settled()
    office.close()
    first.stop()

    office.open()
    office.rehearsal.say("U0ANNA", "C0GENERAL", "and for part-timers?", other)
    office.ask("and for part-timers?", thread=thread)
    office.settled()

    told = {at: office.rehearsal.replies("C0GENERAL", at) for at in (thread, other)}
    assert [one["text"] for one in told[other]][1:] == [
        "quiet",
        "I will be quiet in this thread. Mention me if you need me, or write “come back”.",
        "and for part-timers?",
    ]
    assert [one["text"] for one in told[thread]] == [ANSWER, "and for part-timers?", ANSWER]
    assert office.answers.asked[-1][0] == "how many days of leave? / and for part-timers?"


def alone(office, user, channel):
    """What the bot has shown to one person only."""
    return [
        one
        for one in office.rehearsal.messages(channel)
        if one.get("bot_id") and (channel.startswith("D") or one.get("ephemeral_to") == user)
    ]


def test_a_command_that_was_kept_before_a_kill_is_answered_after_it(empty_office, shelves, shown):
    office = empty_office
    office.services = replace(office.services, answers=shelves)
    office.nobody_is_new()
    desk = Desk(office.services, lambda: None)
    body = {"channel": "C0GENERAL", "text": "how many days of leave?", "link": "", "author": ""}
    desk.leave("aside", "C0GENERAL:1", "U0ANNA", TEAM, **body)
    # and here it was killed
    office.services.inbox.claim(office.services.clock(), timedelta(minutes=3))

    office.open()
    office.settled()

    (answer,) = alone(office, "U0ANNA", "C0GENERAL")
    assert "Everybody has 25 days" in shown(answer)
    assert alone(office, "U0ANNA", "DU0ANNA") == []


def test_where_nobody_knows_who_reads_the_answer_comes_in_private(empty_office, shelves, shown):
    office = empty_office
    office.services = replace(office.services, answers=shelves)
    office.nobody_is_new()
    office.open()
    office.rehearsal.fault(Fault("conversations.members", "fetch_members_failed", times=50))

    reply = office.ask("@throughline how many days of leave?", user="U0BEN")[0]
    office.rehearsal.wait_for(lambda: alone(office, "U0BEN", "C0GENERAL"))

    assert shown(reply).startswith("I could not check who reads this channel")
    (answer,) = alone(office, "U0BEN", "DU0BEN")
    assert "I could not check who reads along there, so only you see this answer." in shown(answer)
    assert "Everybody has 25 days of paid leave a year. [1]" in shown(answer)
