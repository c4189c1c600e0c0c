"""What Slack refuses in messages and views: unknown blocks and keys, and what is beyond a limit."""

from bot.rehearsal.limits.chunks import chunk_faults
from bot.rehearsal.limits.whole import BLOCK_TEXT, BLOCKS, TEXT, faults, texts, view_faults

__all__ = ["BLOCKS", "BLOCK_TEXT", "TEXT", "chunk_faults", "faults", "texts", "view_faults"]
