"""Alerts to chat and push services by Apprise: only where the settings allow it, and only to services by name.

Apprise speaks to over a hundred services; some of its schemes run programs, write to this machine's desktop or send to
any host. Those below speak to one service each, or to a host that is looked up and checked before. Apprise makes its
connections itself, so that the check is no guard against a name that changes its address in between.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from firsthand.collect.addresses import networks
from firsthand.collect.network import CheckedBackend, LookupFailedError, PrivateAddressError, SystemResolver
from firsthand.config import AlertConfig
from firsthand.errors import DeliveryError, InputError
from firsthand.publish.wording import one_line

#: Schemes of services that have one host of their own.
SERVICES = frozenset("discord gchat opsgenie pagerduty pbul pover slack tgram twist webex wxteams".split())
#: Schemes of services that anybody can run: the host stands in the address, and is checked. With TLS alone.
HOSTED = frozenset("gotifys matrixs mmosts nctalks ntfys rockets".split())
#: Services that have a host of their own where the address holds no more than a topic.
CLOUD = frozenset({"ntfy"})
#: Characters of an address.
LONGEST = 1_000
#: Parameters that lead elsewhere than to the service: to a file, another host, or without a check of certificates.
_REFUSED = re.compile(r"[?&](?:attach|avatar_url|config|image_url|include|mode|template|verify|:|\+|-)", re.I)


def check_service(written: str, settings: AlertConfig) -> str:
    """An address of a service that may be used. Raises InputError."""
    given = written.strip()
    if not settings.apprise:
        raise InputError("apprise", "It is not switched on: set apprise = true under [alerts] in firsthand.toml.")
    scheme, mark, rest = given.partition("://")
    scheme = scheme.lower()
    if not mark or len(given) > LONGEST or not re.fullmatch(r"[\x21-\x7e]+", given) or not rest:
        raise InputError("apprise", "It is no address like slack://…, as Apprise's pages have them.")
    if scheme not in SERVICES | HOSTED | CLOUD:
        known = ", ".join(sorted(SERVICES | HOSTED | CLOUD))
        raise InputError("apprise", f"{scheme[:20]}:// is not among the services that are used here: {known}.")
    if _REFUSED.search(given) or "," in given:
        raise InputError("apprise", "It has a part that is not allowed here, such as a template or a second address.")
    if scheme in CLOUD and re.search(r"[@/]", rest.partition("?")[0].rstrip("/")):
        raise InputError("apprise", f"{scheme}:// is taken with a topic alone; with a host of your own use {scheme}s://.")
    if _instance(given) is None:
        raise InputError("apprise", "Apprise does not understand it: look at the page of that service.")
    return f"{scheme}://{rest}"


def notify(target: str, title: str, text: str, settings: AlertConfig) -> None:
    """Send a message of a few lines. Raises DeliveryError."""
    scheme = target.partition("://")[0]
    try:
        check_service(target, settings)
    except InputError as error:
        raise DeliveryError(scheme, error.reason, ours=not settings.apprise, final=settings.apprise) from error
    if scheme in HOSTED:
        _check_host(target, settings)
    service = _instance(target)
    sent = service is not None and service.notify(body=text, title=one_line(title)[:200])
    if not sent:
        raise DeliveryError(scheme, "The service did not take the message.")


def _instance(target: str) -> Any:  # noqa: ANN401  (a class of Apprise's, which is imported here alone)
    """Apprise's own object of a service; None where it does not understand the address."""
    try:
        from apprise import Apprise, AppriseAsset, NotifyFormat
    except ImportError as error:
        reason = 'It is not installed: pip install "firsthand[notify]".'
        raise InputError("apprise", reason) from error
    asset = AppriseAsset(async_mode=False, secure_logging=True, body_format=NotifyFormat.TEXT)
    return Apprise.instantiate(target, asset=asset, suppress_exceptions=True)


def _check_host(target: str, settings: AlertConfig) -> None:
    """Raises DeliveryError where the host of a service is in a network that is not reached from here."""
    host, port = urlsplit(target).hostname or "", 443
    allowed = networks(settings.allow_networks)

    async def look() -> None:
        async with asyncio.timeout(settings.deadline):
            await CheckedBackend(SystemResolver(1), allowed).addresses(host, port)

    try:
        asyncio.run(look())
    except PrivateAddressError as error:
        raise DeliveryError(host, str(error), final=True) from error
    except (LookupFailedError, TimeoutError, ValueError) as error:
        raise DeliveryError(host, f"The host cannot be looked up: {error}") from error
