// Times of day in the reader's zone, UTC on hover. Plain days stay: a day has no zone.

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const long = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  timeZoneName: "short",
});
const utc = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  timeZone: "UTC",
});
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const ZONED = /(Z|[+-]\d{2}:?\d{2})$/;
const CLOCK_ALONE = /^\d{1,2}:\d{2}/;

/** "14 March 2026, 07:10 CET", or "07:10 CET". */
export function words(moment, format = long, clockAlone = false) {
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const clock = [`${part.hour}:${part.minute}`, part.timeZoneName ?? "UTC"].join(" ");
  return clockAlone ? clock : `${part.day} ${part.month} ${part.year}, ${clock}`;
}

/** Set every time of day under `root`. What is told in the zone of the place, `data-local`, stays as it is told. */
export function setTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]:not([data-zoned], [data-local])")) {
    const written = element.getAttribute("datetime");
    if (!MOMENT.test(written) || !ZONED.test(written)) continue;
    const moment = new Date(written);
    if (Number.isNaN(moment.getTime())) continue;
    element.dataset.zoned = zone;
    element.title = words(moment, utc);
    element.textContent = words(moment, long, CLOCK_ALONE.test(element.textContent.trim()));
  }
}

setTimes(document);
document.addEventListener("htmx:afterSwap", () => setTimes(document));
document.addEventListener("firsthand:added", (event) => setTimes(event.target));
