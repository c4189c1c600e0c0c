"""Numbers that only their label tells apart: "my passport number is ..."."""

from __future__ import annotations

import re

from ingest.redacting.rules import NUMBER, Rule, shaped

_LINK = (
    r"(?:[\s_-]{0,3}(?:numbers?|no|nr|num|n°|№|numéro|numero|número|nummer|id|card|code|is|was|are"
    r"|ist|lautet|war|est|es|é|è|:|=|#|\.|,|\()){0,5}[\s\"']{0,3}"
)
_END = r"(?!\w|[.,/-]\d)"
_NUMBERS = (  # label, and how many digits follow it
    ("ssn|social security|soc sec|social|taxpayer id|tax id|itin|sin|social insurance", 9, 9),
    ("tfn|tax file", 8, 9),
    ("nhs", 10, 10),
    ("medicare", 10, 11),
    ("steuer-id|steueridentifikationsnummer|steueridentnummer|idnr|steuernummer", 10, 11),
    ("bsn|burgerservicenummer|sofinummer|teudat zehut", 8, 9),
    ("cpf|pesel|oib|isikukood|asmens kodas|personal code|snils|amka|kimlik|fødselsnummer", 11, 11),
    ("fodselsnummer|rijksregisternummer|nis|pis", 11, 11),
    ("cpr|egn|personnummer|samordningsnummer", 10, 12),
    ("inn", 10, 12),
    ("cnp|jmbg|emšo|ahv|avs", 13, 13),
    ("aadhaar|aadhar|uidai|my number", 12, 12),
    ("nir|insee|sécurité sociale|securite sociale", 13, 15),
    ("my id|identity number|personal id|personal number|national number|citizen number", 7, 15),
    ("dni|rut|nif|cédula|cedula", 7, 10),
)
_PAPERS = (
    "passport|passports|reisepass|passeport|pasaporte|passaporto|paspoort|passaporte|dl"
    "|driver's license|drivers license|driver license|driving license|driver's licence"
    "|drivers licence|driving licence|driver's permit|führerschein|rijbewijs|permis de conduire"
    "|patente|identity card|id card|national id|personalausweis|ausweis|carte d'identité"
    "|carta d'identità|green card|residence permit"
)
_PAPER = (
    r"(?P<value>(?=(?:[ -]?[A-Z0-9]){5,20}(?!\w))(?=(?:[A-Z]{0,6}[ -]?\d){4})"
    r"(?:[A-Z]{1,5}-?|[A-Z] )?\d[A-Z0-9]{0,18}(?:-[A-Z0-9]{1,8}|[ ]\d{2,8}){0,5})"
)


def _labelled(labels: str, value: str, needs: re.Pattern[str]) -> Rule:
    words = "|".join(re.escape(label).replace("'", "['’]?") for label in labels.split("|"))
    pattern = re.compile(rf"(?<!\w)(?:{words}){_LINK}{value}{_END}", re.IGNORECASE)
    hints = {label.partition("'")[0] for label in labels.split("|")}
    return Rule("id number", shaped(pattern), needs, tuple(sorted(hints)))


LABELLED = (
    *(
        _labelled(labels, rf"(?P<value>\d(?:[ ./-]?\d){{{least - 1},{most - 1}}})", NUMBER)
        for labels, least, most in _NUMBERS
    ),
    _labelled(_PAPERS, _PAPER, re.compile(r"\d(?:[ -]?[A-Z]{0,3}[ -]?\d){3}", re.IGNORECASE)),
)
