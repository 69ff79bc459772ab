"""What a browser has to say of the site: complaints, refusals of its policy, failed requests, requests elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Request, Response, WebError

#: What Chromium writes of a status that the test expects, or that `Watch.answered` counts itself.
_STATUS = "Failed to load resource: the server responded with a status of"
#: A request that a page gave up, as it was left or no longer wanted: an open line for news, a download.
_GIVEN_UP = "net::ERR_ABORTED"
#: Kinds of messages that are faults. Violations of the policy come as errors, deprecations as warnings.
_FAULTS = ("error", "warning")


@dataclass
class Watch:
    """Listens to all pages of a context. `faults` must be empty in the end."""

    address: str  #: of the site
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  #: all that was asked for

    def listen(self, context: BrowserContext) -> None:
        """Begin."""
        context.on("console", self.said)
        context.on("weberror", self.failed)
        context.on("dialog", self.dialog)
        context.on("request", self.request)
        context.on("requestfailed", self.lost)
        context.on("response", self.answered)

    def finish(self) -> None:
        """Look over what was asked for."""
        for url in dict.fromkeys(self.asked):
            if not url.startswith((self.address + "/", "data:")):
                self.faults.append(f"a request to elsewhere: {url}")

    def said(self, message: ConsoleMessage) -> None:
        """Something in the console."""
        if message.type in _FAULTS and not message.text.startswith(_STATUS):
            self.faults.append(f"console {message.type}: {message.text}")

    def failed(self, error: WebError) -> None:
        """A script ended with an error."""
        self.faults.append(f"script: {error.error}")

    def dialog(self, dialog: Dialog) -> None:
        """A box that a script opened."""
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def request(self, request: Request) -> None:
        """A request."""
        self.asked.append(request.url)

    def lost(self, request: Request) -> None:
        """A request without an answer."""
        if request.failure != _GIVEN_UP:
            self.faults.append(f"no answer: {request.url}: {request.failure}")

    def answered(self, response: Response) -> None:
        """An answer: of a page the test looks at the status, all that belongs to a page must be there."""
        if response.status >= (500 if response.request.resource_type == "document" else 400):
            self.faults.append(f"status {response.status}: {response.url}")
