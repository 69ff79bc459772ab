// What the drawn pictures share: they wait until they are looked at, and take their colors from the page.

/** Run `draw(figure)` when the figure comes near the window; a fault leaves what the page showed without a script. */
export function whenNear(figure, draw) {
  const watch = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      watch.disconnect();
      draw(figure).catch((error) => {
        figure.dataset.drawn = "no";
        console.warn(`a picture was not drawn: ${error}`);
      });
    }
  }, { rootMargin: "300px" });
  watch.observe(figure);
}

/** The JSON that a figure is drawn from. */
export async function dataOf(figure) {
  const answer = await fetch(figure.dataset.src, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${figure.dataset.src}: ${answer.status}`);
  return answer.json();
}

/** The page's colors as they are now: light, dark or print. */
export function colors(element) {
  const style = getComputedStyle(element);
  const named = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  return {
    ink: named("--ink", style.color),
    soft: named("--soft", style.color),
    rule: named("--rule", "#999"),
    paper: named("--paper", "#fff"),
    link: named("--link", style.color),
    font: named("--sans", style.fontFamily),
  };
}

/** Run `repaint` when the reader's colors change. */
export function onColors(repaint) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
}

/** Put what a script draws in the place of what the page had drawn without it; print keeps the page's own. */
export function takePlace(figure, drawn, says) {
  const own = figure.querySelector("figure > .scroll, .picture-plain");
  if (own) {
    own.classList.add("picture-plain");
    own.before(drawn, says);
  } else {
    figure.prepend(drawn, says);
  }
  figure.classList.add("has-drawing");
}

/** A line under a picture that says what the pointer is on; its words stand in the table too. */
export function sayingLine(words) {
  const line = document.createElement("p");
  line.className = "picture-says";
  line.setAttribute("aria-hidden", "true");
  line.dir = "auto";
  line.textContent = words;
  return { line, say: (told) => { line.textContent = told || words; } };
}

/** An element of a class. */
export function made(name, className) {
  const element = document.createElement(name);
  element.className = className;
  return element;
}
