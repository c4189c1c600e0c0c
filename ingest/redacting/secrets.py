"""What opens something: keys and tokens by the prefix of who gives them out, and passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.redacting.rules import Rule, Span, shaped

_KEY = re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----")
_KEY_END = "PRIVATE KEY-----"
_KEY_BODY = re.compile(r"(?:\s{0,9}[A-Z][\w-]{1,20}: [^\n]{1,80})*(?:\s{0,9}[A-Za-z0-9+/=]{16,})*")
_TOKENS = (
    r"xox[a-z]-[\w-]{10,250}|xapp-[\w-]{10,250}",  # Slack
    r"sk-[\w-]{16,250}|[sr]k_(?:live|test)_\w{10,250}|whsec_\w{16,250}",  # OpenAI, Stripe
    r"(?:AKIA|ASIA)[A-Z0-9]{16}",  # AWS
    r"gh[oprsu]_\w{20,250}|github_pat_\w{20,250}|glpat-[\w-]{20,250}",  # GitHub, GitLab
    r"AIza[\w-]{30,250}|ya29\.[\w-]{20,250}",  # Google
    r"SG\.[\w-]{16,64}\.[\w-]{16,64}|hf_[A-Za-z0-9]{30,250}|npm_[A-Za-z0-9]{30,250}",
    r"pypi-[\w-]{40,250}|dop_v1_[0-9a-f]{64}|shp(?:at|ss)_[0-9a-fA-F]{32}",
    r"eyJ[\w-]{8,4000}\.[\w-]{8,8000}\.[\w-]{0,2000}",  # JSON Web Token, RFC 7519
)
_TOKEN = re.compile(rf"(?<![\w-])(?P<value>{'|'.join(_TOKENS)})(?!\w)")
_TOKEN_HINTS = tuple(
    "xox xapp- sk- k_live_ k_test_ whsec_ akia asia gh glpat- aiza ya29. sg. hf_ npm_ pypi-"
    " dop_v1_ shpat_ shpss_ eyj".split()
)
_WORD = (
    r"(?:pass(?:word|wd|phrase|code)|pwd|kennwort|passwort|contraseña|mot de passe|wachtwoord|senha"
    r"|(?:client|app|shared)?[ _-]?secret(?:[ _-](?:access[ _-])?key)?"
    r"|(?:api|access|auth|private|account)[ _-]?(?:key|token))"
)
_PASSWORD = re.compile(
    rf"(?<![^\W_]){_WORD}s?[\"']?(?:\s{{0,3}}(?::=|=>|[:=])\s{{0,3}}|\s{{1,3}}(?:is|was|ist|est|es)\s{{1,3}}[:]?"
    r")[\"'`]?"
    r"(?P<value>(?!\[)[^\s\"'`<>]{5,199}[^\s\"'`<>.,;:)])",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"\bBearer\s{1,3}(?P<value>(?=[\w.~+/=-]{0,200}\d)[\w.~+/=-]{16,4000})", re.IGNORECASE
)
_PLACEHOLDER = re.compile(  # the name of a variable or of what was there, not the secret itself
    r"[$<{%*\"']|[A-Z]+(?:_[A-Z0-9]+)*\Z|[xX]+\Z|[A-Za-z_]+(?:\.[A-Za-z_]+)+\Z"
)
_QUOTED = re.compile(
    rf"(?<![^\W_]){_WORD}[\"']?\s{{0,3}}[:=]\s{{0,3}}(?P<mark>[\"'])"
    r"(?P<value>(?!\[)[^\"'\n]{4,200})(?P=mark)",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{1,100}:(?P<value>(?!\[)[^\s/@]{1,200})@", re.IGNORECASE
)
_PIN = re.compile(
    r"(?<!\w)(?:pin|passcode|cvv2?|cvc2?|cvn|security code|atm code)"
    r"(?:[ -]?(?:number|no|code|is|was|:|=|#|\(|\.)){0,4}"
    r"\s{0,2}(?P<value>\d{3,5})(?!\w|[.,-]\d)",
    re.IGNORECASE,
)


def _keys(text: str) -> Iterator[Span]:
    """A private key (RFC 7468) to its end, or as far as it was copied."""
    position = 0
    while head := _KEY.search(text, position):
        body = _KEY_BODY.match(text, head.end())
        position = body.end() if body else head.end()
        end = text.find(_KEY_END, position, position + 200)
        if end >= 0:
            position = end + len(_KEY_END)
        yield head.start(), position


def _is_real(match: re.Match[str]) -> bool:
    return _PLACEHOLDER.match(match.group("value")) is None


def _looks_chosen(match: re.Match[str]) -> bool:
    """A digit or a capital within; after "=" any word: "password: unknown" says nothing."""
    value = match.group("value")
    if not _is_real(match):
        return False
    if "=" in match.string[match.start() : match.start("value")] and len(value) >= 8:
        return True
    return any(sign.isdigit() for sign in value) or (
        any(sign.isupper() for sign in value[1:]) and any(sign.islower() for sign in value)
    )


_WORDS = ("pass", "pwd", "kennwort", "contraseña", "wachtwoord", "senha", "secret", "token", "key")

SECRETS = (
    Rule("secret", _keys, hints=("private key-----",)),
    Rule("secret", shaped(_TOKEN), hints=_TOKEN_HINTS),
    Rule("secret", shaped(_IN_ADDRESS, _is_real), hints=("://",)),
    Rule("secret", shaped(_BEARER), hints=("bearer",)),
    Rule("secret", shaped(_QUOTED, _is_real), hints=_WORDS),
    Rule("secret", shaped(_PASSWORD, _looks_chosen), hints=_WORDS),
    Rule("secret", shaped(_PIN), hints=("pin", "cv", "code")),
)
