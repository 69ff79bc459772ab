// What the pages gain by a script. Each part looks for its own marks and does nothing where there are none.
const parts = [
  ["time[datetime]", "./times.js"],
  ["[data-graph]", "./graph.js"],
  ["[data-map]", "./map.js"],
  ["[data-live]", "./live.js"],
];
for (const [mark, file] of parts) {
  if (document.querySelector(mark)) {
    import(new URL(file, import.meta.url).href).catch((error) => console.warn(`${file}: ${error}`));
  }
}
