from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.models import SourceKind
from knowledge.store.documents.news import News

EVERYONE = ("everyone",)


@pytest.fixture
def news(database):
    return News(database)


def paths(pages):
    return [one.path for one in pages.first]


def test_what_came_since_a_time_is_new_with_the_newest_text_first(library, news, now):
    library.put("old.md", "Old.", updated=date(2026, 11, 20))
    library.now = now + timedelta(hours=2)
    library.put("a.md", "A.", updated=date(2026, 11, 1), owner="U0A", link="https://wiki.example/a")
    library.put("b.md", "B.", updated=date(2026, 11, 2))

    found = news.since(EVERYONE, now + timedelta(hours=1))

    assert paths(found) == ["b.md", "a.md"]
    assert (found.first[1].owner, found.first[1].link) == ("U0A", "https://wiki.example/a")
    assert found.first[1].came == now + timedelta(hours=2)


def test_nothing_is_new_that_may_not_be_read_or_is_replaced_or_is_a_customers_text(
    library, news, now
):
    before = now - timedelta(hours=1)
    library.put("board.md", "Secret.", audience="board")
    library.put("2023.md", "Then.")
    library.put("2026.md", "Now.", supersedes="2023.md")
    library.put("letter.txt", "Dear all.", kind=SourceKind.INSIGHTS)

    assert paths(news.since(EVERYONE, before)) == ["2026.md"]
    assert news.since((), before).total == 0


def test_an_answer_that_somebody_vouches_for_is_told_apart(library, news):
    library.put("verified/ask-1", "Olga does.", source="verified answers")
    library.put("page.md", "A page.")

    assert {one.path: one.verified for one in news.newest(EVERYONE).first} == {
        "verified/ask-1": True,
        "page.md": False,
    }


def test_a_newer_version_that_may_not_be_read_hides_nothing(library, news, now):
    library.put("2023.md", "Then.")
    library.put("2026.md", "Now.", supersedes="2023.md", audience="board")

    assert paths(news.newest(EVERYONE)) == ["2023.md"]


def test_all_are_counted_where_only_the_first_are_given(library, news, now):
    for number in range(5):
        library.put(f"{number}.md", f"Text {number}.", updated=date(2026, 11, 1 + number))

    found = news.newest(EVERYONE, limit=2)

    assert (paths(found), found.total) == (["4.md", "3.md"], 5)


def test_a_departments_own_documents_come_first(library, news):
    library.put("new.md", "New.", updated=date(2026, 11, 9))
    library.put("ours.md", "Ours.", updated=date(2026, 1, 1), domain="operations")

    assert paths(news.newest(EVERYONE, domain="operations")) == ["ours.md", "new.md"]


def test_overdue_is_what_was_to_be_looked_at_before_today(library, news):
    today = date(2026, 11, 23)
    library.put("late.md", "Late.", review_by=date(2026, 10, 1))
    library.put("later.md", "Later.", review_by=date(2026, 9, 1))
    library.put("today.md", "Today.", review_by=today)
    library.put("never.md", "Never.")

    found = news.overdue(EVERYONE, today)

    assert paths(found) == ["later.md", "late.md"]
    assert found.first[0].review_by == date(2026, 9, 1)


def test_headings_that_ask_are_found_in_what_may_be_read(library, news):
    def page(path, heading, audience="everyone", **more):
        library.put(path, path, audience=audience, **more)
        chunks = [
            replace(one, section=heading) for one in library.chunks(path, path, audience=audience)
        ]
        library.documents.publish(library.documents.known()[path], chunks, (), library.now)

    page("a.md", "Leave > May I carry days over?", updated=date(2026, 1, 1))
    page("b.md", "Why six depots?", domain="operations")
    page("c.md", "Who goes?", audience="board")
    page("d.md", "How much")

    assert news.questions(EVERYONE, "operations") == [
        ("Why six depots?", "operations"),
        ("Leave > May I carry days over?", ""),
    ]
