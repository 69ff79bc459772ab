"""What every response says to the browser: run our own scripts alone, load nothing from elsewhere, tell nobody."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: No inline script, no inline style, nothing from another host, no frame around the pages.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

#: The referrer: with "no-referrer" Chromium calls the origin of our own forms "null", and they would be refused.
_ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    (b"x-frame-options", b"DENY"),
)
_HTTPS = (b"strict-transport-security", b"max-age=31536000")


class SafeHeaders:
    """An ASGI layer: the headers on every response; one that an answer sets itself stays as it is."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        """`secure`: readers come by https."""
        self._app = app
        self._added = (*_ALWAYS, *((_HTTPS,) if secure else ()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = list(message.get("headers", ()))
                names = {name for name, _ in held}
                message = {**message, "headers": [*held, *((n, v) for n, v in self._added if n not in names)]}
            await send(message)

        await self._app(scope, receive, add if scope["type"] == "http" else send)
