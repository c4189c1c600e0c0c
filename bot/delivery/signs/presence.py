"""The first sign that a question was heard, and its end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.delivery.signs.soon import Soon
from bot.delivery.slack import Calls, NotNow, Refused, Unclear

STATUS = "is looking it up"
LOADING = (
    "Reading your question",
    "Searching what you can read",
    "Comparing what the pages say",
    "Writing it down with its sources",
)
EYES = "eyes"
LONG = 1.0
"""Seconds after which the work is worth a session, with its button to stop it."""

_STATUS, _SESSION = "assistant_threads_setStatus", "agents_sessions_setStatus"
_NEVER = frozenset(
    "missing_scope unknown_method not_allowed_token_type no_permission access_denied "
    "feature_not_enabled feature_disabled method_deprecated deprecated_endpoint "
    "app_not_agent not_an_agent assistant_not_enabled".split()
)
"""Refusals that are the same the next time."""
_MOST = 5_000

Place = tuple[str, str]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Sign:
    status: str
    loading: tuple[str, ...]
    message: str
    user: str
    working: bool = field(compare=False)  # it looks the same


@dataclass(slots=True)
class _Sight:
    """A thread as it is to look, and as it looks, or may look.

    Attributes:
        reaction: the message that has one.
        session: the agent's session is marked as being worked on.
    """

    wanted: _Sign | None
    since: float
    shown: _Sign | None = None
    reaction: str = ""
    session: bool = False
    syncing: bool = False

    @property
    def unbegun(self) -> bool:
        """Something is to be shown, and nobody works on it here."""
        return self.wanted is not None and not self.wanted.working


class Presence:
    """Shows that the bot works on a question; nothing that anybody would miss.

    What a thread is to look like is remembered until it does: a sign that was shown is taken away,
    however busy Slack is. What the app may not do is not tried again.
    """

    def __init__(
        self, calls: Calls, soon: Soon, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._calls, self._soon, self._clock = calls, soon, clock
        self._lock = threading.Lock()
        self._sights: dict[Place, _Sight] = {}
        self._off: set[str] = set()

    def busy(self, channel: str, thread: str, team: str, user: str, message: str = "") -> None:  # noqa: ARG002
        """Shows it in a thread, soon and for two minutes at most; nothing outside a thread.

        `message` is what was asked, where that is not the thread's first message.
        """
        self._want((channel, thread), _Sign(STATUS, LOADING, message or thread, user, True))

    def heard(self, channel: str, thread: str, team: str, user: str, message: str = "") -> None:  # noqa: ARG002
        """Shows the same before anybody works on it: that may be another process."""
        self._want((channel, thread), _Sign(STATUS, LOADING, message or thread, user, False))

    def unbegun(self) -> list[Place]:
        """Threads that show something though this process does not work on them."""
        with self._lock:
            return [place for place, one in self._sights.items() if one.unbegun]

    def elsewhere(self, place: Place) -> None:
        """Another process works on it, and shows so: only what would stay is taken away here."""
        with self._lock:
            sight = self._sights.get(place)
            if sight is None or not sight.unbegun:
                return
            sight.wanted = None
            if not sight.reaction and not sight.syncing:
                del self._sights[place]

    def waiting(self, channel: str, thread: str, user: str, ahead: int) -> None:
        """Tells that a question is kept, and about how many are before it."""
        status = f"is busy. Your question is kept and will be answered; {_before(ahead)}"
        told = (f"Busy: your question is kept, {_before(ahead)}", "It will be answered here")
        self._want((channel, thread), _Sign(status, told, thread, user, False))

    def done(self, channel: str, thread: str) -> None:
        """Takes it away, with the next `tend`: a message that was posted has done so already."""
        with self._lock:
            sight = self._sights.get((channel, thread))
            if sight is not None:
                sight.wanted = None

    def left_behind(self, channel: str, thread: str) -> None:
        """A dead process may have shown something here; it is taken away with the next `done`."""
        if thread:
            unknown = _Sign("", (), "", "", False)
            left = _Sight(None, self._clock(), unknown, session=_SESSION not in self._off)
            with self._lock:
                self._sights.setdefault((channel, thread), left)

    def tend(self) -> None:
        """Goes on with what could not be shown or taken away yet; every second or so."""
        with self._lock:
            open_ = self._sights.items()
            places = [place for place, one in open_ if one.wanted is None or self._step(one)]
        for place in places:
            self._begin(place)

    def _want(self, place: Place, sign: _Sign) -> None:
        if not place[1]:
            return
        with self._lock:
            sight = self._sights.get(place)
            if sight is None:
                if len(self._sights) >= _MOST:
                    return
                sight = self._sights[place] = _Sight(None, self._clock())
            if not (sight.wanted and sight.wanted.working):
                sight.since = self._clock()
            sight.wanted = sign
        self._begin(place)

    def _begin(self, place: Place) -> None:
        with self._lock:
            sight = self._sights.get(place)
            if sight is None or sight.syncing:
                return
            sight.syncing = True
        if not self._soon.do(lambda: self._sync(place, sight)):
            sight.syncing = False

    def _sync(self, place: Place, sight: _Sight) -> None:
        try:
            while True:
                with self._lock:
                    step = self._step(sight)
                    if step is None:
                        if sight.wanted is None:
                            self._sights.pop(place, None)
                        sight.syncing = False
                        return
                step(place, sight)
        except NotNow:
            sight.syncing = False  # `tend` goes on with it
        except BaseException:
            sight.syncing = False
            raise

    def _step(self, sight: _Sight) -> Callable[[Place, _Sight], None] | None:
        """What is to be done next for a thread to look as wanted."""
        want = sight.wanted
        if want is None:
            if sight.session:
                return self._rest
            return self._clear if sight.shown or sight.reaction else None
        if want != sight.shown:
            return self._show
        long = want.working and self._clock() - sight.since >= LONG
        return self._work if long and not sight.session and _SESSION not in self._off else None

    def _show(self, place: Place, sight: _Sight) -> None:
        sign = sight.wanted
        if sign is None:
            return
        shown = self._call(
            _STATUS,
            channel_id=place[0],
            thread_ts=place[1],
            status=sign.status,
            loading_messages=list(sign.loading),
        )
        if not shown and not sight.reaction:
            at = {"channel": place[0], "timestamp": sign.message, "name": EYES}
            if self._call("reactions_add", **at):
                sight.reaction = sign.message
        sight.shown = sign

    def _work(self, place: Place, sight: _Sight) -> None:
        sight.session = True
        user = sight.wanted.user if sight.wanted else ""
        self._call(
            _SESSION,
            channel_id=place[0],
            thread_ts=place[1],
            status="processing",
            initiator_user_id=user or None,
        )

    def _rest(self, place: Place, sight: _Sight) -> None:
        self._call(_SESSION, channel_id=place[0], thread_ts=place[1], status="active")
        sight.session = False

    def _clear(self, place: Place, sight: _Sight) -> None:
        if sight.reaction:
            at = {"channel": place[0], "timestamp": sight.reaction, "name": EYES}
            self._call("reactions_remove", **at)
            sight.reaction = ""
        self._call(_STATUS, channel_id=place[0], thread_ts=place[1], status="")
        sight.shown = None

    def _call(self, name: str, /, **arguments: object) -> bool:
        """Whether it was done, or may have been.

        Raises:
            NotNow: Slack asked to wait.
        """
        if name in self._off:
            return False
        try:
            self._calls(name, **arguments)
        except Refused as error:
            if error.code in _NEVER:
                self._off.add(name)
                log.info("%s is not tried again: %s", name, error.code)
            return False
        except Unclear:
            return True
        return True


def _before(ahead: int) -> str:
    if not ahead:
        return "it is the next one"
    return "about one is before it" if ahead == 1 else f"about {ahead} are before it"
