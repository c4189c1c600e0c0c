"""What one person may read in private."""

from __future__ import annotations

from bot.listeners.directory import Directory
from bot.listeners.needs.services import Services
from knowledge.models import Reader


def in_private(services: Services, directory: Directory, user: str) -> Reader:
    """The reader of what is shown to one person only; somebody unknown reads as a guest."""
    person = directory.person(user)
    return services.audiences.for_user(user, guest=person.guest, usergroups=person.usergroups)
