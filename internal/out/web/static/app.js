// What the pages do beyond plain links and forms: everything here is a comfort,
// and each page works without it.
"use strict";

// Colours: as the system, light, dark.
const themes = ["system", "light", "dark"];

function currentTheme() {
  return document.documentElement.dataset.theme || "system";
}

function setTheme(name) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
  try {
    if (name === "system") localStorage.removeItem("sayso-colours");
    else localStorage.setItem("sayso-colours", name);
  } catch (e) { /* the choice then lasts for this page */ }
  labelTheme();
}

function labelTheme() {
  const button = document.getElementById("theme");
  const name = currentTheme();
  const text = "Colours: " + (name === "system" ? "as the system" : name);
  button.setAttribute("aria-label", text);
  button.title = text + " (t)";
  button.firstElementChild.textContent = { system: "◐", light: "☀", dark: "☾" }[name];
}

function nextTheme() {
  setTheme(themes[(themes.indexOf(currentTheme()) + 1) % themes.length]);
}

// Rows: j and k walk through them, Enter follows the row's link.
const rows = Array.from(document.querySelectorAll("[data-row]"));
let at = -1;

function walk(step) {
  if (!rows.length) return;
  const focused = document.activeElement && document.activeElement.closest("[data-row]");
  if (focused) at = rows.indexOf(focused);
  at = Math.max(0, Math.min(rows.length - 1, at + step));
  const link = rows[at].querySelector("a.go, button.go");
  if (!link) return;
  link.focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

// Lights: a row lights its words, and the words light their row.
const words = document.getElementById("text");
const rowOf = new Map();
const wordsOf = new Map();
let lit = [];

function index() {
  if (!words) return;
  for (const el of words.querySelectorAll("[data-c]")) {
    for (const key of el.dataset.c.split(" ")) {
      if (!wordsOf.has(key)) wordsOf.set(key, []);
      wordsOf.get(key).push(el);
    }
  }
  for (const row of document.querySelectorAll("[data-l]")) rowOf.set(row.dataset.l, row);
}

function dark() {
  for (const el of lit) el.classList.remove("lit", "via");
  lit = [];
}

function light(el, name) {
  el.classList.add(name);
  lit.push(el);
}

// lightClaim lights a claim's words and row, and more quietly the words of those
// who are credited with it.
function lightClaim(key) {
  dark();
  const row = rowOf.get(key);
  for (const via of row && row.dataset.v ? row.dataset.v.split(" ") : []) {
    for (const el of wordsOf.get(via) || []) {
      if (el.classList.contains("source") || el.classList.contains("cue")) light(el, "via");
    }
  }
  for (const el of wordsOf.get(key) || []) light(el, "lit");
  if (row) light(row, "lit");
  return row;
}

// innermost is the claim that words belong to most closely: the last named, but
// the words of a number or cue belong to the claim they lead to.
function innermost(el) {
  const keys = el.dataset.c.split(" ");
  const number = el.classList.contains("number") || el.classList.contains("term");
  const own = keys.filter((k) => (k[0] === "f") === number);
  return (own.length ? own : keys).pop();
}

// reveal brings a row into view inside its own pane only: the page stays still
// under a pointer.
function reveal(row) {
  const pane = row && row.closest(".claims");
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  const a = row.getBoundingClientRect(), b = pane.getBoundingClientRect();
  if (a.top < b.top) pane.scrollTop += a.top - b.top - 8;
  else if (a.bottom > b.bottom) pane.scrollTop += a.bottom - b.bottom + 8;
}

function lightFromEvent(e) {
  const target = e.target.closest ? e.target : null;
  if (!target) return;
  const word = target.closest("#text [data-c]");
  if (word) {
    reveal(lightClaim(innermost(word)));
    return;
  }
  const row = target.closest("[data-l]");
  if (!row) return;
  lightClaim(row.dataset.l);
  if (e.type === "focusin") {
    const first = (wordsOf.get(row.dataset.l) || [])[0];
    if (first) first.scrollIntoView({ block: "nearest" });
  }
}

// The address may name a claim: #f0123456789abcdef.
function lightFromAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  const el = id && document.getElementById(id);
  if (!el || !el.dataset || !el.dataset.c) return;
  const first = el.getAttribute("href");
  for (const [key, row] of rowOf) {
    if (row.querySelector("a.go").getAttribute("href") === first) {
      reveal(lightClaim(key));
      el.scrollIntoView({ block: "center" });
      return;
    }
  }
}

