from bot.cli.cards.transcript import lines, plain

NAMES = {"U0ANNA": "Anna"}


def test_a_title_keeps_its_address_and_a_number_does_not():
    text = "Within 14 days. <https://wiki/a.md|[1]>\n*[1]* <https://wiki/a.md|Refunds> \u203a Time"

    assert plain(text, NAMES) == "Within 14 days. [1]\n[1] Refunds <https://wiki/a.md> \u203a Time"


def test_mentions_become_names_and_escapes_what_they_stand_for():
    assert plain("what the _household_ owes in net_of_fees", NAMES) == (
        "what the household owes in net_of_fees"
    )
    assert plain("Ask <@U0ANNA> &amp; <!subteam^S0OPS>: 3 &lt; 4 * 5", NAMES) == (
        "Ask Anna & S0OPS: 3 < 4 * 5"
    )


def test_a_message_is_read_from_top_to_bottom():
    message = {
        "text": "short",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Title"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": "*One*\ntwo"}},
            {"type": "divider"},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "Source"}]},
            {"type": "image", "alt_text": "A line that rises"},
            {"type": "actions", "elements": [{"type": "button", "text": {"text": "Why?"}}]},
        ],
    }

    assert list(lines(message, NAMES)) == [
        "Title",
        "One",
        "two",
        "",
        "Source",
        "(picture: A line that rises...)",
        "[ Why? ]",
    ]


def test_a_message_without_blocks_is_its_text():
    assert list(lines({"text": "Hello <@U0ANNA>"}, NAMES)) == ["Hello Anna"]


def test_a_chart_is_named_and_small_bars_stand_without_their_marks():
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Now:* `▁█`  4 \u2060_\u2060so"}},
        {"type": "data_visualization", "title": "Complaints by week", "chart": {}},
    ]

    assert list(lines({"text": "x", "blocks": blocks}, NAMES)) == [
        "Now: ▁█  4 _so",
        "(chart: Complaints by week)",
    ]
