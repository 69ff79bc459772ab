// Who took from whom: a lane an article, time from left to right, arrows from a text to the one that took from it.
// The table below the picture is the way of the keyboard and of screen readers; the picture takes no focus.
import { colors, dataOf, made, onColors, sayingLine, takePlace, whenNear } from "./pictures.js";

const LIBRARY = "./vendor/cytoscape/cytoscape.esm.min.mjs?v=3.34.4";
// Cytoscape would add a <style> element of one rule, which the page's policy refuses. It does not where an element of
// this id stands already; the rule is in pictures.css.
const SHEET_ID = "__________cytoscape_stylesheet";
const LANE = 30;
const TOP = 34;
const MARGIN = 18;
const NEAR = 8;
const HINT = "Point at an article or an arrow to read what shows it.";

const HOUR = 3600e3;
const STEPS = [1, 3, 6, 12, 24, 48, 168, 336, 720, 2184, 8760, 87600].map((hours) => hours * HOUR);
const MOST_TICKS = 6;

for (const figure of document.querySelectorAll("[data-graph]")) whenNear(figure, draw);

async function draw(figure) {
  const [{ default: cytoscape }, graph] = await Promise.all([import(LIBRARY), dataOf(figure)]);
  if (!graph.nodes.length) return;
  keepSheetOut();
  const scroll = made("div", "picture-scroll");
  const box = made("div", "graph-live");
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", `Who took from whom, from left to right in time. ${graph.sentence}`);
  const least = TOP + LANE * graph.nodes.length + 8;
  box.style.height = `${least}px`;
  scroll.append(box);
  const { line, say } = sayingLine(HINT);
  const below = () => (figure.nextElementSibling ?? figure.parentElement).getBoundingClientRect()[
    figure.nextElementSibling ? "top" : "bottom"];
  const before = below();
  takePlace(figure, scroll, line);
  tellZone(figure);
  figure.dataset.drawn = "yes";
  box.style.height = `${Math.max(least, least + before - below())}px`; // as high as what it replaces: nothing jumps
  const cy = cytoscape({
    container: box,
    elements: elements(graph),
    style: style(colors(box)),
    layout: { name: "preset", fit: false }, zoom: 1, pan: { x: 0, y: 0 },
    userZoomingEnabled: false, userPanningEnabled: false, boxSelectionEnabled: false,
    autoungrabify: true, autounselectify: true,
  });
  new ResizeObserver(() => { // at once, and when it changes
    cy.resize();
    place(cy, graph, box);
    letFocus(scroll);
  }).observe(box);
  onColors(() => cy.style(style(colors(box))));
  listen(cy, figure, say);
}

/** What scrolls sideways is reached by keyboard; what does not is no stop. */
function letFocus(scroll) {
  const scrolls = scroll.scrollWidth > scroll.clientWidth;
  const told = { role: "group", "aria-label": "Who took from whom, drawn", tabindex: "0" };
  for (const [name, value] of Object.entries(told)) {
    if (scrolls) scroll.setAttribute(name, value);
    else scroll.removeAttribute(name);
  }
}

function keepSheetOut() {
  if (document.getElementById(SHEET_ID)) return;
  const stand = document.createElement("template");
  stand.id = SHEET_ID;
  document.head.append(stand);
}

/** Ticks, names, dots and arrows; `place` puts them where they belong. */
function elements(graph) {
  const found = ticks(graph).map(({ label }, i) => ({ data: { id: `tick:${i}`, label }, classes: "tick" }));
  for (const node of graph.nodes) {
    const data = { node: node.id, article: node.article, says: sentence(node) };
    const kind = node.x === null ? "undated" : node.until === null ? "dated" : "day";
    found.push({ data: { ...data, id: `name:${node.id}`, label: `${node.sign} ${node.label}` }, classes: "name" });
    found.push({ data: { ...data, id: `dot:${node.id}` }, classes: `dot ${kind}` });
  }
  graph.edges.forEach((edge, i) => found.push({
    data: {
      id: `edge:${i}`, source: `dot:${edge.source}`, target: `dot:${edge.target}`,
      says: `${edge.words}: ${edge.reason}`,
    },
    classes: `${edge.kind} ${edge.directed ? "" : "undirected"}`,
  }));
  return found;
}

function sentence(node) {
  const told = node.headline ? `${node.label}, “${node.headline}”` : node.label;
  return `${told}: ${node.mark}, ${node.reason}.`;
}

/** Where each element lies in a box of this size. */
function place(cy, graph, { clientWidth: width, clientHeight }) {
  const names = Math.min(230, width * 0.32);
  const left = names + 30;
  const wide = width - left - MARGIN;
  const height = clientHeight - TOP - 8;
  const lanes = height / graph.nodes.length;
  const dots = new Map();
  cy.batch(() => {
    ticks(graph).forEach(({ share }, i) => {
      cy.getElementById(`tick:${i}`).position({ x: left + share * wide, y: TOP + height / 2 }).style({ height });
    });
    for (const { id, lane, x, until } of graph.nodes) {
      const y = TOP + lanes * (lane + 0.5);
      const dot = cy.getElementById(`dot:${id}`);
      const from = x === null ? names + 8 : left + x * wide;
      const long = until === null ? 0 : Math.max(12, (until - x) * wide);
      dot.position({ x: from + long / 2, y });
      if (long) dot.style({ width: long });
      dots.set(`dot:${id}`, { x: from, y, end: from + long });
      cy.getElementById(`name:${id}`).position({ x: 2, y }).style({ "text-max-width": `${names - 12}px` });
    }
    cy.edges().forEach((edge) => bend(edge, dots));
  });
}

