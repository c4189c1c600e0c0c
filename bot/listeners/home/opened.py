"""Somebody opened the app: its direct messages, or its home."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt import App

from bot.delivery.signs.soon import Soon
from bot.listeners.home.home import Home
from bot.listeners.home.prompts import Prompts
from bot.listeners.welcome import Welcome


@dataclass(frozen=True)
class Opened:
    """Welcomes whoever comes for the first time, and offers questions to begin with."""

    welcome: Welcome
    prompts: Prompts
    home: Home
    soon: Soon

    def register(self, app: App) -> None:
        app.event("app_home_opened")(self.see)

    def see(self, body: dict[str, Any]) -> None:
        """Leaves what is to be shown to others; Bolt acknowledges when this returns."""
        event = body["event"]
        user, channel = str(event["user"]), str(event.get("channel") or "")
        team = str(body.get("team_id") or "")
        if event.get("tab") == "home":
            self.home.opened(team, user, channel)
        elif event.get("tab") == "messages" and channel:
            self.welcome.meet(team, user)
            self.soon.do(partial(self.prompts.offer, user, channel))
