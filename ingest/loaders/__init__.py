"""Files to plain text: one module for each family of formats."""

from ingest.loaders.reading import read

__all__ = ["read"]
