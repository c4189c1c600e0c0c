"""A number in Slack: its chart, how it was computed, whose it is, and readings to choose from."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rehearsal.web_api.webapi import Fault
from knowledge.audience import AudienceMembers, AudienceRules
from knowledge.store.database.facts import CHARTS_REFUSED

COUNT = "How many complaints did we receive last week?"


@pytest.fixture
def desk(fake, empty_office):
    """Everybody's hands, in an office that answers with numbers."""
    empty_office.nobody_is_new()
    answers = fake("computing").Computes()
    empty_office.services = replace(
        empty_office.services, answers=answers, admins=("U0ADMIN",), groups=("S0ROTA",)
    )
    empty_office.bot = empty_office.open()
    made = fake("aftercare").Hands(empty_office)
    made.answers = answers
    yield made
    made.leave()


def kinds(message):
    return [block["type"] for block in message["blocks"]]


def pictures(message):
    return [block for block in message["blocks"] if block["type"] == "image"]


def test_a_number_is_posted_with_slack_s_own_chart(desk):
    told = desk.ask(COUNT)

    assert told["text"] == "37 complaints reached us in the week of 19 Oct 2026."
    assert "data_visualization" in kinds(told)
    assert pictures(told) == []


def test_where_slack_refuses_its_chart_the_same_message_has_a_picture_with_all_values(desk):
    desk.stage.fault(Fault("chat.postMessage", "invalid_blocks"))

    told = desk.ask(COUNT)

    assert "data_visualization" not in kinds(told)
    assert kinds(told)[:4] == ["section", "section", "image", "section"]
    assert pictures(told)[0]["alt_text"].startswith(
        "Line chart of Complaints by week. Complaints: 31 Aug 31, 7 Sep 28, 14 Sep 35, 21 Sep 40,"
    )
    replies = desk.stage.replies("C0GENERAL", told["thread_ts"])
    assert len([one for one in replies if one.get("bot_id")]) == 1


def test_a_workspace_that_refused_it_once_is_sent_pictures_at_once_even_after_a_restart(desk):
    desk.stage.fault(Fault("chat.postMessage", "invalid_blocks_format"))
    desk.ask(COUNT)
    desk.office.bot.stop()
    desk.office.close()
    desk.office.open()

    desk.workspace.calls.clear()
    told = desk.ask(COUNT, user="U0BEN")

    posts = [given for name, given in desk.workspace.calls if name == "chat.postMessage"]
    assert len(pictures(told)) == 1
    assert len(posts) == 1


def test_a_month_later_slack_is_asked_again(desk):
    long_ago = desk.services.clock() - timedelta(days=31)
    desk.services.facts.set(CHARTS_REFUSED, long_ago.isoformat())

    told = desk.ask(COUNT)

    assert "data_visualization" in kinds(told)


def test_other_blocks_that_are_refused_say_nothing_of_charts(desk):
    desk.stage.fault(Fault("chat.postMessage", "invalid_blocks", times=2))

    told = desk.ask(COUNT)

    assert "blocks" not in told or not told["blocks"]
    assert "37 complaints reached us" in told["text"]
    assert "Complaints by week" in told["text"]
    assert desk.services.facts.get(CHARTS_REFUSED) is None


def test_a_way_with_gaps_is_a_picture_and_says_so_of_nobody(desk):
    told = desk.ask("And with gaps?")

    assert "7 Sep no figure" in pictures(told)[0]["alt_text"]
    assert desk.services.facts.get(CHARTS_REFUSED) is None


def test_a_picture_that_slack_does_not_take_is_left_out_and_the_words_stay(desk, shown):
    desk.stage.fault(Fault("files.getUploadURLExternal", "internal_error", times=2))

    told = desk.ask("And with gaps?")

    assert pictures(told) == []
    assert "Complaints by week" in shown(told)
    assert "31 (31 Aug) → 37 (19 Oct)" in shown(told)


def test_how_it_was_computed_opens_for_who_sees_it_and_survives_a_restart(desk):
    told = desk.ask(COUNT)
    desk.office.bot.stop()
    desk.office.close()
    desk.office.open()

    desk.press("U0BEN", told, "show_workings")

    view = json.dumps(desk.form("U0BEN"), ensure_ascii=False)
    assert view.count("Every complaint counts once") == 1
    assert "DATE_TRUNC('week', received)" in view
    assert "*37 complaints*, 19 Oct 2026 to 25 Oct 2026 (n = 412)" in view
    assert "Owner: Olga" in view


def test_a_kept_number_is_closed_to_whom_an_audience_was_taken_from(desk, fake):
    board = AudienceRules({"board": AudienceMembers(users=("U0ANNA",))})
    told_to = replace(desk.services, audiences=board)
    desk.office.bot.stop()
    desk.office.close()
    desk.office.services = told_to
    desk.office.bot = desk.office.open()
    told = desk.ask(COUNT, channel="")
    desk.office.bot.stop()
    desk.office.close()
    desk.office.services = replace(told_to, audiences=AudienceRules({}))
    desk.office.open()

    desk.press_direct("U0ANNA", told, "show_workings")

    assert "You may not read any more" in json.dumps(desk.form("U0ANNA"))


def test_its_owner_is_asked_with_the_number_that_was_told(desk, shown):
    told = desk.ask(COUNT)

    desk.press("U0ANNA", told, "ask_owner")

    notice = shown(desk.wait_direct("U0OWNER")[0])
    assert "*Anna* asked for a number of yours" in notice
    assert ">37 complaints reached us in the week of 19 Oct 2026." in notice
    assert "• Complaints" in notice


def test_a_reading_that_is_clicked_is_asked_as_it_stands_in_the_same_thread(desk, fake):
    desk.ask(COUNT)
    unclear = desk.ask("How is churn?")

    desk.press("U0ANNA", unclear, "ask_choice:1")
    desk.wait(lambda: len(desk.stage.replies("C0GENERAL", unclear["thread_ts"])) == 2)

    assert desk.answers.asked[-1] == fake("computing").CHOICES[1]