/** An arrow leaves its text downwards or upwards and comes in from the side, so that arrows of one text part late. */
function bend(edge, dots) {
  const [from, to] = [dots.get(edge.data("source")), dots.get(edge.data("target"))];
  const start = { x: (from.x + from.end) / 2, y: from.y };
  const end = { x: (to.x + to.end) / 2, y: to.y };
  if (start.x > to.x - NEAR && start.x < to.end + NEAR) { // there is no side to come in from: straight
    edge.style({ "control-point-weights": 0.5, "control-point-distances": 0 });
    return;
  }
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  edge.style({ "control-point-weights": (dy * dy) / (length * length), "control-point-distances": (dx * dy) / length });
}

function style({ ink, soft, rule, paper, link, font }) {
  return [
    { selector: "node", style: { "font-family": font, color: ink, "font-size": 14, "min-zoomed-font-size": 0 } },
    { selector: ".tick", style: {
      shape: "rectangle", width: 1, "background-color": rule, label: "data(label)", color: soft, "font-size": 12,
      "text-valign": "top", "text-margin-y": -4, events: "no", "z-index": 0,
    } },
    { selector: ".name", style: {
      shape: "rectangle", width: 1, height: 24, "background-opacity": 0, label: "data(label)",
      "text-halign": "right", "text-valign": "center", "text-wrap": "ellipsis", "text-events": "yes",
    } },
    { selector: ".dot", style: { width: 11, height: 11, "background-color": ink, "z-index": 2 } },
    { selector: ".day", style: { shape: "round-rectangle", height: 6 } },
    { selector: ".undated", style: { "background-color": paper, "border-width": 1.5, "border-color": ink } },
    { selector: "edge", style: {
      width: 1.6, "line-color": link, "curve-style": "unbundled-bezier", "edge-distances": "node-position",
      "target-arrow-shape": "triangle", "target-arrow-color": link, "arrow-scale": 0.9, "z-index": 1,
    } },
    { selector: ".rewrite", style: { "line-style": "dashed", "line-dash-pattern": [6, 4] } },
    { selector: ".credit", style: { "line-style": "dashed", "line-dash-pattern": [0.5, 5], "line-cap": "round", width: 2 } },
    { selector: ".undirected", style: { "target-arrow-shape": "none" } },
    { selector: ".pointed", style: { "border-width": 3, "border-color": link, "text-outline-width": 0 } },
    { selector: "edge.pointed", style: { width: 4 } },
    { selector: ":active", style: { "overlay-opacity": 0 } },
    { selector: "core", style: { "active-bg-opacity": 0 } },
  ];
}

function listen(cy, figure, say) {
  cy.on("mouseover tap", ".dot, .name, edge", ({ target }) => {
    cy.elements(".pointed").removeClass("pointed");
    (target.isEdge() ? target : cy.getElementById(`dot:${target.data("node")}`)).addClass("pointed");
    cy.container().style.cursor = target.data("article") ? "pointer" : "default";
    say(target.data("says"));
  });
  cy.on("mouseout", ".dot, .name, edge", () => {
    cy.elements(".pointed").removeClass("pointed");
    cy.container().style.cursor = "default";
    say("");
  });
  cy.on("tap", ".dot, .name", ({ target }) => {
    const article = target.data("article");
    if (article && figure.dataset.articles) location.assign(figure.dataset.articles + encodeURIComponent(article));
  });
}

/** Hours or days on the axis, in the reader's zone: at most `MOST_TICKS`. */
function ticks({ start, end }) {
  if (!start) return [];
  const [first, last] = [Date.parse(start), Date.parse(end)];
  const step = STEPS.find((one) => (last - first) / one <= MOST_TICKS) ?? STEPS.at(-1);
  const form = step < 24 * HOUR
    ? { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
    : { day: "numeric", month: "short", year: "numeric" };
  const format = new Intl.DateTimeFormat("en-GB", form);
  const away = new Date(first).getTimezoneOffset() * 60e3;
  const found = [];
  for (let at = Math.ceil((first - away) / step) * step + away; at <= last; at += step) {
    const share = (at - first) / (last - first);
    found.push({ share, label: share < 0.96 ? format.format(at) : "" }); // at the edge it would be cut
  }
  return found;
}

/** The page's own drawing is in UTC, and says so. */
function tellZone(figure) {
  const caption = figure.querySelector("figcaption");
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (caption && zone !== "UTC") caption.textContent = caption.textContent.replace("Times in UTC.", `Times in ${zone}.`);
}
