from __future__ import annotations

import pytest

from knowledge.audience import AudienceMembers, AudienceRules, ChannelMembers, Department, Person
from knowledge.models import Reader

RULES = AudienceRules(
    {
        "care": AudienceMembers(usergroups=["S0CARE"], users=["U0ANN"], guests=["U0GUEST"]),
        "board": AudienceMembers(users=["U0BOSS"]),
    },
    [Department("support", usergroups=["S0CARE"], channels=["C0CARE"])],
)


def everyone(*more):
    return frozenset({"everyone", *more})


@pytest.mark.parametrize(
    ("user", "options", "expected"),
    [
        ("U0NEW", {}, everyone()),
        ("U0ANN", {}, everyone("care")),
        ("U0BOSS", {}, everyone("board")),
        ("U0NEW", {"usergroups": ["S0CARE", "S0OTHER"]}, everyone("care")),
        ("U0GUEST", {}, everyone("care")),
        ("U0GUEST", {"guest": True}, {"care"}),
        ("U0ANN", {"guest": True}, {"care"}),
        ("U0NEW", {"guest": True}, set()),
        ("U0NEW", {"guest": True, "usergroups": ["S0CARE"]}, set()),
        ("", {}, set()),
        ("", {"usergroups": ["S0CARE"]}, set()),
    ],
)
def test_a_person_reads_what_names_them(user, options, expected):
    reader = RULES.for_user(user, **options)

    assert reader.audiences == expected
    assert reader.private
    assert reader.user == user


def test_the_meaning_of_the_asker_s_department_comes_first():
    assert RULES.for_user("U0NEW", usergroups=["S0CARE"]).domain == "support"
    assert RULES.for_user("U0NEW").domain == ""
    assert RULES.for_channel("C0CARE").domain == "support"


def test_a_channel_of_unknown_people_reads_what_all_members_may():
    assert RULES.for_channel("C1") == Reader(everyone(), private=False)
    assert RULES.for_channel("").audiences == set()


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([Person("U0ANN"), Person("U1", usergroups=["S0CARE"])], everyone("care")),
        ([Person("U0ANN"), Person("U0NEW")], everyone()),
        ([Person("U0ANN"), Person("U0GUEST", guest=True)], {"care"}),
        ([Person("U0ANN"), Person("U0ALIEN", guest=True)], set()),
        ([], set()),
    ],
)
def test_a_channel_reads_what_everybody_in_it_may_read(people, expected):
    reader = RULES.for_channel("C1", ChannelMembers(people))

    assert reader.audiences == expected
    assert not reader.private


def test_an_asker_in_a_channel_is_told_what_both_may_read():
    guest = RULES.for_user("U0GUEST", guest=True)
    member = RULES.for_user("U0ANN", usergroups=["S0CARE"])

    assert RULES.in_channel(guest, RULES.for_channel("C1")).audiences == set()
    both = RULES.in_channel(member, RULES.for_channel("C1"))
    assert both == Reader(everyone(), private=False, user="U0ANN", domain="support")


def test_the_operator_reads_everything_that_is_named():
    assert RULES.operator().audiences == everyone("care", "board")
    assert AudienceRules().operator().audiences == everyone()


def test_guests_may_be_named_for_everyone_s_audience():
    rules = AudienceRules({"everyone": AudienceMembers(guests=["U0GUEST"])})

    assert rules.for_user("U0GUEST", guest=True).audiences == everyone()
    assert rules.for_user("U0OTHER", guest=True).audiences == set()
