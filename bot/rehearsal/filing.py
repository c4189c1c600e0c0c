"""Uploads in the three steps of the Web API: ask for a place, send the bytes, complete."""

from __future__ import annotations

import secrets

from bot.rehearsal.workspace import APP, BOT, BOT_USER, File, Json, Refused, Workspace


def get_upload_url(workspace: Workspace, args: Json) -> Json:
    name, length = str(args.get("filename") or ""), int(args.get("length") or 0)
    if not name or length <= 0:
        raise Refused("invalid_arguments")
    file = File(f"F{secrets.token_hex(5).upper()}", name, alt=str(args.get("alt_txt") or ""))
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.base}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(workspace: Workspace, args: Json) -> Json:
    done = []
    for entry in args.get("files") or []:
        file = workspace.files.get(str(entry.get("id")))
        if file is None or not file.content:
            raise Refused("file_not_found")
        file.complete = True
        done.append(describe(file, str(entry.get("title") or file.name)))
    if args.get("channel_id"):
        _share(workspace, args, done)
    return {"files": done}


def describe(file: File, title: str) -> Json:
    """A file as messages carry it."""
    kind = "image/png" if file.content.startswith(b"\x89PNG") else "application/octet-stream"
    return {
        "id": file.id,
        "name": file.name,
        "title": title,
        "mimetype": kind,
        "size": len(file.content),
        "alt_txt": file.alt,
        "url_private": f"/files-pri/{file.id}",
    }


def _share(workspace: Workspace, args: Json, files: list[Json]) -> None:
    conversation = workspace.conversation(args["channel_id"])
    said: Json = {
        "subtype": "file_share",
        "user": BOT_USER,
        "bot_id": BOT,
        "app_id": APP,
        "text": str(args.get("initial_comment") or ""),
        "files": files,
    }
    if args.get("thread_ts"):
        said["thread_ts"] = args["thread_ts"]
    workspace.post(conversation.id, said)
