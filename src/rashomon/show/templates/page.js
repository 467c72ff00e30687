// Extras over a page that reads without them: filter, sort, find, hover words, pins side by side, keys, copy.
"use strict";
const $ = (pick, from = document) => from.querySelector(pick);
const $$ = (pick, from = document) => [...from.querySelectorAll(pick)];
const sources = JSON.parse($("#sources").textContent);
const make = (name, props = {}, ...children) => {
  const node = Object.assign(document.createElement(name), props);
  node.append(...children);
  return node;
};

// Stories and reports: one at a time.
const story = () => $(".story:not(.shut)");
function openStory(chosen) {
  for (const each of $$(".story")) each.classList.toggle("shut", each !== chosen);
  for (const link of $$("[data-story]"))
    link.dataset.story === chosen.id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
}
function openReport(chosen) {
  const part = chosen.closest(".reading");
  for (const each of $$(".report", part)) each.classList.toggle("shut", each !== chosen);
  for (const tab of $$(".tabs a", part))
    tab.hash === "#" + CSS.escape(chosen.id) || decodeURIComponent(tab.hash.slice(1)) === chosen.id
      ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current");
}

// A link to words or to an item: open what hides it, light it, bring it into view.
function follow() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (!name) return;
  const range = /^(.+)\.(\d+)-(\d+)$/.exec(name);
  const report = range && document.getElementById(range[1]);
  const target = document.getElementById(name) || report;
  if (!target) return;
  const home = target.closest(".story");
  if (home) openStory(home);
  const text = target.closest(".report");
  if (text) openReport(text);
  for (let up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  if (target.matches("tr.item")) {
    reveal(target);
    $("details", target).open = true;
  }
  if (range && report) light(report, +range[2], +range[3]);
  if (target.matches(".item")) select(target);
  target.scrollIntoView({ block: target.matches("h2,.story,.report") ? "start" : "center" });
}
function reveal(row) {
  const part = row.closest(".points,.wording");
  if (row.hidden) filter(part, "");
  if (row.matches(".points .part")) withParts(part, true);
  if (row.classList.contains("far")) unfold(part);
}

// Offsets count code points, as in record.json; the page counts UTF-16 units.
function rangeOf(line, from, to) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const range = new Range();
  let at = +line.dataset.start, begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let unit = 0;
    for (const sign of node.data) {
      if (at >= from && !begun) { range.setStart(node, unit); begun = true; }
      if (at >= to) break;
      unit += sign.length; at += 1;
      if (begun) range.setEnd(node, unit);
    }
    if (at >= to) break;
  }
  return begun && !range.collapsed ? range : null;
}
function light(report, from, to) {
  if (!CSS.highlights) return;
  const ranges = $$("p[data-start]", report).map((line) => rangeOf(line, from, to)).filter(Boolean);
  CSS.highlights.set("words", new Highlight(...ranges));
}

// Filter, sort, find.
function unfold(part) {
  part.classList.add("all");
  const more = $(".more", part);
  if (more) more.hidden = true;
}
// Parts of a longer point repeat its words: they wait until they are asked for, or found.
function withParts(part, wanted) {
  $(".with-parts", part).checked = wanted;
  part.classList.toggle("parts-too", wanted);
  show(part);
}
function filter(part, status) {
  part.dataset.status = status;
  for (const button of $$(".bar button", part)) button.setAttribute("aria-pressed", String(button.dataset.status === status && status !== ""));
  show(part);
}
const texts = new WeakMap();
function textOf(node) {
  if (!texts.has(node)) texts.set(node, node.textContent.toLowerCase());
  return texts.get(node);
}
let query = "";
const opened = new Set(); // what finding opened, and closes again
// A large page has megabytes of words: they are made ready for finding while nobody waits.
function ready(nodes) {
  window.requestIdleCallback?.((left) => {
    while (nodes.length && left.timeRemaining() > 2) textOf(nodes.pop());
    if (nodes.length) ready(nodes);
  });
}
function show(part) {
  const status = part.dataset.status || "";
  let seen = 0;
  for (const row of $$("tbody tr", part)) {
    row.hidden = (status && row.dataset.status !== status) || (query && !textOf(row).includes(query));
    row.classList.toggle("found", Boolean(query));
    if (row.hidden || (row.matches(".part") && !query && !part.matches(".parts-too"))) continue;
    row.classList.toggle("far", seen >= 40);
    seen += 1;
  }
  const more = $(".more", part);
  if (!more) return seen;
  part.classList.remove("all");
  more.hidden = seen <= 40;
  $("button", more).textContent = `Show all ${seen} points`;
  return seen;
}
// The rows as the page came, by weight: a sort that keeps the order of equals needs no number for it.
const laid = new WeakMap();
function sort(part, by) {
  const body = $("tbody", part);
  if (!laid.has(body)) laid.set(body, [...body.rows]);
  const rows = [...laid.get(body)];
  const key = (row) => (by === "place" ? 0 : -row.dataset[by]);
  rows.sort((a, b) => key(a) - key(b));
  body.append(...rows);
  show(part);
}
function find(text) {
  query = text.trim().toLowerCase();
  const here = story();
  if (!here) return;
  let points = 0, said = 0;
  for (const part of $$(".points", here)) points += show(part) || 0;
  for (const item of $$(".said > li", here)) {
    item.hidden = Boolean(query) && !textOf(item).includes(query);
    if (!item.hidden) said += 1;
  }
  for (const box of $$(".voice,.party", here)) {
    const any = $$(".said > li", box).some((item) => !item.hidden);
    box.hidden = !any;
    if (box.tagName !== "DETAILS") continue;
    if (query && any && !box.open) { box.open = true; opened.add(box); }
    if (!query && opened.delete(box)) box.open = false;
  }
  $("#found").textContent = query ? ` ${points} points, ${said} statements` : "";
}

