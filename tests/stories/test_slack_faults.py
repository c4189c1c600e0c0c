from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks.parts.plots import PICTURED, chart_block
from bot.delivery.slack import EVENT_TYPE, posting_client
from bot.listeners.incoming import Said
from bot.rehearsal.web_api.webapi import Fault
from bot.running.app import Bot
from knowledge.errors import ConfigurationError
from knowledge.models import Plot, Point

NOW = datetime.now(UTC)
PNG = b"\x89PNG\r\n\x1a\n"


CHART = chart_block(
    Plot("Churn", "line", "percent", (("Actual", (Point("8 Nov", 0.04), Point("15 Nov", 0.03))),))
) | {
    PICTURED: {
        "title": "Churn", "unit": "percent", "start": 0.05, "projected": None, "unusual": False,
        "points": [["2026-11-08", 0.04], ["2026-11-15", 0.03]], "due": "2026-12-31",
        "promised": [["2026-01-01", 0.05], ["2026-12-31", 0.02]],
    }
}  # fmt: skip


@dataclass
class Picture:
    name: str = "churn.png"
    png: bytes = PNG
    alt: str = "Churn fell from 4 % to 3 %."


def said(text, ts="1790000000.000100"):
    return Said("T0REHEARSAL", "U0ANNA", "DU0ANNA", text, ts, ts, direct=True)


def test_a_failure_is_told_kindly_with_a_reference_and_without_the_question_in_the_log(
    office, shown, caplog
):
    office.answers.fails_with = RuntimeError("while answering: my secret question")

    with caplog.at_level(logging.INFO):
        replies = office.ask("my secret question", channel="")

    assert len(replies) == 1
    reference = re.search(r"`([0-9A-F]{6})`", shown(replies[0]))[1]
    assert shown(replies[0]).startswith("Sorry, something went wrong on my side")
    assert reference in caplog.text
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_slack_that_asks_to_wait_is_waited_for_and_told_once(office):
    office.rehearsal.fault(Fault("chat.postMessage", "ratelimit", times=2, retry_after=0))

    replies = office.ask("how many days?", channel="")

    assert len(replies) == 1
    assert len(office.rehearsal.calls("chat.postMessage")) == 3


@pytest.mark.parametrize("kind", ["drop", "http_500", "internal_error"])
def test_a_post_whose_reply_is_lost_is_found_and_not_posted_again(office, kind):
    office.rehearsal.fault(Fault("chat.postMessage", kind, after=True))

    replies = office.ask("how many days?", channel="")
    looked = office.rehearsal.wait_for(lambda: office.rehearsal.calls("conversations.replies"))
    waiting = office.services.outgoing.open
    sent = office.rehearsal.wait_for(lambda: not waiting(datetime.now(UTC)))

    assert looked
    assert sent
    assert len(replies) == 1
    assert len(office.rehearsal.calls("chat.postMessage")) == 1
    assert len(office.rehearsal.calls("conversations.replies")) == 1


@pytest.mark.parametrize("kind", ["drop", "http_500"])
def test_a_post_that_never_happened_is_posted(office, kind):
    office.rehearsal.fault(Fault("chat.postMessage", kind))

    replies = office.ask("how many days?", channel="")

    assert len(replies) == 1
    assert len(office.rehearsal.calls("chat.postMessage")) == 2


def test_blocks_that_slack_refuses_are_said_in_plain_text(office):
    office.rehearsal.fault(Fault("chat.postMessage", "invalid_blocks"))

    replies = office.ask("how many days?", channel="")

    assert "blocks" not in replies[0]
    assert replies[0]["text"].startswith("Everybody has 25 days of paid leave a year.")


def test_what_was_kept_before_a_kill_is_answered_after_it(empty_office):
    office = empty_office
    ts = office.rehearsal.workspace.post("DU0ANNA", {"user": "U0ANNA", "text": "days?"})["ts"]
    office.services.inbox.keep(said("days?", ts).arrival("Ev1"), NOW)
    office.services.inbox.claim(NOW, timedelta(minutes=3))  # and here it was killed

    office.open()
    office.settled()

    assert len(office.rehearsal.replies("DU0ANNA", ts)) == 1


