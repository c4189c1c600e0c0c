from __future__ import annotations

from datetime import date

import pytest

from knowledge.models import Answer, Mode, NotFound, Reader, Refusal, Turn

EVERYBODY = Reader(frozenset({"everyone"}))
IN_CHANNEL = Reader(frozenset({"everyone"}), private=False)
HISTORY = [Turn("When do the vans leave?", "When do the vans leave?", "At six. [1]")]


@pytest.fixture
def pages(shelf):
    shelf.page(
        "leave.md",
        "Everybody has 25 days of paid leave a year.\nLeave is booked in the calendar.",
        title="Annual leave",
        section="How much",
        owner="U0PEOPLE",
        updated=date(2026, 9, 12),
        link="https://wiki.example/leave",
    )
    shelf.page(
        "vans.md",
        "The vans leave the depot at six in the morning.\nHow do I report a broken van? Ring us.",
        title="Vans",
        owner="U0OPS",
    )
    shelf.sense("NPS", "Would you recommend us?", stands_for="Net Promoter Score")
    return shelf


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("", "Ask me something: a question, or a word you want explained."),
        (" \n?! ", "Ask me something: a question, or a word you want explained."),
        (
            "x" * 4_001,
            (
                "That is 4,001 characters long; I read questions of up to 4,000. "
                "Ask the part that matters most."
            ),
        ),
        (
            "why " * 25_000,
            (
                "That is 100,000 characters long; I read questions of up to 4,000. "
                "Ask the part that matters most."
            ),
        ),
    ],
    ids=["empty", "marks only", "4,001", "100,000"],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(pages, question, text):
    reply = pages.answers().reply(question, IN_CHANNEL)

    assert reply == Refusal(question[:200], text, private=False)


def test_a_question_of_4_000_characters_is_read(pages):
    question = ("When do the vans leave? " * 200)[:4_000]

    assert not isinstance(pages.answers().reply(question, EVERYBODY), Refusal)


def test_an_answer_is_quoted_with_its_source(pages):
    reply = pages.answers().reply("How many  days of\npaid leave do I have?", EVERYBODY)

    assert reply.text.startswith("Everybody has 25 days of paid leave a year. [1]")
    assert reply.lead == "Everybody has 25 days of paid leave a year. [1]"
    assert reply.question == "How many  days of\npaid leave do I have?"
    assert (reply.mode, reply.private) == (Mode.QUOTED, True)
    assert reply.evidence == "1 document · 12 Sep 2026"
    citation = reply.citations[0]
    assert (citation.document, citation.title, citation.section) == (
        "leave.md",
        "Annual leave",
        "How much",
    )
    assert (citation.link, citation.owner) == ("https://wiki.example/leave", "U0PEOPLE")


def test_a_reply_in_a_channel_is_not_private(pages):
    assert not pages.answers().reply("When do the vans leave?", IN_CHANNEL).private


def test_what_no_page_says_is_not_answered(pages):
    reply = pages.answers().reply("Which club won the football cup in Paris?", EVERYBODY)

    assert isinstance(reply, NotFound)
    assert reply.question == "Which club won the football cup in Paris?"


def test_an_empty_store_answers_nothing(shelf):
    reply = shelf.answers().reply("When do the vans leave?", EVERYBODY)

    assert reply.text == "I could not find that: nothing that you can read is about it."


def test_a_meaning_is_answered_from_the_glossary(pages):
    reply = pages.answers().reply("What does NPS mean?", EVERYBODY)

    assert reply.text == "NPS: Net Promoter Score. Would you recommend us? [1]"
    assert reply.mode is Mode.GLOSSARY
    assert "What does NPS mean?" not in reply.follow_ups


def test_what_was_explained_is_not_offered_again(pages):
    reply = pages.answers().reply("whats nps", EVERYBODY)

    assert not [one for one in reply.follow_ups if "NPS" in one]


def test_a_term_in_a_question_is_offered_for_explanation(pages):
    pages.page("score.md", "Our NPS rose to 43 points in the spring.", title="Scores")

    reply = pages.answers().reply("To how many points rose our NPS in the spring?", EVERYBODY)

    assert reply.text.startswith("Our NPS rose to 43 points in the spring. [1]")
    assert [sense.label for sense in reply.terms] == ["NPS"]
    assert "What does NPS mean?" in reply.follow_ups


def test_a_code_that_nothing_defines_is_not_found(pages):
    assert isinstance(pages.answers().reply("What does KPX mean?", EVERYBODY), NotFound)


@pytest.mark.parametrize(("domain", "first"), [("service", "b.md"), ("sales", "a.md")])
def test_an_abbreviation_is_searched_as_what_it_stands_for_in_the_askers_department(
    shelf, domain, first
):
    shelf.sense("QA", "A test.", stands_for="quality audit", domain="sales")
    shelf.sense("QA", "A talk.", stands_for="question afternoon", domain="service")
    shelf.page("a.md", "A quality audit takes two hours.", title="Sheet")
    shelf.page("b.md", "A question afternoon takes two hours.", title="Sheet")

    reply = shelf.answers().reply(
        "How many hours takes one QA at our place?", Reader(frozenset({"everyone"}), domain=domain)
    )

    assert reply.passages[0].document.path == first