// The words of a cell, on hover and focus.
const pop = $("#pop");
function columnOf(cell) {
  let column = 0;
  for (let left = cell.previousElementSibling; left.tagName === "TD"; left = left.previousElementSibling) column += left.colSpan;
  return column;
}
function tellings(cell) {
  const column = columnOf(cell);
  return $$(".tellings li", cell.closest("tr")).filter((item) => +item.dataset.column === column);
}
function popUp(cell) {
  const items = tellings(cell);
  if (!items.length) return;
  pop.replaceChildren(make("ul", { className: "tellings" }, ...items.map((item) => item.cloneNode(true))));
  pop.hidden = false;
  const box = cell.getBoundingClientRect();
  const left = Math.min(box.left, innerWidth - pop.offsetWidth - 12);
  const below = box.bottom + pop.offsetHeight + 8 < innerHeight;
  pop.style.left = `${Math.max(left, 8) + scrollX}px`;
  pop.style.top = `${(below ? box.bottom + 4 : box.top - pop.offsetHeight - 4) + scrollY}px`;
}
const wants = (cell) => cell && (cell.matches(".c") || $$(".clamp", cell).some((q) => q.scrollHeight > q.clientHeight + 2) || tellings(cell).length > 2);

// Pins: the last two stand side by side, with the words that only one of them has.
let pins = [];
function quoteOf(link) {
  const words = link.textContent.trim().replace(/^[“"]|[”"]$/g, "");
  return { words, place: decodeURIComponent(link.hash.slice(1)), source: link.dataset.source };
}
function sourceOf(place, told) {
  const [, article, from, to] = /^(.+)\.(\d+)-(\d+)$/.exec(place) || [null, place, "", ""];
  const [name, when, file, url] = sources[article] || [told || article, "", "", ""];
  const where = url || file;
  return `${name}${when ? ", " + when : ""}${where ? "; " + where : ""}${from ? `, characters ${from}–${to}` : ""}`;
}
function pin(quote) {
  pins = pins.filter((other) => other.place !== quote.place).concat(quote).slice(-2);
  drawPins();
}
const split = (text) => text.match(/[\p{L}\p{N}’'-]+|[^\p{L}\p{N}’'-]+/gu) || [];
const bare = (word) => word.toLowerCase();
const isWord = (word) => /[\p{L}\p{N}]/u.test(word);
function common(left, right) {
  const a = left.filter(isWord).map(bare), b = right.filter(isWord).map(bare);
  const best = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i][j] = a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  const inA = new Set(), inB = new Set();
  for (let i = 0, j = 0; i < a.length && j < b.length; )
    if (a[i] === b[j]) { inA.add(i++); inB.add(j++); } else if (best[i + 1][j] >= best[i][j + 1]) i++; else j++;
  return [inA, inB];
}
function marked(words, kept) {
  let place = 0;
  return words.map((word) => (!isWord(word) || kept.has(place++) ? word : make("span", { className: "w" }, word)));
}
function drawPins() {
  const tray = $("#tray");
  tray.hidden = !pins.length;
  document.body.classList.toggle("has-tray", pins.length > 0);
  const cut = pins.map((each) => split(each.words.slice(0, 4000)));
  const kept = pins.length === 2 ? common(...cut) : [];
  $("#tray-note").textContent = pins.length === 2 ? "Wavy and bold: words that only this one has." : "Pin a second passage to compare the words.";
  $("#pins").replaceChildren(...pins.map((each, n) => make("div", { className: "pin" },
    make("p", { className: "ui" }, make("bdi", {}, sourceOf(each.place, each.source))),
    make("p", { dir: "auto" }, "“", ...(kept.length ? marked(cut[n], kept[n]) : [each.words]), "”"),
    make("p", { className: "ui" }, make("a", { href: "#" + encodeURIComponent(each.place) }, "to the words"), " ",
      make("button", { type: "button", onclick: () => { pins.splice(n, 1); drawPins(); } }, "Unpin")))));
}
function selected() {
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  const line = range.startContainer.parentElement.closest("p[data-start]");
  if (!line || !line.contains(range.endContainer)) return null;
  const before = new Range();
  before.setStart(line, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const from = +line.dataset.start + [...before.toString()].length;
  return { words: chosen.toString(), place: `${line.closest(".report").id}.${from}-${from + [...range.toString()].length}` };
}

// Items: step, open, pin, copy.
let current = null;
function select(item) {
  if (current) current.classList.remove("here");
  current = item;
  item.classList.add("here");
  item.tabIndex = -1;
  item.focus({ preventScroll: true });
}
function step(way) {
  const items = $$(".item", story() || document).filter((item) => item.checkVisibility ? item.checkVisibility() : item.offsetParent);
  if (!items.length) return;
  const at = items.indexOf(current);
  const next = items[at < 0 ? 0 : Math.min(Math.max(at + way, 0), items.length - 1)];
  select(next);
  next.scrollIntoView({ block: "center" });
}
const quotesOf = (item) => (item.matches(".story,.report") ? [] : $$(item.matches(".points tr") ? ".tellings .q" : ".q", item).map(quoteOf));
// A story is copied as its title, a report as its source, what could not be decided as the words that say so.
const headOf = (item) => item.dataset.told || (item.matches(".story") ? `“${$("h1", item).textContent}” (${sourceOf(item.dataset.place)})` : item.matches(".report") ? sourceOf(item.id) : "");
async function copy(item, button) {
  const lines = quotesOf(item).map((quote) => `“${quote.words}” (${sourceOf(quote.place, quote.source)})`);
  if (headOf(item)) lines.unshift(headOf(item));
  if (item.id) lines.push(location.href.split("#")[0] + "#" + item.id);
  else if ($("a.q", item)) lines.push($("a.q", item).href);
  const text = lines.join("\n");
  try { await navigator.clipboard.writeText(text); } catch {
    const box = make("textarea", { value: text });
    document.body.append(box); box.select(); document.execCommand("copy"); box.remove();
  }
  if ($("#found")) $("#found").textContent = " copied with source";
  if (button) button.textContent = "Copied";
}
function acts(details) {
  const line = $(":scope > .act", details), item = details.closest(".item,.report,.story");
  if (!line || !item || $(".acts", line)) return;
  const button = (name, run) => make("button", { type: "button", onclick: (event) => run(event.currentTarget) }, name);
  const asked = item.dataset.explain ?? item.id.replace(/(\.\w+)?\.stand$/, ""); // a position is explained by its statement
  const command = make("code", {}, `rashomon explain ${asked}`);
  // the application has an address for it; the file on disk has only the command
  const served = /^\/stories\/[^/]+$/.test(location.pathname);
  const why = served ? make("a", { href: `${location.pathname}/explain/${encodeURIComponent(asked)}` }, "explain") : command;
  // in a large story the page leaves these links out, to stay small
  const fixes = served && item.matches(".points tr,.voice li") && !$("a[href^='/correct']", line);
  if (fixes) line.append(" ", make("a", { href: `/correct?story=${encodeURIComponent(item.closest(".story").id)}&left=${encodeURIComponent(item.id)}` }, "Correct a link"));
  line.append(" ", asked ? why : "", make("span", { className: "acts" }, button("Copy with source", (self) => copy(item, self)),
    quotesOf(item).length ? button("Pin", () => quotesOf(item).slice(0, 2).forEach(pin)) : ""));
}
function open(item) {
  const details = $("details.why", item) || $("details", item);
  if (details) details.open = !details.open;
  else if ($(".q", item)) $(".q", item).click();
}

// The words beside the line.
let pinnedNote = null;
const pointOf = (note) => note.dataset.point || decodeURIComponent($("a", note).hash.slice(1));
function beside(note, fix) {
  if (!note || (pinnedNote && !fix)) return;
  if (fix) pinnedNote = pinnedNote === note ? null : note;
  const part = note.closest(".reading");
  for (const each of $$(".note.lit,.m.lit", part)) each.classList.remove("lit");
  note.classList.add("lit");
  for (const each of $$(`.m[href$="#${CSS.escape(pointOf(note))}"]`, note.closest(".report"))) each.classList.add("lit");
  const head = $("summary,a", note).cloneNode(true);
  const row = document.getElementById(pointOf(note));
  const words = note.matches("details") ? [...note.children].slice(1).map((each) => each.cloneNode(true)) : row ? [$(".tellings", row).cloneNode(true)] : [];
  $(".beside-words", part).replaceChildren(make("p", { className: "ui" }, ...head.childNodes), ...words);
}
function noteOf(mark) {
  const name = decodeURIComponent(mark.hash.slice(1));
  return $$(".note", mark.closest(".report")).find((note) => pointOf(note) === name);
}
const wide = matchMedia("(min-width:1180px)");

addEventListener("hashchange", follow);
// An open row takes the width of the whole table: the words stand better in columns than in the first cell.
function widen(details) {
  const row = details.closest(".points tr");
  if (!row) return;
  row.classList.toggle("opened", details.open);
  row.cells[0].colSpan = details.open ? 1 + [...row.cells].slice(1).reduce((sum, cell) => sum + cell.colSpan, 0) : 1;
}
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details.why")) return;
  acts(event.target);
  widen(event.target);
}, true);
for (const kind of ["pointerover", "focusin"])
  document.addEventListener(kind, (event) => {
    const cell = event.target.closest?.(".points td");
    if (wants(cell)) popUp(cell); else pop.hidden = true;
    const mark = event.target.closest?.(".report .m");
    if (mark) beside(noteOf(mark));
    const note = event.target.closest?.(".note");
    if (note && wide.matches) beside(note);
  });
