from __future__ import annotations

from dataclasses import replace

import pytest
from slack_sdk import WebClient


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def test_each_token_opens_its_own_doors(desk):
    def client(token):
        return WebClient(token, base_url=desk.rehearsal.api_url)

    bot, app = desk.rehearsal.bot_token, desk.rehearsal.app_token
    assert desk.error(client("").auth_test) == "not_authed"
    assert desk.error(client("xoxb-other").auth_test) == "invalid_auth"
    assert desk.error(client(app).auth_test) == "not_allowed_token_type"
    assert desk.error(client(bot).apps_connections_open, app_token=bot) == "not_allowed_token_type"
    assert desk.error(client(bot).api_call, api_method="chat.sing") == "unknown_method"


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("G0HIDDEN", "channel_not_found"),
        ("C0ELSE", "not_in_channel"),
    ],
)
def test_only_where_the_bot_is_it_may_speak_and_read(desk, channel, error):
    assert desk.error(desk.client.chat_postMessage, channel=channel, text="x") == error
    assert desk.error(desk.client.conversations_history, channel=channel) == error


def test_a_persons_id_is_a_place_to_post_and_nothing_else(desk):
    posted = desk.client.chat_postMessage(channel="U0ANNA", text="hello")

    assert posted["channel"] == "DU0ANNA"
    call = desk.client.chat_update
    assert desk.error(call, channel="U0ANNA", ts=posted["ts"], text="x") == "channel_not_found"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section("x" * 2700)] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"text": "x", "blocks": "no json"}, "invalid_blocks_format"),
        ({"text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ({"text": "x", "metadata": {"event_type": "answered"}}, "invalid_metadata_format"),
    ],
)
def test_messages_beyond_a_limit_are_refused(desk, said, error):
    call = {"api_method": "chat.postMessage", "json": {"channel": "C0GENERAL", **said}}

    assert desk.error(desk.client.api_call, **call) == error


def test_an_edited_text_is_shorter(desk):
    ts = desk.client.chat_postMessage(channel="C0GENERAL", text="x")["ts"]

    error = desk.error(desk.client.chat_update, channel="C0GENERAL", ts=ts, text="x" * 4001)

    assert error == "msg_too_long"


def test_wrong_blocks_are_pointed_at(desk):
    _, reply = desk.refused(
        desk.client.chat_postMessage,
        channel="C0GENERAL",
        text="x",
        blocks=[section("fine"), section("")],
    )

    assert reply["response_metadata"]["messages"] == [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]"
    ]


def test_a_missing_argument_is_named(desk):
    error, reply = desk.refused(desk.client.api_call, api_method="reactions.add", json={})

    assert error == "invalid_arguments"
    assert reply["response_metadata"]["messages"][0] == "[ERROR] missing required field: channel"


def test_a_missing_scope_is_named_with_those_that_are_there(desk_with, cast):
    desk = desk_with(cast=replace(cast, scopes=("chat:write", "channels:read")))

    error, reply = desk.refused(desk.client.users_info, user="U0ANNA")

    assert error == "missing_scope"
    assert (reply["needed"], reply["provided"]) == ("users:read", "channels:read,chat:write")
    assert desk.client.conversations_info(channel="C0GENERAL")["ok"]
    _, closed = desk.refused(desk.client.conversations_info, channel="G0CLOSED")
    assert closed["needed"] == "groups:read"
    _, direct = desk.refused(desk.client.conversations_history, channel="DU0ANNA")
    assert direct["needed"] == "im:history"


def test_what_others_said_is_not_the_bots_to_change(desk):
    ts = desk.rehearsal.say("U0ANNA", "C0GENERAL", "mine")
    there = {"channel": "C0GENERAL", "ts": ts}

    assert desk.error(desk.client.chat_update, **there, text="x") == "cant_update_message"
    assert desk.error(desk.client.chat_delete, **there) == "cant_delete_message"
    assert desk.error(desk.client.chat_appendStream, **there, markdown_text="x") == (
        "message_not_owned_by_app"
    )


