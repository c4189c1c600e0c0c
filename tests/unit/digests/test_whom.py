"""How an owner can be asked about what stands in a channel."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bot.listeners.digests.whom import OwnersInSlack
from bot.listeners.feedback.reaching import Reaching
from bot.schedule.asking_owners import Whom
from knowledge.audience import AudienceMembers, AudienceRules, ChannelMembers, Person

RULES = AudienceRules({"care": AudienceMembers(users=("U0CARE", "U0ROTA"))})
ALL = ("U0AMY", "U0BEN", "U0CLEO", "U0DAN", "U0EVE")


class Directory:
    """Everybody but who left; #care has Carla in it, and nobody knows who is in #dark."""

    def is_there(self, user):
        return user != "U0LEFT"

    def in_group(self, group):
        return frozenset(
            {"S0CARE": ("U0CARE", "U0ROTA", "U0LEFT"), "S0ROTA": ("U0ROTA",), "S0ALL": ALL}[group]
        )

    def person(self, user):
        return Person(user)

    def name(self, user):
        return user.removeprefix("U0").capitalize() if user != "U0NEW" else ""

    def members(self, channel):
        return ChannelMembers([Person("U0CARE")]) if channel == "C0CARE" else None


@pytest.fixture
def owners():
    services = SimpleNamespace(admins=("U0ADMIN",), audiences=RULES)
    return OwnersInSlack(services, Directory(), Reaching(services, Directory()))


@pytest.mark.parametrize(
    ("owner", "audience", "whom"),
    [
        ("U0CARE", "care", Whom(mention="<@U0CARE>")),
        ("S0CARE", "care", Whom(mention="<!subteam^S0CARE>")),
        ("S0ROTA", "care", Whom(people=("U0ROTA",), names="Rota")),
        ("U0BEN", "everyone", Whom(people=("U0BEN",), names="Ben")),
        ("S0ALL", "everyone", Whom(people=ALL, names="Amy, Ben, Cleo and 2 more")),
        ("U0NEW", "everyone", Whom(people=("U0NEW",), names="who answers for it")),
        ("U0BEN", "care", Whom()),
        ("U0LEFT", "everyone", Whom()),
        ("Care team", "everyone", Whom()),
        ("", "everyone", Whom()),
    ],
)
def test_who_is_there_is_mentioned_and_who_may_read_it_is_asked_alone(
    owners, owner, audience, whom
):
    assert owners.whom(owner, "C0CARE", audience) == whom


def test_where_slack_does_not_tell_who_is_there_an_owner_is_mentioned(owners):
    assert owners.whom("U0BEN", "C0DARK", "everyone") == Whom(mention="<@U0BEN>")
