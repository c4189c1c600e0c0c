from __future__ import annotations

import pytest

from bot.rehearsal.cast import Cast, Channel, Person
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.workspace import BOT, BOT_USER, File

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@pytest.fixture
def rehearsal():
    cast = Cast(
        people=[Person("U0ANNA", "Anna Berg", "Sales"), Person("U0BEN", "Ben")],
        channels=[Channel("C0GENERAL", "general")],
        name="Acme",
        questions=["Who is our customer?"],
    )
    opened = Rehearsal(cast)
    opened.start()
    yield opened
    opened.stop()


def answer(rehearsal, blocks, thread=None):
    said = {"user": BOT_USER, "bot_id": BOT, "text": "Answer", "blocks": blocks}
    return rehearsal.workspace.post("C0GENERAL", said | ({"thread_ts": thread} if thread else {}))


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.mark.parametrize(("width", "phone"), [(1280, False), (390, True)])
def test_nothing_is_wider_than_the_screen_and_nothing_fails(rehearsal, page, width, phone):
    ts = rehearsal.say("U0ANNA", "C0GENERAL", "@Throughline who is our customer?")
    answer(rehearsal, [section("A" * 300 + " <https://x.example/|" + "b" * 90 + ">")], ts)
    page.size(width, 844, phone=phone)

    page.open(f"{rehearsal.url}?as=U0ANNA#C0GENERAL")

    assert page.run("document.documentElement.scrollWidth") == width
    assert page.problems == []
    assert "a workspace on your laptop, not Slack" in page.text(".strip")


def test_what_is_written_is_said_and_the_reply_appears_below_it(rehearsal, page):
    page.size(1280, 900)
    page.open(f"{rehearsal.url}?as=U0ANNA#C0GENERAL")

    page.type("#write", "@throughline who is our customer?")
    page.press_enter()
    page.wait("document.querySelector('.message')")
    said = rehearsal.messages("C0GENERAL")[0]
    answer(
        rehearsal, [section("*The household*, not the shop. <https://x.example/a|[1]>")], said["ts"]
    )
    page.wait("document.querySelector('.thread .message')")

    assert said["text"] == f"<@{BOT_USER}> who is our customer?"
    assert page.text(".thread b + .tag") == "app"
    assert page.text(".thread .section") == "The household, not the shop. [1]"
    assert page.run("document.querySelector('a.mark').href") == "https://x.example/a"


def test_text_is_never_taken_as_html_and_only_web_links_are_links(rehearsal, page):
    page.size(1280, 900)
    answer(rehearsal, [section("&lt;img src=x onerror=alert(1)&gt; <javascript:alert(1)|click>")])

    page.open(f"{rehearsal.url}?as=U0ANNA#C0GENERAL")

    assert page.text(".section") == "<img src=x onerror=alert(1)> <javascript:alert(1)>"
    assert page.run("document.querySelectorAll('.section a, .section img').length") == 0


def test_lists_quotes_code_and_emoji_look_like_themselves(rehearsal, page):
    page.size(1280, 900)
    answer(
        rehearsal,
        [section("*b* _i_ ~s~ `c`\n• one\n• two\n> said\n:warning: snake_case_name 2*3*4")],
    )

    page.open(f"{rehearsal.url}?as=U0ANNA#C0GENERAL")

    assert (
        page.run(
            "[...document.querySelectorAll('.section *')].map((one) => one.localName).join(' ')"
        )
        == "b i s code ul li li blockquote"
    )
    assert page.text(".section").endswith("⚠️ snake_case_name 2*3*4")


def test_a_chart_shows_with_its_words(rehearsal, page):
    page.size(1280, 900)
    rehearsal.workspace.files["F1"] = File("F1", "c.png", PNG, complete=True)
    image = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "Churn fell to 3 %."}
    answer(rehearsal, [image])

    page.open(f"{rehearsal.url}?as=U0ANNA#C0GENERAL")
    page.wait("document.querySelector('figure img').complete")

    assert page.run("document.querySelector('figure img').naturalWidth") == 1
    assert page.run("document.querySelector('figure img').alt") == "Churn fell to 3 %."


def test_one_person_does_not_see_what_only_another_may(rehearsal, page):
    page.size(1280, 900)
    rehearsal.workspace.post(
        "C0GENERAL",
        {"user": BOT_USER, "bot_id": BOT, "text": "for Ben alone", "ephemeral_to": "U0BEN"},
    )

    page.open(f"{rehearsal.url}?as=U0ANNA#C0GENERAL")
    before = page.text("#messages")
    page.run("person.value = 'U0BEN'; person.dispatchEvent(new Event('change'))")
    page.wait("document.querySelector('.message')")

    assert "for Ben alone" not in before
    assert "for Ben alone" in page.text("#messages")


def test_everything_that_acts_has_a_name(rehearsal, page):
    page.size(390, 844, phone=True)
    page.open(f"{rehearsal.url}?as=U0ANNA#C0GENERAL")

    unnamed = page.run(
        "[...document.querySelectorAll('button, select, textarea')].filter((one) => "
        "!(one.ariaLabel || one.labels?.length || one.innerText || one.textContent.trim()))"
        ".map((one) => one.outerHTML)"
    )

    assert unnamed == []
