"""The chat model over HTTP: an answer or a ChatError, always within the deadline."""

from __future__ import annotations

import time

import pytest
from pydantic import SecretStr

from knowledge.answers.writing.writing import write
from knowledge.chat import open_chat
from knowledge.chat_limits import Budget, Caps
from knowledge.errors import ChatError, ConfigurationError

TRUTH = "The depot opens at six. Vans leave at 06:45 from Monday to Saturday."


def test_a_reply_is_streamed_in_pieces(provider, stand_in, servers, opened):
    stand_in.behaviour = lambda system, user: servers.says("The depot opens at six [1].")
    chat = opened(provider)

    pieces = list(chat.stream("be brief", "when?"))

    assert "".join(pieces) == "The depot opens at six [1]."
    assert len(pieces) > 1
    assert stand_in.prompts == [("be brief", "when?")]


def test_what_was_used_is_recorded(provider, stand_in, servers, opened, purse):
    stand_in.behaviour = lambda system, user: servers.says("Six.")

    list(opened(provider).stream("s", "u"))

    assert purse.tokens == 120


def test_a_busy_provider_is_asked_a_second_time(provider, stand_in, servers, opened):
    replies = iter([servers.Reply(status=429, headers={"retry-after": "0"}), servers.says("Six.")])
    stand_in.behaviour = lambda system, user: next(replies)

    assert "".join(opened(provider).stream("s", "u")) == "Six."


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_provider_that_stays_broken_ends_in_one_error_after_two_tries(
    provider, status, stand_in, servers, opened
):
    stand_in.behaviour = lambda system, user: servers.Reply(status=status)

    with pytest.raises(ChatError, match=f"HTTP {status}"):
        list(opened(provider).stream("s", "u"))

    assert len(stand_in.prompts) == 2


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_request_that_cannot_succeed_is_not_repeated(provider, status, stand_in, servers, opened):
    stand_in.behaviour = lambda system, user: servers.Reply(status=status)

    with pytest.raises(ChatError):
        list(opened(provider).stream("s", "u"))

    assert len(stand_in.prompts) == 1


def test_nobody_at_the_address_is_an_error_soon(provider, purse):
    chat = open_chat(
        f"{provider}:m", Budget(purse), SecretStr("k"), "http://127.0.0.1:9/v1", deadline=5.0
    )
    started = time.monotonic()

    with pytest.raises(ChatError, match="not reached"):
        list(chat.stream("s", "u"))

    assert time.monotonic() - started < 5.0


@pytest.mark.parametrize(("before", "between"), [(30.0, 0.0), (0.0, 0.2)])
def test_a_hanging_or_trickling_reply_ends_at_the_deadline(
    provider, before, between, stand_in, servers, opened
):
    stand_in.behaviour = lambda system, user: servers.Reply(
        ("word ",) * 200, before=before, between=between
    )
    chat = opened(provider, deadline=1.0)
    started = time.monotonic()

    with pytest.raises(ChatError, match="within 1 s"):
        list(chat.stream("s", "u"))

    assert time.monotonic() - started < 1.5


def test_an_empty_reply_is_an_error(provider, stand_in, servers, opened):
    stand_in.behaviour = lambda system, user: servers.Reply(())

    with pytest.raises(ChatError):
        list(opened(provider).stream("s", "u"))


def test_a_reply_that_breaks_off_keeps_the_sentences_that_had_passed(
    provider, stand_in, servers, opened, passage, prompts
):
    text = "The depot opens at six [1]. Vans leave at 06:45 from Monday to Saturday [1]. And then"
    pieces = servers.says(text).pieces
    stand_in.behaviour = lambda system, user: servers.Reply(pieces, between=0.005, cut=8)

    checked = write("When?", [passage(TRUTH)], (), opened(provider), prompts)

    assert [statement.text for statement in checked.sentences] == ["The depot opens at six."]


def test_a_megabyte_of_text_is_cut_without_harm(provider, stand_in, servers, opened, purse):
    stand_in.behaviour = lambda system, user: servers.says("blah blah. " * 95_000, 4_000)
    started = time.monotonic()

    text = "".join(opened(provider).stream("s", "u"))

    assert len(text) == 8_000
    assert time.monotonic() - started < 5.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I'm sorry, but I can't help with that.",
        "Das Depot öffnet um sieben Uhr morgens [1].",
        "The depot opens at six [7].",
        "The depot opens at six.",
        "The depot opens at six [one].",
        '{"answer": "The depot opens at six", "source": 1}',
        "The depot opens at seven [1].",
    ],
)
def test_replies_that_do_not_hold_leave_nothing_or_raise(
    text, provider, stand_in, servers, opened, passage, prompts
):
    stand_in.behaviour = lambda system, user: servers.says(text)
    shown: list[str] = []

    try:
        checked = write("When?", [passage(TRUTH)], (), opened(provider), prompts, shown.append)
    except ChatError:
        checked = None

    assert checked is None or checked.sentences in ((), _repointed(text, checked))
    assert not shown or text == "The depot opens at six [7]."


def _repointed(text, checked):
    return checked.sentences if text == "The depot opens at six [7]." else ()


def test_a_model_that_finds_nothing_says_so(provider, stand_in, servers, opened, passage, prompts):
    stand_in.behaviour = lambda system, user: servers.says("NOT_FOUND")

    checked = write("Who owns it?", [passage(TRUTH)], (), opened(provider), prompts)

    assert checked.not_found
    assert checked.sentences == ()


def test_five_failures_open_the_breaker(stand_in, servers, opened):
    stand_in.behaviour = lambda system, user: servers.Reply(status=401)
    chat = opened("ollama")
    for _ in range(5):
        with pytest.raises(ChatError):
            list(chat.stream("s", "u"))

    with pytest.raises(ChatError, match="left alone"):
        list(chat.stream("s", "u"))

    assert len(stand_in.prompts) == 5


def test_a_spent_budget_asks_nobody(stand_in, opened, purse):
    purse.tokens = 1_000

    with pytest.raises(ChatError, match="budget for the chat model is used up"):
        list(opened("ollama", caps=Caps(tokens=1_000)).stream("s", "u"))

    assert stand_in.prompts == []
    assert purse.tokens == 1_000


def test_a_listener_that_leaves_is_no_failure_of_the_model(stand_in, servers, opened, purse):
    stand_in.behaviour = lambda system, user: servers.says("word " * 50)
    chat = opened("ollama")

    for _ in range(6):
        stream = chat.stream("s", "u")
        next(stream)
        stream.close()

    assert "".join(chat.stream("s", "u")).startswith("word")
    assert purse.tokens < 6 * 800


def test_a_model_that_takes_no_temperature_is_asked_without_one(stand_in, servers, opened):
    replies = iter([servers.Reply(status=400, message="temperature is not supported")])
    stand_in.behaviour = lambda system, user: next(replies, servers.says("Six."))

    assert "".join(opened("openai").stream("s", "u")) == "Six."


@pytest.mark.parametrize("model", ["openai:m", "anthropic:m"])
def test_a_missing_key_is_a_setting_to_correct(model, purse):
    with pytest.raises(ConfigurationError, match="_API_KEY"):
        open_chat(model, Budget(purse))


def test_a_provider_that_is_not_installed_is_named_with_what_to_install(purse):
    with pytest.raises(ConfigurationError, match="pip install langchain-mistralai"):
        open_chat("mistralai:m", Budget(purse), SecretStr("k"))


def test_an_unknown_provider_is_a_setting_to_correct(purse):
    with pytest.raises(ConfigurationError, match="provider:model"):
        open_chat("nobody:m", Budget(purse), SecretStr("k"))