def test_an_ambiguous_abbreviation_is_searched_as_it_is(shelf):
    shelf.sense("QA", "A test.", stands_for="quality audit")
    shelf.sense("QA", "A talk.", stands_for="question afternoon")
    shelf.page("a.md", "A quality audit takes two hours.", title="Sheet")

    reply = shelf.answers().reply("How many hours takes one QA at our place?", EVERYBODY)

    assert reply.passages[0].keyword < 0.9


def test_a_follow_up_is_asked_with_the_subject_of_the_last_question(pages):
    answers = pages.answers()

    assert answers.standalone("And on Mondays?", HISTORY) == "When do the vans leave: on Mondays?"
    reply = answers.reply("And at what time?", EVERYBODY, HISTORY)

    assert reply.text.startswith("The vans leave the depot at six in the morning. [1]")
    assert reply.question == "And at what time?"


def test_a_question_with_its_own_subject_is_asked_as_it_is(pages):
    question = "How many days of paid leave does everybody have?"

    assert pages.answers().standalone(question, HISTORY) == question


def test_what_replaced_a_document_leads_and_the_old_one_is_marked(shelf):
    shelf.page("2025.md", "Everybody has 24 days of paid leave a year.", title="Leave 2025")
    shelf.page(
        "2026.md",
        "Since May it is 25 days of paid leave a year.",
        title="Absence",
        supersedes="2025.md",
    )

    reply = shelf.answers().reply("How many days of paid leave has everybody a year?", EVERYBODY)

    assert reply.lead == "Since May it is 25 days of paid leave a year. [1]"
    marked = {one.document: one.superseded_by for one in reply.citations}
    assert marked == {"2026.md": "", "2025.md": "2026.md"}
    assert reply.evidence == "2 documents · 1 of them replaced"


def test_a_model_writes_from_the_passages_and_what_it_writes_is_cited(pages, scripted, prompts):
    chat = scripted("Everybody has 25 days of paid leave a year [1].")
    heard = []

    reply = pages.answers(chat, prompts).reply(
        "How many days of paid leave do I have?", EVERYBODY, on_text=heard.append
    )

    assert reply.text == "Everybody has 25 days of paid leave a year [1]."
    assert reply.mode is Mode.WRITTEN
    assert "".join(heard) == reply.text == reply.lead
    assert [one.document for one in reply.citations] == ["leave.md"]
    assert reply.evidence == "1 document · 12 Sep 2026"


def test_a_model_that_fails_is_replaced_by_quotes(pages, scripted, prompts, caplog):
    question = "How many days of paid leave do I have?"
    heard = []

    reply = pages.answers(scripted("", fails=True), prompts).reply(
        question, EVERYBODY, on_text=heard.append
    )

    assert reply == pages.answers().reply(question, EVERYBODY)
    assert heard == []
    assert question not in caplog.text


def test_a_model_whose_sentences_do_not_hold_is_replaced_by_quotes(pages, scripted, prompts):
    chat = scripted("Everybody has 99 days of paid leave a year [1].")

    reply = pages.answers(chat, prompts).reply("How many days of paid leave do I have?", EVERYBODY)

    assert reply.mode is Mode.QUOTED
    assert "99" not in reply.text


def test_a_model_that_finds_nothing_in_the_passages_is_believed(pages, scripted, prompts):
    reply = pages.answers(scripted("NOT_FOUND"), prompts).reply(
        "How many days of paid leave do I have?", EVERYBODY
    )

    assert isinstance(reply, NotFound)
    assert reply.nearest[0].title == "Annual leave"


def test_no_model_is_asked_about_what_no_page_says(pages, scripted, prompts):
    chat = scripted("Paris. [1]")

    pages.answers(chat, prompts).reply("Which club won the football cup in Paris?", EVERYBODY)

    assert chat.asked == []


def test_a_model_rewords_a_follow_up_where_it_adds_nothing(pages, scripted, prompts):
    chat = scripted("When do the vans leave on Mondays?")

    answers = pages.answers(chat, prompts)

    assert answers.standalone("And on Mondays?", HISTORY) == "When do the vans leave on Mondays?"


@pytest.mark.parametrize(
    "chat", [("", True), ("When do Olga's 7 lorries leave Leeds?", False)], ids=["fails", "invents"]
)
def test_a_follow_up_is_reworded_by_rules_where_the_model_fails(pages, scripted, prompts, chat):
    text, fails = chat
    answers = pages.answers(scripted(text, fails=fails), prompts)

    assert answers.standalone("And on Mondays?", HISTORY) == "When do the vans leave: on Mondays?"


@pytest.mark.parametrize(
    "question",
    [
        "id:a OR (",
        "\x00\ud83d vans",
        "顧客は誰ですか",
        "🚚🚚 van 🚚",
        "<!channel> vans",
        "%s %d {x}",
    ],
)
def test_any_characters_get_a_reply(pages, question):
    reply = pages.answers().reply(question, EVERYBODY)

    assert isinstance(reply, Answer | NotFound)
