// The places of a story on a map that the page brings along: a disk for a city, a ring where only the country or region
// is known. The table beside the map is the way of the keyboard and of screen readers; the map takes no focus.
import { dataOf, made, sayingLine, takePlace, whenNear } from "./pictures.js";

const SCRIPTS = ["./vendor/d3/d3.min.js?v=7.9.2", "./vendor/plot/plot.umd.min.js?v=0.6.17"];
const BORDERS = "./vendor/topojson-client/topojson-client.min.js?v=3.1.0";
const COARSE = "./vendor/world-atlas/countries-110m.json?v=2.0.2";
const FINE = "./vendor/world-atlas/countries-50m.json?v=2.0.2";

// Degrees: what is shown around a city and around the middle of a country, and where maps turn coarse or whole.
const AROUND = 3;
const AROUND_RING = 8;
const FINE_UP_TO = 50;
const WHOLE_FROM = 150;
// Names are written beside so many places; of more, the pointer tells them.
const NAMED = 12;
const HINT = "Point at a place to read what is said of it.";

for (const figure of document.querySelectorAll("[data-map]")) whenNear(figure, draw);

async function draw(figure) {
  const { places, sentence } = await dataOf(figure);
  const drawn = places.filter((place) => place.latitude !== null);
  if (!drawn.length) return;
  const frame = frameOf(drawn);
  const [, world] = await Promise.all([libraries(), json(frame.span > FINE_UP_TO ? COARSE : FINE)]);
  const box = made("div", "map-live");
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", `Map of places. ${sentence}`);
  const { line, say } = sayingLine(HINT);
  takePlace(figure, box, line);
  const paint = () => box.replaceChildren(picture(drawn, frame, world, box, say));
  paint();
  let width = box.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(box.clientWidth - width) < 8) return;
    width = box.clientWidth;
    paint();
  }).observe(box);
  figure.dataset.drawn = "yes";
}

async function libraries() {
  const borders = script(BORDERS);
  for (const address of SCRIPTS) await script(address); // Plot stands on d3
  await borders;
}

const loading = new Map();

/** Run one of the scripts that are no modules, once. */
function script(address) {
  if (!loading.has(address)) {
    loading.set(address, new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(address, import.meta.url);
      element.addEventListener("load", resolve);
      element.addEventListener("error", () => reject(new Error(`${address} did not load`)));
      document.head.append(element);
    }));
  }
  return loading.get(address);
}

async function json(address) {
  const answer = await fetch(new URL(address, import.meta.url));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** The degrees that hold all places with room around them, turned so that the date line cuts none off. */
function frameOf(places) {
  const [middle, east] = arc(places.map((place) => place.longitude));
  const turned = (longitude) => ((longitude - middle + 540) % 360) - 180;
  let [west, south, right, north] = [180, 90, -180, -90];
  for (const { longitude, latitude, exact } of places) {
    const room = exact ? AROUND : AROUND_RING;
    west = Math.min(west, turned(longitude) - room);
    right = Math.max(right, turned(longitude) + room);
    south = Math.min(south, latitude - room * 0.6);
    north = Math.max(north, latitude + room * 0.6);
  }
  const margin = 0.08 * (right - west);
  const corners = [
    [west - margin, Math.max(-85, south - margin / 2)], [right + margin, Math.min(85, north + margin / 2)],
  ].map(([x, y]) => [x + middle, y]);
  return { middle, corners, span: Math.max(right - west, north - south, east) };
}

/** The middle and the width of the shortest stretch around the globe that holds all longitudes. */
function arc(longitudes) {
  const sorted = [...longitudes].sort((a, b) => a - b);
  const gaps = sorted.map((at, i) => (i ? at - sorted[i - 1] : at + 360 - sorted.at(-1)));
  const widest = gaps.indexOf(Math.max(...gaps));
  const width = 360 - gaps[widest];
  return [((sorted[widest] + width / 2 + 540) % 360) - 180, width];
}

function picture(places, { middle, corners, span }, world, { clientWidth: width, clientHeight: height }, say) {
  const { Plot, topojson } = globalThis;
  const land = topojson.feature(world, world.objects.land);
  const borders = topojson.mesh(world, world.objects.countries, (a, b) => a !== b);
  const whole = span > WHOLE_FROM;
  const projection = whole
    ? { type: "equal-earth", rotate: [-middle, 0], domain: { type: "Sphere" } }
    : { type: "mercator", rotate: [-middle, 0], domain: { type: "MultiPoint", coordinates: corners }, inset: 4 };
  const at = { x: "longitude", y: "latitude", r: (place) => Math.max(1, place.articles.length) };
  const named = places.length <= NAMED ? places : [];
  const svg = Plot.plot({
    className: "places", width, height, projection,
    r: { range: [0, 14], domain: [0, Math.max(4, ...places.map((place) => place.articles.length))] },
    marks: [
      Plot.geo(land, { className: "land", fill: "var(--faint)", stroke: "var(--soft)", strokeWidth: 0.6 }),
      Plot.geo(borders, { fill: "none", stroke: "var(--soft)", strokeWidth: 0.5, strokeDasharray: "3 2" }),
      Plot.dot(places.filter((place) => place.exact), { ...at, fill: "var(--link)", fillOpacity: 0.75, stroke: "var(--paper)" }),
      Plot.dot(places.filter((place) => !place.exact), {
        ...at, r: (place) => place.articles.length + 3, stroke: "var(--link)", strokeWidth: 2, strokeDasharray: "4 2",
      }),
      Plot.text(named, {
        x: "longitude", y: "latitude", text: "name", dy: -16, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 4,
        fontSize: 13,
      }),
      Plot.dot(places, Plot.pointer({ x: "longitude", y: "latitude", r: 17, stroke: "var(--ink)", strokeWidth: 2 })),
    ],
  });
  // Plot's <style> element would be refused by the page's policy; pictures.css has what it says.
  for (const sheet of svg.querySelectorAll("style")) sheet.remove();
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label"); // no role may be named so
  svg.addEventListener("input", () => say(svg.value?.sentence));
  return svg;
}
