"""Every method of the Web API that the rehearsal has, with what Slack asks of a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.rehearsal.methods import (
    agents,
    channels,
    filing,
    people,
    posting,
    reactions,
    streaming,
    views,
)
from bot.rehearsal.workspace.workspace import Json, Workspace

Call = Callable[[Workspace, Json], Json]


@dataclass(frozen=True)
class Method:
    """A method.

    Attributes:
        scope: what the bot's token needs; `*:read` is that of the conversation's kind, as
            `channels:read`; "" for none.
        tier: how many calls a minute Slack allows: tier 1 about 1, 2 about 20, 3 about 50, 4 about
            100; 0 where it has a rule of its own.
        needs: arguments that must be given.
        form: whether it reads no JSON.
    """

    call: Call
    scope: str
    tier: int
    needs: tuple[str, ...] = ()
    form: bool = False


METHODS: Mapping[str, Method] = {
    "auth.test": Method(people.auth_test, "", 0),
    "bots.info": Method(people.bots_info, "users:read", 3, form=True),
    "users.info": Method(people.users_info, "users:read", 4, ("user",), form=True),
    "users.list": Method(people.users_list, "users:read", 2, form=True),
    "users.conversations": Method(channels.list_own, "*:read", 3, form=True),
    "usergroups.list": Method(people.usergroups_list, "usergroups:read", 2, form=True),
    "usergroups.users.list": Method(
        people.usergroups_users_list, "usergroups:read", 2, ("usergroup",), form=True
    ),
    "conversations.info": Method(channels.info, "*:read", 3, ("channel",)),
    "conversations.list": Method(channels.list_all, "*:read", 2),
    "conversations.members": Method(channels.members, "*:read", 4, ("channel",)),
    "conversations.open": Method(channels.open_direct, "im:write", 3),
    "conversations.history": Method(channels.history, "*:history", 3, ("channel",)),
    "conversations.replies": Method(channels.replies, "*:history", 3, ("channel", "ts")),
    "reactions.add": Method(reactions.add, "reactions:write", 3, ("channel", "timestamp", "name")),
    "reactions.remove": Method(
        reactions.remove, "reactions:write", 2, ("channel", "timestamp", "name")
    ),
    "views.open": Method(views.open_view, "", 4, ("trigger_id", "view")),
    "views.push": Method(views.push_view, "", 4, ("trigger_id", "view")),
    "views.update": Method(views.update_view, "", 4, ("view",)),
    "views.publish": Method(views.publish_view, "", 4, ("user_id", "view")),
    "assistant.threads.setStatus": Method(
        agents.set_status, "chat:write", 0, ("channel_id", "thread_ts", "status")
    ),
    "assistant.threads.setTitle": Method(
        agents.set_title, "assistant:write", 3, ("channel_id", "thread_ts", "title")
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        agents.set_suggested_prompts, "assistant:write", 4, ("channel_id", "prompts")
    ),
    "agents.sessions.setStatus": Method(
        agents.set_session_status, "chat:write", 3, ("channel_id", "status")
    ),
    "agents.sessions.rename": Method(
        agents.rename_session, "chat:write", 3, ("channel_id", "title")
    ),
    "chat.startStream": Method(streaming.start, "chat:write", 2, ("channel", "thread_ts")),
    "chat.appendStream": Method(streaming.append, "chat:write", 4, ("channel", "ts")),
    "chat.stopStream": Method(streaming.stop, "chat:write", 2, ("channel", "ts")),
    "chat.postMessage": Method(posting.post_message, "chat:write", 0, ("channel",)),
    "chat.postEphemeral": Method(posting.post_ephemeral, "chat:write", 4, ("channel", "user")),
    "chat.update": Method(posting.update, "chat:write", 3, ("channel", "ts")),
    "chat.delete": Method(posting.delete, "chat:write", 3, ("channel", "ts")),
    "chat.getPermalink": Method(channels.permalink, "", 0, ("channel", "message_ts")),
    "files.getUploadURLExternal": Method(
        filing.get_upload_url, "files:write", 4, ("filename", "length"), form=True
    ),
    "files.completeUploadExternal": Method(filing.complete_upload, "files:write", 4, ("files",)),
    "files.info": Method(filing.file_info, "files:read", 4, ("file",), form=True),
    "files.delete": Method(filing.delete_file, "files:write", 3, ("file",)),
}
