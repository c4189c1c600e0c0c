"""Every failure a person may read, as a tree; the sentence in it is written for that person.

ThroughlineError
├── ConfigurationError      settings, with file and line
├── InputError              what somebody typed or sent cannot be used
├── DocumentError           one file cannot be read; the run goes on
│   └── Unsupported         a kind of file or source that is not read here: skipped, not failed
├── StoreError              the truth cannot be opened or written
│   ├── StoreBusy           another process owns the folder
│   └── StoreTooNew         the database was written by a newer program
├── ModelError              the embedding model cannot be had or is not what it was
├── ChatError               the chat model did not answer; callers fall back to quoting
└── DefinitionError         a metric or a digest is defined wrongly, with file and line
"""


class ThroughlineError(Exception):
    """Root of all of them. `str(error)` is one clear sentence: what, where, what to do."""


class ConfigurationError(ThroughlineError):
    """A setting is missing, unknown or wrong. For the administrator."""


class InputError(ThroughlineError):
    """What was typed cannot be used: empty, too long, no such name. For whoever typed it."""


class DocumentError(ThroughlineError):
    """One document cannot be read. Its reason goes into the ingest report; the run goes on."""


class Unsupported(DocumentError):
    """A kind of file or source that this version does not read. Reported as skipped."""


class StoreError(ThroughlineError):
    """The store cannot be opened, read or written. For the administrator."""


class StoreBusy(StoreError):
    """Another process owns the store's folder."""


class StoreTooNew(StoreError):
    """The database was written by a newer program than this one."""


class ModelError(ThroughlineError):
    """The embedding model cannot be had, or its files are not what they were."""


class ChatError(ThroughlineError):
    """The chat model failed, was late or is over its budget. Callers quote instead."""


class DefinitionError(ThroughlineError):
    """A metric or a digest is defined wrongly, with file and line."""
