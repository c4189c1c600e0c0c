"""The time zones that the form offers: one of each region that people plan by."""

from __future__ import annotations

COMMON = tuple(
    """
    UTC Europe/London Europe/Dublin Europe/Lisbon Europe/Berlin Europe/Paris Europe/Madrid
    Europe/Rome Europe/Amsterdam Europe/Brussels Europe/Vienna Europe/Zurich Europe/Copenhagen
    Europe/Stockholm Europe/Oslo Europe/Warsaw Europe/Prague Europe/Budapest Europe/Athens
    Europe/Bucharest Europe/Sofia Europe/Helsinki Europe/Kyiv Europe/Istanbul Europe/Moscow
    Atlantic/Reykjavik Atlantic/Azores
    Africa/Casablanca Africa/Lagos Africa/Cairo Africa/Johannesburg Africa/Nairobi
    America/St_Johns America/Halifax America/New_York America/Toronto America/Chicago
    America/Winnipeg America/Denver America/Phoenix America/Edmonton America/Los_Angeles
    America/Vancouver America/Anchorage Pacific/Honolulu
    America/Mexico_City America/Bogota America/Lima America/Caracas America/Santiago
    America/Sao_Paulo America/Argentina/Buenos_Aires America/Montevideo
    Asia/Jerusalem Asia/Beirut Asia/Riyadh Asia/Baghdad Asia/Tehran Asia/Dubai Asia/Tbilisi
    Asia/Karachi Asia/Tashkent Asia/Kolkata Asia/Colombo Asia/Kathmandu Asia/Dhaka Asia/Yangon
    Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh Asia/Singapore Asia/Kuala_Lumpur Asia/Hong_Kong
    Asia/Shanghai Asia/Taipei Asia/Manila Asia/Seoul Asia/Tokyo Asia/Almaty
    Australia/Perth Australia/Adelaide Australia/Darwin Australia/Brisbane Australia/Sydney
    Australia/Melbourne Pacific/Auckland Pacific/Fiji
    """.split()
)


def offered(*first: str) -> dict[str, str]:
    """By name how it is shown; what is asked for comes first, whether it is common or not."""
    zones = dict.fromkeys([*(one for one in first if one), *COMMON])
    return {zone: zone.replace("_", " ").replace("/", ", ") for zone in list(zones)[:100]}