def test_reactions_come_once_and_go_once(desk):
    ts = desk.rehearsal.say("U0ANNA", "C0GENERAL", "hello")
    there = {"channel": "C0GENERAL", "timestamp": ts, "name": "eyes"}

    desk.client.reactions_add(**there)
    shown = desk.rehearsal.messages("C0GENERAL")[-1]["reactions"]

    assert [(one["name"], one["count"]) for one in shown] == [("eyes", 1)]
    assert desk.error(desk.client.reactions_add, **there) == "already_reacted"
    desk.client.reactions_remove(**there)
    assert "reactions" not in desk.rehearsal.messages("C0GENERAL")[-1]
    assert desk.error(desk.client.reactions_remove, **there) == "no_reaction"


def test_lists_come_in_pages(desk):
    for number in range(5):
        desk.client.chat_postMessage(channel="C0GENERAL", text=str(number))

    pages = [
        [one["text"] for one in page["messages"]]
        for page in desk.client.conversations_history(channel="C0GENERAL", limit=2)
    ]

    assert pages == [["4", "3"], ["2", "1"], ["0"]]
    call = desk.client.conversations_history
    assert desk.error(call, channel="C0GENERAL", cursor="bm8=") == "invalid_cursor"
    assert desk.error(call, channel="C0GENERAL", limit=0) == "invalid_limit"


def test_channels_are_listed_by_type_as_far_as_the_bot_may_know(desk):
    def names(**types):
        return [one["id"] for one in desk.client.conversations_list(**types)["channels"]]

    assert names() == ["C0GENERAL", "C0ELSE"]
    assert names(types="private_channel") == ["G0CLOSED"]
    own = desk.client.users_conversations(types="public_channel,private_channel")["channels"]
    assert [one["id"] for one in own] == ["C0GENERAL", "G0CLOSED"]
    assert desk.error(desk.client.conversations_list, types="secret") == "invalid_types"


def test_people_groups_and_the_bot_are_known(desk):
    groups = desk.client.usergroups_list(include_users=True)["usergroups"]

    assert groups[0]["users"] == ["U0ANNA"]
    assert desk.client.users_info(user="U0GUEST")["user"]["is_restricted"] is True
    bot = desk.client.auth_test()
    assert desk.client.bots_info(bot=bot["bot_id"])["bot"]["user_id"] == bot["user_id"]
    direct = desk.client.conversations_open(users="U0ANNA")["channel"]["id"]
    assert desk.client.conversations_info(channel=direct)["channel"]["user"] == "U0ANNA"


def test_the_log_tells_every_call_with_its_error(desk):
    desk.client.auth_test()
    desk.error(desk.client.chat_postMessage, channel="C0NOWHERE", text="secret")

    calls = [(one["direction"], one["name"], one["error"]) for one in desk.workspace.log]
    assert calls == [
        ("in", "auth.test", ""),
        ("in", "chat.postMessage", "channel_not_found"),
    ]
    assert "secret" not in str(desk.workspace.log)


def test_the_first_of_a_thread_says_how_many_follow(desk):
    ts = desk.rehearsal.say("U0ANNA", "C0GENERAL", "hello")
    desk.client.chat_postMessage(channel="C0GENERAL", thread_ts=ts, text="hi")
    desk.rehearsal.say("U0BEN", "C0GENERAL", "thanks", ts)

    root, *rest = desk.client.conversations_replies(channel="C0GENERAL", ts=ts)["messages"]

    assert (root["thread_ts"], root["reply_count"]) == (ts, 2)
    assert root["reply_users"] == ["U0BEN", "U0THROUGHLINE"]
    assert [one["text"] for one in rest] == ["hi", "thanks"]
    assert rest[1]["parent_user_id"] == "U0ANNA"


def test_a_private_message_cannot_be_named_afterwards(desk):
    posted = desk.client.chat_postEphemeral(channel="C0GENERAL", user="U0ANNA", text="psst")
    there = {"channel": "C0GENERAL", "ts": posted["message_ts"]}

    assert desk.error(desk.client.chat_update, **there, text="x") == "message_not_found"
    assert desk.error(desk.client.chat_delete, **there) == "message_not_found"
    call = desk.client.chat_postEphemeral
    there = {"channel": "C0GENERAL", "text": "x"}
    assert desk.error(call, **there, user="U0GUEST") == "user_not_in_channel"


def test_a_reply_tells_what_the_token_may_do(desk):
    scopes = desk.client.auth_test().headers["x-oauth-scopes"].split(",")

    assert {"chat:write", "im:history", "users:read", "files:read"} <= set(scopes)
