"""The methods of the Web API that the rehearsal has."""

from bot.rehearsal.methods.table import METHODS, Method

__all__ = ["METHODS", "Method"]
