"""People, groups and channels as Slack knows them, remembered for a few minutes."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.web import SlackResponse

from knowledge.audience import ChannelMembers, Person

Json = Mapping[str, Any]
Value = TypeVar("Value")

REMEMBERED = timedelta(minutes=5)
_PAGE, _PAGES = 1000, 30
_USER, _GROUP = re.compile(r"[UW][A-Z0-9]{2,}"), re.compile(r"S[A-Z0-9]{2,}")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """A channel: its name, whether the bot is in it, and whether other organisations are."""

    name: str
    joined: bool
    shared: bool


class Directory:
    """Looks people up. What cannot be found out is unknown, and unknown people are guests."""

    def __init__(
        self, client: WebClient, groups: Collection[str], clock: Callable[[], datetime]
    ) -> None:
        """`groups` are the user groups that matter."""
        self._client, self._groups, self._clock = client, tuple(groups), clock
        self._known: dict[tuple[str, str], tuple[datetime, object]] = {}
        self._lock = threading.Lock()

    def person(self, user: str) -> Person:
        """One person; a guest, unless Slack says that they are a full member."""
        return Person(user, not self._is_member(self._user(user)), self._groups_of(user))

    def name(self, user: str) -> str:
        """What people call somebody or a group, "" where nobody knows; what is no id stays."""
        if _GROUP.fullmatch(user):
            return self._remembered("names", "", self._group_names).get(user, "")
        if not _USER.fullmatch(user):
            return user if not user.isupper() else ""
        found = self._user(user)
        profile = found.get("profile", {})
        return str(profile.get("display_name") or found.get("real_name") or "")

    def is_there(self, user: str) -> bool:
        """Whether somebody is a person of whom Slack knows, and who has not left."""
        found = self._user(user) if _USER.fullmatch(user) else {}
        return bool(found) and not found.get("deleted") and not found.get("is_bot")

    def zone(self, user: str) -> str:
        """The time zone that somebody has in Slack, "" where nobody knows."""
        return str(self._user(user).get("tz") or "")

    def place(self, channel: str) -> Place | None:
        """A channel; None where there is none, or it is private and the bot is not in it."""
        try:
            found = self._client.conversations_info(channel=channel)["channel"]
        except (SlackClientError, OSError) as error:
            log.warning("channel %s is unknown: %s", channel, type(error).__name__)
            return None
        shared = bool(found.get("is_ext_shared") or found.get("is_pending_ext_shared"))
        return Place(str(found.get("name") or ""), bool(found.get("is_member")), shared)

    def channels_of(self, user: str) -> frozenset[str]:
        """The channels that somebody is in, of those that the bot may know of."""

        def ask() -> frozenset[str]:
            kinds = "public_channel,private_channel"
            method = self._client.users_conversations
            try:
                found = list(self._paged("channels", method, user=user, types=kinds))
            except (SlackClientError, OSError) as error:
                log.warning("the channels of %s are unknown: %s", user, type(error).__name__)
                return frozenset()
            return frozenset(str(one["id"]) for one in found)

        return self._remembered("channels", user, ask)

    def in_group(self, group: str) -> frozenset[str]:
        """The ids of everybody in a user group; nobody where Slack does not tell."""
        return self._in_group(group)

    def members(self, channel: str) -> ChannelMembers | None:
        """Everybody in a channel but bots; None where Slack does not tell."""
        return self._remembered("members", channel, lambda: self._members(channel))

    def _members(self, channel: str) -> ChannelMembers | None:
        try:
            ids = list(self._paged("members", self._client.conversations_members, channel=channel))
            everybody = self._remembered("people", "", self._everybody)
        except (SlackClientError, OSError) as error:
            log.warning("the members of %s are unknown: %s", channel, type(error).__name__)
            return None
        people = []
        for user in ids:
            found = everybody.get(str(user)) or self._user(str(user))
            if not found.get("is_bot"):
                people.append(
                    Person(str(user), not self._is_member(found), self._groups_of(str(user)))
                )
        return ChannelMembers(people)

    def _everybody(self) -> dict[str, Json]:
        return {one["id"]: one for one in self._paged("members", self._client.users_list)}

    def _user(self, user: str) -> Json:
        def ask() -> Json:
            try:
                found: Json = self._client.users_info(user=user)["user"]
            except (SlackClientError, OSError) as error:
                log.warning("user %s is unknown: %s", user, type(error).__name__)
                return {}
            return found

        return self._remembered("user", user, ask)

    def _groups_of(self, user: str) -> frozenset[str]:
        return frozenset(group for group in self._groups if user in self._in_group(group))

    def _in_group(self, group: str) -> frozenset[str]:
        def ask() -> frozenset[str]:
            try:
                return frozenset(self._client.usergroups_users_list(usergroup=group)["users"])
            except (SlackClientError, OSError) as error:
                log.warning("group %s is unknown: %s", group, type(error).__name__)
                return frozenset()

        return self._remembered("group", group, ask)

    def _group_names(self) -> dict[str, str]:
        try:
            groups = self._client.usergroups_list()["usergroups"]
        except (SlackClientError, OSError) as error:
            log.warning("the names of groups are unknown: %s", type(error).__name__)
            return {}
        return {str(one["id"]): str(one.get("name") or "") for one in groups}

    def _paged(
        self, field: str, method: Callable[..., SlackResponse], **arguments: str
    ) -> Iterator[Any]:
        cursor = ""
        for _ in range(_PAGES):
            page = method(limit=_PAGE, cursor=cursor or None, **arguments)
            yield from page[field]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return
        raise SlackClientError(f"there are more than {_PAGE * _PAGES}")

    def _remembered(self, kind: str, key: str, ask: Callable[[], Value]) -> Value:
        now = self._clock()
        with self._lock:
            until, value = self._known.get((kind, key), (now, None))
        if until > now:
            return value  # type: ignore[return-value]  # kept under its kind
        found = ask()
        if not found:
            return found  # what could not be found out is asked again the next time
        with self._lock:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[kind, key] = (now + REMEMBERED, found)
        return found

    @staticmethod
    def _is_member(found: Json) -> bool:
        if not found or found.get("deleted") or found.get("is_stranger"):
            return False
        return not (found.get("is_restricted") or found.get("is_ultra_restricted"))
