// New articles of an open story. A note says so; nothing moves before the reader asks to see them.
//
// <ul data-live="/live/stories/ID?after=17" data-live-note="live-note"> is the list that they are added to, each of its
// own items with data-article="ID". The server sends events named "articles", with an id, and as data
//   {"articles": [{"id", "href", "name", "mark", "sign", "headline", "published", "when"}]}
// After a pause the line is taken up again with ?after= and the last event's id.

const list = document.querySelector("[data-live]");
const found = new Map();
let source = null;
let last = null;
let note = null;

if (list) {
  note = makeNote();
  connect();
  // A hidden tab gives its connection back: browsers hold six to a host at the most.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : connect()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", connect);
}

function connect() {
  if (source || document.hidden) return;
  const address = new URL(list.dataset.live, location.href);
  if (address.origin !== location.origin) return;
  if (last) address.searchParams.set("after", last);
  source = new EventSource(address);
  source.addEventListener("articles", hear);
}

function close() {
  source?.close();
  source = null;
}

function hear(event) {
  last = event.lastEventId || last;
  for (const article of JSON.parse(event.data).articles) {
    const shown = list.querySelector(`[data-article="${CSS.escape(article.id)}"]`);
    if (!shown && new URL(article.href, location.href).origin === location.origin) found.set(article.id, article);
  }
  const count = found.size;
  if (count) {
    note.words.textContent = note.region.textContent = count === 1 ? "1 new article." : `${count} new articles.`;
    note.show.textContent = count === 1 ? "Show it" : "Show them";
    note.box.hidden = false;
  }
}

/** The note lies over the page's end and takes no room. What is read aloud is a region of its own, there beforehand. */
function makeNote() {
  const box = element("section", "live-note");
  box.setAttribute("aria-label", "New articles");
  const words = element("p", "live-words");
  const show = element("button", "live-show");
  const later = element("button", "link live-later", "Not now");
  const region = element("p", "hidden");
  region.setAttribute("role", "status");
  show.type = later.type = "button";
  box.append(words, show, later);
  box.hidden = true;
  show.addEventListener("click", showAll);
  later.addEventListener("click", () => { box.hidden = true; });
  document.body.append(region, box);
  return { box, region, words, show };
}

/** Put what is new at the end of the list, and lead there whoever asked for it. */
function showAll() {
  const items = [...found.values()].map(makeItem);
  list.append(...items);
  found.clear();
  note.box.hidden = true;
  note.region.textContent = "";
  list.dispatchEvent(new CustomEvent("firsthand:added", { bubbles: true }));
  items[0]?.querySelector("a").focus();
}

function makeItem(article) {
  const item = element("li", "new");
  item.dataset.article = article.id;
  const link = element("a");
  link.href = article.href;
  link.append(element("bdi", "", article.name));
  item.append(link, " ");
  if (article.mark) item.append(element("span", `mark ${article.mark}`, `${article.sign ?? ""} ${article.mark}`), " ");
  const small = element("span", "small");
  if (article.published) {
    const time = element("time", "", article.when || article.published);
    time.dateTime = article.published;
    small.append(time);
  }
  if (article.headline) {
    const headline = element("span", "", article.headline);
    headline.dir = "auto";
    small.append(article.published ? ": " : "", headline);
  }
  item.append(small);
  return item;
}

function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
