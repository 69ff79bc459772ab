"""Checks of a page in a browser that hold for every page: width, axe, focus, print, what moves while it loads."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "publish" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
#: WCAG 2.2 at its levels A and AA, and what axe holds to be good practice.
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
#: Runs before anything of a page and adds up how much of it jumps without being asked to.
SHIFTS = """
window.__shift = 0; window.__jumped = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.__shift += entry.value;
    window.__jumped.push(...entry.sources.map((s) => (s.node?.outerHTML ?? s.node?.textContent ?? "").slice(0, 120)));
  }
}).observe({ type: "layout-shift", buffered: true });
"""
_SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const inside = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > room + .5);
  return [`${document.documentElement.scrollWidth} > ${room}`,
    ...wide.filter((e) => !inside(e)).slice(0, 5).map((e) => e.outerHTML.slice(0, 160))];
}"""
_UNSEEN_FOCUS = """() => {
  const found = [];
  const many = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  for (const e of document.querySelectorAll(many)) {
    if (e.tabIndex < 0 || e.disabled || !e.checkVisibility({ visibilityProperty: true })) continue;
    e.focus({ preventScroll: true, focusVisible: true });
    if (document.activeElement !== e) continue;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(e);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    if (!outlined && boxShadow === "none") found.push(e.outerHTML.slice(0, 160));
  }
  return found;
}"""
_FOLDED = """() => {
  const shown = (e) => getComputedStyle(e).display !== "none" && e.textContent.trim();
  return [...document.querySelectorAll("main details")].filter((folded) => {
    if (!folded.checkVisibility()) return false;
    const inner = [...folded.children].find((e) => e.tagName !== "SUMMARY" && shown(e));
    return inner && !(inner.checkVisibility() && inner.getBoundingClientRect().height);
  }).map((folded) => folded.outerHTML.slice(0, 160));
}"""


#: Times of day, which a script tells in the reader's zone.
_ZONED = "main time[datetime*='T'][datetime$='Z'], main time[datetime*='T'][datetime$='+00:00']"


def unfold(page: Page) -> None:
    """Open all that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def draw(page: Page) -> None:
    """Go through the page, so that the pictures that wait for a reader to come near are drawn."""
    for mark in ("data-graph", "data-map"):
        figure = page.locator(f"main [{mark}]")
        if figure.count():
            figure.scroll_into_view_if_needed()
            page.locator(f"main [{mark}][data-drawn=yes]").wait_for()
    if page.locator(_ZONED).count():
        page.locator("main time[data-zoned]").first.wait_for(state="attached")
    page.evaluate("scrollTo(0, 0)")


def shift(page: Page) -> tuple[float, list[str]]:
    """How much of the page jumped by now, as Cumulative Layout Shift counts it, and what did."""
    page.evaluate(_SETTLED)
    found = page.evaluate("[window.__shift, window.__jumped]")
    return float(found[0]), list(found[1])


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing where it does not."""
    return list(page.evaluate(_WIDE))


def axe_faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe has to say against the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": list(_RULES)}}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [(v["id"], [n["html"][:200] + " " + n["failureSummary"][:300] for n in v["nodes"][:4]])
            for v in found["violations"]]


def unseen_focus(page: Page) -> list[str]:
    """What can take the focus of a keyboard without showing it."""
    return list(page.evaluate(_UNSEEN_FOCUS))


def first_stop(page: Page) -> str:
    """Where the Tab key leads first: the words of a link that can be seen there."""
    page.keyboard.press("Tab")
    return str(
        page.evaluate(
            """() => { const e = document.activeElement, at = e.getBoundingClientRect();
            return at.top >= 0 && at.left >= 0 && at.height > 8 ? e.textContent : `hidden: ${e.textContent}`; }"""
        )
    )


def folded_in_print(page: Page) -> list[str]:
    """What stays folded on paper. The page must be set for print."""
    return list(page.evaluate(_FOLDED))