// Forms: a tick is applied at once, and empty fields stay out of the address.
function applyFilters() {
  for (const form of document.querySelectorAll("form.filter, form.find")) {
    form.addEventListener("submit", () => {
      for (const el of form.elements) if (el.name && !el.value.trim()) el.disabled = true;
    });
    if (form.dataset.auto === undefined) continue;
    form.addEventListener("change", (e) => {
      if (e.target.type === "checkbox") form.requestSubmit();
    });
  }
  // Coming back by the browser's button, the fields must be usable again.
  addEventListener("pageshow", () => {
    for (const el of document.querySelectorAll("form :disabled")) el.disabled = false;
  });
  if (matchMedia("(max-width: 60rem)").matches) {
    for (const el of document.querySelectorAll("[data-narrow]")) el.open = false;
  }
}

// A judgement's name is remembered on this computer, so that it is typed once.
function rememberName() {
  for (const form of document.querySelectorAll("form.judge")) {
    const by = form.elements.by;
    if (!by) continue;
    try {
      const name = localStorage.getItem("sayso-name");
      if (name) by.value = name;
      form.addEventListener("submit", () => {
        try { localStorage.setItem("sayso-name", by.value); } catch (e) { /* then it is typed again */ }
      });
    } catch (e) { /* storage may be shut off */ }
  }
}

let waiting = false; // for the letter after g

function typing(el) {
  return el && (el.isContentEditable || /^(textarea|select)$/i.test(el.tagName) ||
    el.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(el.type));
}

function key(e) {
  const help = document.getElementById("keys");
  if (e.key === "Escape" && !help.open) {
    dark();
    if (document.activeElement) document.activeElement.blur();
    return;
  }
  if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || help.open) return;
  if (waiting) {
    waiting = false;
    const to = { o: "/", d: "/documents", f: "/figures", a: "/attributions", e: "/events", t: "/tolls", r: "/origins", j: "/jobs" }[e.key];
    // Not every workbench has a page of jobs: only what the sections link is gone to.
    if (to && (to === "/" || document.querySelector('.top nav a[href="' + to + '"]'))) location.assign(to);
    return;
  }
  const follow = (rel) => {
    const a = document.querySelector('a[rel="' + rel + '"]');
    if (a) a.click();
  };
  const keys = {
    "/": () => document.getElementById("find").select(),
    "?": () => help.showModal(),
    j: () => walk(1), k: () => walk(-1), t: nextTheme, g: () => { waiting = true; },
    "[": () => follow("prev"), "]": () => follow("next"),
  };
  if (keys[e.key]) {
    e.preventDefault();
    keys[e.key]();
  }
}

document.querySelector(".tools").hidden = false;
document.getElementById("theme").addEventListener("click", nextTheme);
document.getElementById("help").addEventListener("click", () => document.getElementById("keys").showModal());
document.addEventListener("keydown", key);
labelTheme();
// On a phone the sections scroll sideways: the one that the page is in shows.
const section = document.querySelector(".top nav [aria-current]");
if (section) section.parentElement.scrollLeft = Math.max(0, section.offsetLeft + section.offsetWidth - section.parentElement.offsetLeft - section.parentElement.clientWidth + 24);
applyFilters();
rememberName();
index();
if (words) {
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, lightFromEvent);
  addEventListener("hashchange", lightFromAddress);
  lightFromAddress();
}
