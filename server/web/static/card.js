// A reader that types like a keyboard scans a citizen card into the reception form. Wherever the cursor stands, the
// first bar tells a card from typing: no field of the form has one. What the reader typed elsewhere is taken back.
// What a serial reader read (counter_reader.js) goes the same way.

const form = document.querySelector(".reception");
const place = document.querySelector(".card-scan");
const scan = document.getElementById("card-scan");
const said = place?.querySelector(".card-said");

const BARS = 6; // so many stand between the seven fields
const A_BURST_MS = 400; // a reader pauses no longer within a code
const SHORTEST = 6; // a burst of so many is no hand's
const IS_OVER_MS = 500; // a reader without Enter at its end

const NOTHING = { text: "", field: null, before: "", at: 0 };
let burst = NOTHING;
let timer = null;
let asked = 0;

const isField = (at) => /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName);
const named = (name) => form.querySelector(`[name="${name}"]`);

function remember(event) {
  const field = event.target;
  if (event.timeStamp - burst.at > A_BURST_MS || field !== burst.field) {
    burst = { text: "", field, before: isField(field) ? field.value : "", at: 0 };
  }
  burst.at = event.timeStamp;
  if (event.key.length === 1) burst.text += event.key;
}

function moveToScan(text) {
  if (burst.field && isField(burst.field)) burst.field.value = burst.before;
  burst = NOTHING;
  scan.value = text;
  scan.focus();
  scan.setSelectionRange(text.length, text.length);
  settle();
}

function settle() {
  clearTimeout(timer);
  if (scan.value.split("|").length > BARS) timer = setTimeout(read, IS_OVER_MS);
}

async function read() {
  clearTimeout(timer);
  const text = scan.value;
  if (!text.trim()) return;
  scan.value = "";
  const mine = ++asked; // the card read last fills in the form, however late an earlier one is answered
  const body = new URLSearchParams({ scan: text, csrf: named("csrf").value });
  try {
    const answer = await fetch(place.dataset.address, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    const read = await answer.json();
    if (mine === asked) fill(read);
  } catch {
    if (mine === asked) say([place.dataset.failed], true);
  }
}

function fill({ fields, said: sentences, is_warning: isWarning }) {
  for (const [name, value] of Object.entries(fields)) named(name).value = value;
  form.dispatchEvent(new Event("change"));
  say(sentences, isWarning);
  if (document.activeElement === scan && "name" in fields) named(fields.name ? "phone" : "name").focus();
}

export function say(sentences, isWarning) {
  said.classList.toggle("warned", isWarning);
  said.textContent = sentences.join("\n");
}

function key(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "F4") { event.preventDefault(); scan.focus(); scan.select(); return; }
  if (event.target === scan) {
    if (event.key === "Enter") { event.preventDefault(); read(); }
    return;
  }
  const isWithin = event.timeStamp - burst.at <= A_BURST_MS && burst.text.length >= SHORTEST;
  if (event.key === "Enter" && isWithin) { event.preventDefault(); return; }
  remember(event);
  if (event.key !== "|") return;
  event.preventDefault();
  moveToScan(burst.text);
}

// What an input method or a reader of its own kind inserts comes without keys.
function inserted(event) {
  const field = event.target;
  if (field === scan) return settle();
  if (!isField(field) || field.tagName === "SELECT" || !field.value.includes("|")) return;
  const before = field === burst.field && field.value.startsWith(burst.before) ? burst.before : "";
  const text = field.value.slice(before.length);
  burst = { text, field, before, at: event.timeStamp };
  moveToScan(text);
}

const takesText = (at) => form.contains(at) && at.tagName === "INPUT" && at !== scan && at.selectionStart !== null;

// A whole code at once: a card wherever the cursor stands; another code as if typed there, or it is said to be no card.
export function scanned(text) {
  burst = NOTHING; // what the officer is typing is not the reader's, and stays
  if (!text.includes("|") && takesText(document.activeElement)) {
    document.execCommand("insertText", false, text); // no longer than the field, and Ctrl+Z takes it back
    return;
  }
  moveToScan(text);
  read();
}

if (place) {
  document.addEventListener("keydown", key);
  form.addEventListener("input", inserted);
}
