// Words typed and not yet saved. A field commits two seconds after the last letter, without being left; until the
// records hold the words they lie in this browser's storage, under the person, the trust and the field. Nothing is
// ever written into a field that somebody is in.
const PAUSE = 2000, RETRY = 4000, AGAIN = 6000, OLDEST = 14 * 24 * 3600 * 1000, MARK = "c4eo-words";
const now = { data: null, tell: null, note: null, places: new Map(), timers: new Map(), handed: new Map() };

const keyOf = (place) => [MARK, now.data.who, now.data.trust, place].join("|");
const classOf = (place) => "st-key-" + place.trim().replace(/[^a-zA-Z0-9_-]/g, "-");
const app = () => document.querySelector('[data-testid="stApp"]');
const connected = () => app()?.getAttribute("data-test-connection-state") === "CONNECTED";
const isLine = (place) => now.data.lines.includes(place);

function fieldOf(place) {
  return document.querySelector(`.${CSS.escape(classOf(place))} :is(textarea, input)`);
}

function read(place) {
  try { return JSON.parse(localStorage.getItem(keyOf(place))); } catch { return null; }
}

function keep(place, draft) {
  try { localStorage.setItem(keyOf(place), JSON.stringify(draft)); } catch { /* full or forbidden: the field itself remains */ }
}

function drop(place) {
  localStorage.removeItem(keyOf(place));
  clearTimeout(now.timers.get(place));
  now.timers.delete(place);
  now.handed.delete(place);
}

function drafts() {
  const mine = [MARK, now.data.who, now.data.trust, ""].join("|");
  return Object.keys(localStorage).filter((k) => k.startsWith(mine)).map((k) => k.slice(mine.length));
}

// Of whoever sat here before, or too old to be meant: gone.
function tidy() {
  for (const key of Object.keys(localStorage).filter((k) => k.startsWith(MARK + "|"))) {
    let at = 0;
    try { at = JSON.parse(localStorage.getItem(key)).at; } catch { at = 0; }
    if (key.split("|")[1] !== now.data.who || Date.now() - at > OLDEST) localStorage.removeItem(key);
  }
}

function forgetAll() {
  Object.keys(localStorage).filter((k) => k.startsWith(MARK + "|")).forEach((k) => localStorage.removeItem(k));
}

function placeOf(element) {
  for (let e = element; e && e !== document.body; e = e.parentElement)
    for (const name of e.classList) if (now.places.has(name)) return now.places.get(name);
  return null;
}

function onInput(event) {
  if (!now.data || !event.isTrusted || !event.target.matches?.("textarea, input")) return;
  const place = placeOf(event.target);
  if (!place) return;
  const text = event.target.value, saved = isLine(place) ? "" : now.data.fields[place];
  if (text === saved) drop(place);
  else {
    keep(place, { text, base: read(place)?.base ?? saved, at: Date.now() });
    if (!isLine(place)) later(place, PAUSE);
  }
  mark();
}

function later(place, wait) {
  clearTimeout(now.timers.get(place));
  now.timers.set(place, setTimeout(() => { now.timers.delete(place); commit(place); }, wait));
}

// As if Ctrl+Enter had been pressed, or Enter in a field of one line: the cursor stays where it is.
function commit(place) {
  const field = fieldOf(place), draft = read(place);
  if (!field || !draft || field.value !== draft.text || now.data.waiting.includes(place)) return mark();
  if (connected() && !field.disabled) {
    const press = { key: "Enter", code: "Enter", keyCode: 13, which: 13, bubbles: true, cancelable: true,
      ctrlKey: field.tagName === "TEXTAREA" };
    field.dispatchEvent(new KeyboardEvent("keydown", press));
    if (field.tagName === "INPUT") field.dispatchEvent(new KeyboardEvent("keypress", press));
  }
  later(place, RETRY);
  mark();
}

