"""The invented edition with actors that act together, and what `make_edition` is hostile with."""

from __future__ import annotations

from dataclasses import replace

from firsthand.model import ActorRole, Edition
from tests.publish.edition import cut, make_edition


def rich_edition() -> Edition:
    """Both stories of the edition; in the bridge's, Oldecott and Lorne act together twice, once with the bridge."""
    edition = make_edition("two")
    bridge, ferry = edition.stories
    agency = edition.readings[0].article
    together = {"f1": ("orrin-bridge", "hanna-oldecott", "edda-lorne"), "f7": ("hanna-oldecott", "edda-lorne", "gone")}
    findings = tuple(replace(f, actors=together.get(f.id, f.actors)) for f in bridge.findings)
    role = ActorRole("transport minister", (cut(agency, "Hanna Oldecott"),), "2026-03-13", "2026-03-14")
    actors = tuple(replace(a, roles=(role,)) if a.id == "hanna-oldecott" else a for a in bridge.actors)
    return replace(edition, stories=(replace(bridge, findings=findings, actors=actors), ferry))