document.addEventListener("click", (event) => {
  const at = (pick) => event.target.closest(pick);
  const button = at(".bar button");
  if (button) return filter(button.closest(".points"), button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.status);
  if (at(".more button")) return unfold(at(".points,.wording"));
  if (at("#keys-open")) return $("#keys").showModal();
  if (at(".copy")) return copy(at(".item"), at(".copy"));
  if (at("#tray-clear")) { pins = []; return drawPins(); }
  const summary = at(".note summary");
  if (summary && wide.matches) { event.preventDefault(); return beside(summary.closest(".note"), true); }
  const cell = at(".points td");
  if (cell && (cell.matches(".c") || !at("a"))) {
    const link = $(".q", tellings(cell)[0]);
    if (link) { event.preventDefault(); pin(quoteOf(link)); }
  }
  const same = at('a[href^="#"]');
  if (same && same.hash === location.hash) { event.preventDefault(); follow(); }
});
document.addEventListener("change", ({ target }) => {
  if (target.matches(".sort")) sort(target.closest(".points"), target.value);
  if (target.matches(".with-parts")) withParts(target.closest(".points"), target.checked);
});
$("#find")?.addEventListener("input", (event) => find(event.target.value));
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input,select,textarea");
  if (event.key === "Escape") {
    pop.hidden = true;
    if ($("#find")?.value) { $("#find").value = ""; find(""); }
    for (const part of $$(".points[data-status]", story() || document)) if (part.dataset.status) filter(part, "");
    if (typing) event.target.blur();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || $("#keys").open) return;
  const run = {
    j: () => step(1), k: () => step(-1), "/": () => $("#find")?.focus(), "?": () => $("#keys").showModal(),
    o: () => current && open(current), c: () => current && copy(current),
    p: () => { const chosen = selected(); if (chosen) pin(chosen); else if (current) quotesOf(current).slice(0, 2).forEach(pin); },
  }[event.key];
  if (run) { event.preventDefault(); run(); }
});

const stories = $$(".story");
if (stories.length) openStory(stories[0]);
for (const part of $$(".reading")) if ($(".report", part)) openReport($(".report", part));
for (const part of $$(".points")) {
  const more = $(".more", part);
  if (more) more.hidden = !$("tr.far", part);
}
follow();
ready($$(".points tbody tr, .said > li").reverse());