function put(field, text) {
  const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// What the records hold now, against what is kept here.
function settle() {
  const lost = [];
  for (const place of drafts()) {
    const draft = read(place), field = fieldOf(place), here = now.data.fields[place];
    if (!draft) { drop(place); continue; }
    if (place.startsWith("edit:line:")) { if (isLine(place) && field) line(place, draft, field); continue; }
    if (here === draft.text) { drop(place); continue; }
    if (now.data.waiting.includes(place)) { now.handed.set(place, Date.now()); continue; }
    if (now.handed.has(place) && now.data.done.includes(place)) { drop(place); continue; }
    if (field && field.value === draft.text) { if (!now.timers.has(place)) later(place, 200); continue; }
    // A field somebody is in is left alone, unless it holds what the records hold: nothing was typed there since.
    if (connected() && Date.now() - (now.handed.get(place) ?? 0) > AGAIN && (document.activeElement !== field || field.value === here)) {
      now.handed.set(place, Date.now());
      lost.push({ place, text: draft.text, base: draft.base ?? "" });
    }
  }
  if (lost.length) now.tell("recover", lost);
  mark();
}

// A line is added by whoever types it, never by us: its words are put back into it, ready for Enter.
function line(place, draft, field) {
  if (field.value === "" && draft.entered) drop(place);
  else if (field.value === "" && !now.handed.has(place)) { now.handed.set(place, Date.now()); put(field, draft.text); }
}

function onEnter(event) {
  if (!now.data || event.key !== "Enter" || !event.isTrusted) return;
  const place = placeOf(event.target);
  if (place && isLine(place)) entered(place);
}

function onClick(event) {
  if (event.target.closest?.('a[href*="sign-out"]')) return forgetAll();
  const form = event.target.closest?.('[data-testid="stForm"]');
  const field = form && event.target.closest("button") && form.querySelector("input");
  const place = field && now.data && placeOf(field);
  if (place && isLine(place)) entered(place);
}

function entered(place) {
  const draft = read(place);
  if (draft) keep(place, { ...draft, entered: true });
}

function mark() {
  if (!now.data) return;
  const left = drafts(), lines = left.filter((p) => p.startsWith("edit:line:"));
  document.documentElement.classList.toggle("c4-unsaved", left.length > 0);
  if (!now.note) return;
  const kept = " Your words are kept in this browser.";
  now.note.textContent = !left.length ? "" : !connected() ? "Not saved: the connection is cut." + kept
    : lines.length < left.length ? "Not saved yet." : lines.every(isLine) ? "Not added yet: press Enter."
    : "Words typed in a line of another step are not added yet." + kept;
}

function onKey(event) {
  const z = event.key?.toLowerCase(), held = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (!held || (z !== "z" && z !== "y") || event.target.closest?.("input, textarea, select, [contenteditable=true]")) return;
  const name = z === "y" || event.shiftKey ? "redo" : "undo";
  const button = document.querySelector(`.st-key-edit-${name} button:not([disabled])`);
  if (button) { event.preventDefault(); button.click(); }
}

function begin() {
  document.addEventListener("input", onInput, true);
  document.addEventListener("keydown", onEnter, true);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick, true);
  document.addEventListener("submit", (e) => { if (e.target.action?.includes("sign-out")) forgetAll(); }, true);
  setInterval(() => { if (now.data && drafts().length) settle(); }, RETRY);
  new MutationObserver(() => {
    mark();
    if (!connected()) now.handed.clear();  // whatever was handed over may not have arrived
    else if (now.data) setTimeout(settle, 800);
  })
    .observe(app(), { attributes: true, attributeFilter: ["data-test-connection-state"] });
}

export default function ({ data, setTriggerValue, parentElement }) {
  if (!now.data) begin();
  if (now.data && (now.data.trust !== data.trust || now.data.who !== data.who)) {
    now.timers.forEach(clearTimeout);
    now.timers.clear();
    now.handed.clear();
  }
  now.data = data;
  now.tell = setTriggerValue;
  now.note = parentElement.querySelector(".not-saved");
  now.places = new Map([...Object.keys(data.fields), ...data.lines].map((p) => [classOf(p), p]));
  tidy();
  settle();
  return () => { now.note = null; };
}