def test_what_was_posted_before_a_kill_is_not_posted_after_it(empty_office):
    office = empty_office
    ts = office.rehearsal.workspace.post("DU0ANNA", {"user": "U0ANNA", "text": "days?"})["ts"]
    office.services.inbox.keep(said("days?", ts).arrival("Ev1"), NOW)
    office.services.inbox.claim(NOW, timedelta(minutes=3))
    key = f"answer:T0REHEARSAL:DU0ANNA:{ts}"
    payload = {"text": "25 days", "blocks": [], "pictures": []}
    office.services.outgoing.put(key, ("DU0ANNA", ts), payload, NOW)
    office.services.outgoing.claim(key, NOW, timedelta(minutes=5))
    client = posting_client(office.rehearsal.bot_token, office.rehearsal.api_url)
    client.chat_postMessage(
        channel="DU0ANNA",
        thread_ts=ts,
        text="25 days",
        metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
    )  # and here it was killed

    office.open()
    office.settled()

    assert [one["text"] for one in office.rehearsal.replies("DU0ANNA", ts)] == ["25 days"]
    assert office.services.outgoing.state(key).state == "sent"


def test_a_message_that_could_not_be_posted_is_posted_later(empty_office):
    office = empty_office
    bot = office.new_bot()
    office.rehearsal.fault(Fault("chat.postMessage", "http_500", times=3))

    first = bot.outbox.post_once("digest:1", "C0GENERAL", "", "Churn", [])
    bot.outbox.turns.flush()

    assert first == ""
    assert [one["text"] for one in office.rehearsal.messages("C0GENERAL")] == ["Churn"]


def test_a_picture_is_in_its_message_with_its_words(empty_office):
    bot = empty_office.new_bot()

    first = bot.outbox.post_once("digest:1", "C0GENERAL", "", "Churn", [], [Picture()])
    again = bot.outbox.post_once("digest:1", "C0GENERAL", "", "Churn", [], [Picture()])

    (message,) = empty_office.rehearsal.messages("C0GENERAL")
    image = message["blocks"][-1]
    assert first == again == message["ts"]
    assert image["alt_text"] == "Churn fell from 4 % to 3 %."
    assert empty_office.rehearsal.workspace.files[image["slack_file"]["id"]].content == PNG


def test_where_slack_refuses_a_digests_chart_a_picture_shows_more_than_that(empty_office):
    bot = empty_office.new_bot()
    bot.outbox.post_once("digest:1", "C0GENERAL", "", "Churn", [CHART])
    empty_office.rehearsal.fault(Fault("chat.postMessage", "invalid_blocks"))

    bot.outbox.post_once("digest:2", "C0GENERAL", "", "Churn", [CHART])

    (native,), (image,) = (one["blocks"] for one in empty_office.rehearsal.messages("C0GENERAL"))
    assert native["type"] == "data_visualization"
    assert PICTURED not in native
    assert image["alt_text"] == (
        "Line chart of Churn, 8 Nov 2026 to 15 Nov 2026: 4 %, 3 %. At the start 5 %."
        " Target 2 % by 31 Dec 2026."
    )


def test_a_channel_that_is_not_there_ends_the_message_with_its_reason(empty_office):
    bot = empty_office.new_bot()

    bot.outbox.post_once("digest:1", "C0NOWHERE", "", "Churn", [])

    state = empty_office.services.outgoing.state("digest:1")
    assert (state.state, state.reason) == ("dead", "Slack refused it: channel_not_found.")


def test_a_dropped_connection_is_made_again_and_nothing_is_lost(empty_office):
    office = empty_office
    office.open()
    office.rehearsal.wait_for(lambda: office.rehearsal.sockets.connected)

    office.rehearsal.disconnect(abrupt=True)
    replies = office.ask("how many days?", channel="")

    assert len(replies) == 1


def test_a_wrong_token_is_refused_with_the_name_of_its_variable(empty_office):
    client = posting_client("xoxb-wrong", empty_office.rehearsal.api_url)

    with pytest.raises(ConfigurationError, match="SLACK_BOT_TOKEN"):
        Bot(empty_office.services, client)
