"""The methods of the Web API that tell about the bot, people and user groups."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rehearsal.methods.pages import page
from bot.rehearsal.workspace.cast import Person
from bot.rehearsal.workspace.workspace import (
    APP,
    BOT,
    BOT_USER,
    ELSEWHERE,
    TEAM,
    Json,
    Refused,
    Workspace,
)


def auth_test(workspace: Workspace, _: Json) -> Json:
    return {
        "url": "https://rehearsal.invalid/",
        "team": workspace.cast.name,
        "user": workspace.cast.bot.lower(),
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def bots_info(workspace: Workspace, args: Json) -> Json:
    if args.get("bot", BOT) != BOT:
        raise Refused("bot_not_found")
    about = {"id": BOT, "deleted": False, "name": workspace.cast.bot}
    return {"bot": about | {"user_id": BOT_USER, "app_id": APP, "updated": 0, "icons": {}}}


def users_info(workspace: Workspace, args: Json) -> Json:
    user = str(args.get("user"))
    if user == BOT_USER:
        return {"user": _user(workspace, Person(BOT_USER, workspace.cast.bot), bot=True)}
    if user not in workspace.people:
        raise Refused("user_not_found")
    return {"user": _user(workspace, workspace.people[user], bot=False)}


def users_list(workspace: Workspace, args: Json) -> Json:
    bot = _user(workspace, Person(BOT_USER, workspace.cast.bot), bot=True)
    everybody = [bot, *(_user(workspace, one, bot=False) for one in workspace.people.values())]
    members, more = page(everybody, args)
    return {"members": members, "cache_ts": int(workspace.clock()), **more}


def usergroups_list(workspace: Workspace, args: Json) -> Json:
    with_users = str(args.get("include_users", "")).lower() in ("1", "true")
    groups = []
    for name, members in workspace.cast.groups:
        group = {"id": name, "team_id": TEAM, "is_usergroup": True, "name": name, "handle": name}
        group |= {"user_count": len(members), "date_delete": 0}
        groups.append(group | ({"users": list(members)} if with_users else {}))
    return {"usergroups": groups}


def usergroups_users_list(workspace: Workspace, args: Json) -> Json:
    groups = dict(workspace.cast.groups)
    if args.get("usergroup") not in groups:
        raise Refused("no_such_subteam")
    return {"users": list(groups[args["usergroup"]])}


def _user(workspace: Workspace, person: Person, *, bot: bool) -> Json:
    return {
        "id": person.id,
        "team_id": ELSEWHERE if person.foreign else TEAM,
        "name": person.name.lower().replace(" ", "."),
        "real_name": person.name,
        "deleted": False,
        "is_bot": bot,
        "is_app_user": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
        "is_stranger": person.foreign,
        "profile": {
            "real_name": person.name,
            "display_name": person.name,
            "title": person.title,
            **({"api_app_id": APP, "bot_id": BOT} if bot else {}),
        },
        "tz": workspace.cast.zone,
        "tz_offset": _offset(workspace),
        "locale": "en-GB",
    } | ({"name": workspace.cast.bot.lower()} if bot else {})


def _offset(workspace: Workspace) -> int:
    """Seconds to the east of UTC, now."""
    now = datetime.fromtimestamp(workspace.clock(), ZoneInfo(workspace.cast.zone))
    return int((now.utcoffset() or timedelta()).total_seconds())
