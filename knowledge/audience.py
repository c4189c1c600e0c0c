"""Who may read what: people and channels to the names of their audiences. Unknown means no."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.models import EVERYONE, Reader


@dataclass(frozen=True, slots=True)
class AudienceMembers:
    """Who belongs to a named audience, by Slack ids.

    Attributes:
        guests: guests and external people, who are in no audience that does not name them.
    """

    usergroups: Collection[str] = ()
    users: Collection[str] = ()
    guests: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Department:
    """Whose meaning comes first, and for whom."""

    domain: str
    usergroups: Collection[str] = ()
    channels: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One member of a channel, as far as Slack told.

    Attributes:
        guest: a guest, somebody of another organisation, or somebody of whom nothing is known.
    """

    user: str
    guest: bool = False
    usergroups: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class ChannelMembers:
    """Everybody in a channel. `people` is complete, or the channel's members are not known."""

    people: Sequence[Person] = ()


@dataclass(frozen=True)
class AudienceRules:
    """The named audiences and departments of the settings, as questions about readers."""

    audiences: Mapping[str, AudienceMembers] = field(default_factory=dict)
    departments: Sequence[Department] = ()

    @property
    def names(self) -> frozenset[str]:
        """Every audience that there is."""
        return frozenset(self.audiences) | {EVERYONE}

    def for_user(
        self, user: str, *, guest: bool = False, usergroups: Collection[str] = ()
    ) -> Reader:
        """What one person may read in private; nobody (`""`) may read nothing."""
        groups = frozenset(usergroups)
        return Reader(
            audiences=self._of(Person(user, guest, groups)),
            private=True,
            user=user,
            domain=self._domain(groups, ""),
        )

    def for_channel(self, channel: str, members: ChannelMembers | None = None) -> Reader:
        """What everybody in a channel may read.

        Members that are not known (None) are taken for full members without any group.
        """
        if members is None:
            readable = frozenset({EVERYONE}) if channel else frozenset[str]()
        else:
            readable = self._shared(members)
        return Reader(audiences=readable, private=False, domain=self._domain((), channel))

    def in_channel(self, asker: Reader, channel: Reader) -> Reader:
        """What is told to this asker in this channel: only what both may read."""
        return Reader(
            audiences=asker.audiences & channel.audiences,
            private=False,
            user=asker.user,
            domain=asker.domain or channel.domain,
        )

    def operator(self) -> Reader:
        """Whoever has the terminal has the files: everything."""
        return Reader(audiences=self.names)

    def _of(self, person: Person) -> frozenset[str]:
        if not person.user:
            return frozenset()
        named = {
            name
            for name, members in self.audiences.items()
            if person.user in members.users or person.user in members.guests
        }
        if person.guest:
            return frozenset(named)
        by_group = {
            name
            for name, members in self.audiences.items()
            if not frozenset(members.usergroups).isdisjoint(person.usergroups)
        }
        return frozenset(named | by_group | {EVERYONE})

    def _shared(self, members: ChannelMembers) -> frozenset[str]:
        if not members.people:
            return frozenset()
        return frozenset.intersection(*(self._of(person) for person in members.people))

    def _domain(self, usergroups: Collection[str], channel: str) -> str:
        for department in self.departments:
            in_group = not frozenset(department.usergroups).isdisjoint(usergroups)
            if in_group or channel in department.channels:
                return department.domain
        return ""
