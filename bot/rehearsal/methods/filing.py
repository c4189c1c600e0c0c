"""Files: the app's uploads in three steps, and those that people share."""

from __future__ import annotations

import mimetypes
import secrets
from pathlib import PurePath

from bot.rehearsal.methods.posting import by_bot, joined
from bot.rehearsal.workspace.workspace import File, Json, Refused, Workspace


def get_upload_url(workspace: Workspace, args: Json) -> Json:
    name, length = str(args.get("filename") or ""), str(args.get("length") or "")
    if not name or not length.isdigit() or not int(length):
        raise Refused("invalid_arguments", ["filename and length are required"])
    file = File(_id(), name, alt=str(args.get("alt_txt") or ""))
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.base}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(workspace: Workspace, args: Json) -> Json:
    done = []
    for entry in args.get("files") or []:
        file = workspace.files.get(str(entry.get("id")))
        if file is None or not file.content:
            raise Refused("file_not_found")
        file.complete, file.title = True, str(entry.get("title") or file.name)
        done.append(describe(workspace, file))
    if not done:
        raise Refused("invalid_arguments", ["files is required"])
    if args.get("channel_id"):
        _share(workspace, args, done)
    return {"files": done}


def file_info(workspace: Workspace, args: Json) -> Json:
    return {"file": describe(workspace, _complete(workspace, args)), "comments": []}


def delete_file(workspace: Workspace, args: Json) -> Json:
    file = _complete(workspace, args)
    if file.user in workspace.people:
        raise Refused("cant_delete_file")
    del workspace.files[file.id]
    return {}


def keep(workspace: Workspace, user: str, name: str, content: bytes) -> Json:
    """A file that a person shares, as messages carry it."""
    file = File(_id(), name, content, complete=True, title=name, user=user)
    workspace.files[file.id] = file
    return describe(workspace, file)


def describe(workspace: Workspace, file: File) -> Json:
    """A file as messages carry it; its address answers to the bot's token only."""
    address = f"{workspace.base}/files-pri/{file.id}"
    return {
        "id": file.id,
        "created": int(workspace.clock()),
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": kind(file),
        "filetype": PurePath(file.name).suffix.lstrip(".") or "binary",
        "size": len(file.content),
        "alt_txt": file.alt,
        "mode": "hosted",
        "user": file.user,
        "is_external": False,
        "is_public": True,
        "url_private": address,
        "url_private_download": address,
    }


def kind(file: File) -> str:
    """The media type, by the name."""
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _complete(workspace: Workspace, args: Json) -> File:
    file = workspace.files.get(str(args.get("file") or ""))
    if file is None or not file.complete:
        raise Refused("file_not_found")
    return file


def _share(workspace: Workspace, args: Json, files: list[Json]) -> None:
    conversation = joined(workspace, args["channel_id"])
    said = by_bot({
        "subtype": "file_share",
        "text": str(args.get("initial_comment") or ""),
        "files": files,
    })  # fmt: skip
    if args.get("thread_ts"):
        said["thread_ts"] = args["thread_ts"]
    workspace.hear(conversation, workspace.post(conversation.id, said))


def _id() -> str:
    return f"F{secrets.token_hex(5).upper()}"
