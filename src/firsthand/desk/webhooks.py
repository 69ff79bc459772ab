"""Alerts to other machines: a signed POST, as the Standard Webhooks specification has it.

    webhook-id: msg_…                       the same for the same message sent again
    webhook-timestamp: 1774000000           seconds since 1970
    webhook-signature: v1,base64(HMAC-SHA256(key, "id.timestamp.body"))

The address comes from outside: it is read as browsers read it, looked up and connected to behind the same check as
everything that is collected, and redirects are not followed. Only https leaves the networks that the settings allow.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import secrets
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import httpcore

from firsthand.collect.addresses import BAD_PORTS, Address, Network, literal, networks, why_refused
from firsthand.collect.connections import Connections
from firsthand.collect.faults import fault, network_faults
from firsthand.collect.network import CheckedBackend, PrivateAddressError, Resolver, SystemResolver
from firsthand.collect.retry_after import http_date, retry_after
from firsthand.collect.urls import Url, UrlError, parse_url
from firsthand.config import AlertConfig
from firsthand.errors import DeliveryError, InputError

#: How a secret begins, and its bytes: the specification asks for 24 to 64.
SECRET_PREFIX = "whsec_"
SECRET_BYTES = 32
#: Characters of an address.
LONGEST = 2_000
#: The status that says that nobody wants it any more, and those that say to come again later.
GONE = 410
AGAIN = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to a webhook."""

    to: str
    secret: str
    id: str  #: the same for the same message sent again
    body: bytes  #: JSON
    at: datetime


#: Takes a message, and hands it over. Raises DeliveryError.
Send = Callable[[Message], None]


def make_secret() -> str:
    """What a webhook's messages are signed with, as it is shown once to whoever made it."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def signature(secret: str, id: str, timestamp: int, body: bytes) -> str:
    """The webhook-signature of a message."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    mac = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(mac).decode("ascii")


def check_hook(written: str, settings: AlertConfig) -> str:
    """An address that a webhook may have, as browsers would write it; names are looked up when something is sent.

    Raises InputError.
    """
    try:
        url = parse_url(written)
    except UrlError as error:
        raise InputError("webhook", str(error)) from error
    allowed = networks(settings.allow_networks)
    if len(str(url)) > LONGEST:
        raise InputError("webhook", f"The address has more than {LONGEST:,} characters.")
    if url.port in BAD_PORTS:
        raise InputError("webhook", f"Port {url.port} belongs to another protocol than HTTP.")
    own = literal(url.name)
    if own is not None and (network := why_refused(own, allowed)) is not None:
        raise InputError("webhook", f"The address belongs to {network}, which is not reached from here.")
    if url.scheme == "http" and (not allowed or (own is not None and not _within(own, allowed))):
        raise InputError("webhook", "Write https://: without it, anybody on the way could read and change it.")
    return str(url)


def send_webhook(
    message: Message, settings: AlertConfig, *, resolve: Resolver | None = None, tls: ssl.SSLContext | None = None
) -> None:
    """Send a message, and see that it was taken. Raises DeliveryError.

    `resolve` looks names up, `tls` holds the certificates that are trusted. Not to be called in an event loop.
    """
    try:
        url = parse_url(check_hook(message.to, settings))
    except InputError as error:
        raise DeliveryError(message.to.partition("?")[0][:100], error.reason, final=True) from error
    asyncio.run(_send(message, url, settings, resolve or SystemResolver(1), tls))


class _AllowedAlone(CheckedBackend):
    """For messages without encryption: reaches the networks of the settings, and nothing else."""

    def __init__(self, resolve: Resolver, allowed: tuple[Network, ...]) -> None:
        super().__init__(resolve, allowed)
        self._only = allowed

    async def addresses(self, name: str, port: int) -> list[Address]:
        """As CheckedBackend's."""
        found = await super().addresses(name, port)
        if not all(_within(address, self._only) for address in found):
            raise PrivateAddressError("Only https leaves the networks that the settings allow: write https://.")
        return found


async def _send(
    message: Message, url: Url, settings: AlertConfig, resolve: Resolver, tls: ssl.SSLContext | None
) -> None:
    backend = CheckedBackend if url.scheme == "https" else _AllowedAlone
    connections = Connections(
        backend(resolve, networks(settings.allow_networks)), tls or httpcore.default_ssl_context()
    )
    to = url.authority
    try:
        async with asyncio.timeout(settings.deadline) as scope:
            async with connections.exchange(_request(message, url)) as exchange:
                _judge(to, exchange.response)
    except network_faults() as error:
        if scope.expired():
            raise DeliveryError(to, f"The {settings.deadline:g} s that a message may take were over.") from error
        told = fault(str(url), error)
        raise DeliveryError(to, told.reason, final=told.kind == "private") from error
    finally:
        await connections.aclose()


def _request(message: Message, url: Url) -> httpcore.Request:
    timestamp = int(message.at.timestamp())
    headers = {
        "Host": url.authority,
        "User-Agent": "firsthand",
        "Content-Type": "application/json",
        "Content-Length": str(len(message.body)),
        "webhook-id": message.id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(message.secret, message.id, timestamp, message.body),
    }
    return httpcore.Request(
        b"POST",
        httpcore.URL(
            scheme=url.scheme.encode(), host=url.name.encode(), port=url.port, target=url.target.encode("ascii")
        ),
        headers=[(name.encode(), value.encode("ascii")) for name, value in headers.items()],
        content=message.body,
    )


def _judge(to: str, response: httpcore.Response) -> None:
    """Whether it was taken, by the status alone: not a byte of the body is read. Raises DeliveryError."""
    status = response.status
    if 200 <= status < 300:
        return
    if status == GONE:
        raise DeliveryError(to, "The server says that this address is gone for good (status 410).", final=True)
    if 300 <= status < 400:
        raise DeliveryError(to, f"It redirects (status {status}), which is not followed: name where it leads to.")
    raise DeliveryError(to, f"The server did not take it (status {status}).", retry_after=_wait(response))


def _wait(response: httpcore.Response) -> float | None:
    """What Retry-After asks for, in seconds, where it has a meaning."""
    if response.status not in AGAIN and response.status < 500:
        return None
    said = {name.lower(): value.decode("latin-1") for name, value in response.headers}
    value = said.get(b"retry-after")
    return None if value is None else retry_after(value, http_date(said.get(b"date")) or datetime.now(UTC))


def _within(address: Address, allowed: tuple[Network, ...]) -> bool:
    return any(address in network for network in allowed if network.version == address.version)
