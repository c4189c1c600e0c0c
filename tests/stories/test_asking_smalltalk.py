"""What is said to the bot, question or not, in private and with a mention."""

from __future__ import annotations

import pytest

ANSWER = "Everybody has 25 days of paid leave a year."


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("thanks!", "You are welcome."),
        ("thank you so much :heart:", "You are welcome."),
        (":tada: :tada:", "Ask me whenever you like."),
        ("👍🏽", "Ask me whenever you like."),
        ("ok great", "Ask me whenever you like."),
        ("hello", "Hello! Ask me about our strategy, how things are done or our words."),
        ("?", "Hello! Ask me about our strategy, how things are done or our words."),
        ("how many days of leave?", ANSWER),
        ("what about the moon?", "I could not find that."),
        ("wie viele Tage leave?", ANSWER),
    ],
    ids=lambda text: text[:20],
)
@pytest.mark.parametrize("channel", ["", "C0GENERAL"])
def test_whatever_is_said_to_the_bot_gets_one_reply(office, text, reply, channel):
    said = f"@throughline {text}" if channel else text

    replies = office.ask(said, channel=channel)
    office.settled()

    assert [one["text"] for one in replies] == [reply]
    assert len(office.answers.asked) == (reply in (ANSWER, "I could not find that."))
