// A story's sources in place: a click on a chip shows the passage below its sentence. The chip's address is that of the
// article, where the passage is marked: it works without a script, and with Ctrl, Shift or the middle button as ever.

document.addEventListener("click", (event) => {
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!plain) {
    // htmx takes every click on its links: one for a new tab is the browser's
    if (event.target.closest("a[hx-get]")) event.stopPropagation();
    return;
  }
  const chip = event.target.closest(".told a.chip:not(.more)");
  if (!chip || !window.htmx) return;
  event.preventDefault();
  if (chip.getAttribute("aria-expanded") === "true") close(chip);
  else open(chip);
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const chip = event.target.closest?.(".told")?.querySelector("[aria-expanded=true]");
  if (chip) close(chip);
});

// What takes the place of the first rows of a table takes the focus too: the link that was followed is gone.
document.addEventListener("htmx:afterSwap", ({ target }) => {
  target.querySelector?.(":scope > .whole")?.focus({ preventScroll: true });
});

async function open(chip) {
  const told = chip.closest(".told");
  for (const other of told.querySelectorAll("[aria-expanded=true]")) close(other);
  const box = document.createElement("div");
  box.className = "in-place";
  told.append(box);
  chip.setAttribute("aria-expanded", "true");
  await window.htmx.ajax("GET", passageOf(chip), { target: box, select: ".passage", swap: "innerHTML" }).catch(() => {});
  const passage = box.querySelector(".passage");
  if (!passage) {
    if (chip.getAttribute("aria-expanded") === "true") location.assign(chip.href);
    return;
  }
  const shut = document.createElement("button");
  shut.type = "button";
  shut.className = "link";
  shut.textContent = "Close";
  shut.addEventListener("click", () => close(chip));
  passage.querySelector("figcaption").append(" ", shut);
  passage.focus({ preventScroll: true });
  passage.scrollIntoView({ block: "nearest" });
}

function close(chip) {
  const held = chip.closest(".told");
  const within = held.querySelector(".in-place")?.contains(document.activeElement);
  held.querySelector(".in-place")?.remove();
  chip.removeAttribute("aria-expanded");
  if (within) chip.focus();
}

/** /articles/ID?capture=HASH&at=1-9#passage -> /stories/ID/passage?article=ID&capture=HASH&at=1-9 */
function passageOf(chip) {
  const from = new URL(chip.href);
  const to = new URL(`${location.pathname}/passage`, location.origin);
  to.searchParams.set("article", decodeURIComponent(from.pathname.split("/").at(-1)));
  for (const name of ["capture", "at"]) to.searchParams.set(name, from.searchParams.get(name) ?? "");
  return to.href;
}
