// Help with filing online: what was missing, by one key each, and whether it was filed. Every press is drawn at
// once and told to the hub one after the other; nothing has to be said.

import * as acting from "./acting.js";
import { draw, el } from "./dom.js";
import { say } from "./words.js";

let place = null;
let card = null;
let chosen = null; // another visit than the first, picked by hand
let drafts = new Map(); // what was pressed and is not yet known to the hub
let isTelling = false;

export function drawFiling(where, newCard) {
  place = where;
  card = newCard;
  if (!rows().some((row) => row.ticket === chosen)) chosen = null;
  show();
}

const rows = () => card?.rows ?? [];
const known = (row) => drafts.get(row.ticket) ?? { missing: row.missing, filed: row.filed };

// Whose the keys are: the one picked by hand, or the first while nobody else is being served.
function open() {
  if (chosen) return rows().find((row) => row.ticket === chosen);
  return card?.is_open ? rows()[0] : undefined;
}

function show() {
  const row = open();
  draw(place, [card, chosen, row && known(row)], () => (card ? [
    ...(row ? asked(row, known(row)) : []),
    others(row),
  ] : []));
}

function asked(row, now) {
  const missing = now.missing ?? [];
  return [
    el("h2", {}, say(`Nộp trực tuyến – ${row.number}`, `Filing online – ${row.number}`)),
    el("p", { class: "hint" }, say("Còn thiếu gì? Bấm được nhiều phím.", "What was missing? Press as many as apply.")),
    el("div", { class: "noting" },
      card.things.map((thing, at) => mark(String(at + 1), thing.name, missing.includes(thing.id))),
      mark("0", say("Không thiếu gì", "Nothing"), now.missing !== null && !missing.length)),
    el("p", { class: "hint" }, say("Đã nộp được trong lượt này?", "Was it filed in this visit?")),
    el("div", { class: "noting two" }, mark("D", say("Đã nộp", "Filed"), now.filed === true), mark("C", say("Chưa nộp", "Not filed"), now.filed === false)),
    el("a", { class: "print-list", href: address(missing), target: "_blank", id: "print-checklist", "data-focus": "print-checklist" },
      say("In danh mục mang về", "Print the checklist"), " ", el("kbd", {}, "P")),
  ];
}

const mark = (key, name, isSet) => el("button", { "aria-pressed": String(isSet), "data-focus": `filing-${key}`, "data-filing": key, onclick: () => press(key) },
  el("kbd", {}, key), el("span", {}, name), el("b", { "aria-hidden": "true" }, isSet ? "✓" : ""));

const address = (missing) => `/filing/checklist?${new URLSearchParams(missing.map((thing) => ["missing", thing]))}`;

function others(row) {
  const rest = rows().filter((other) => other !== row);
  if (!rest.length) return "";
  return el("p", { class: "filing-others" }, say("Lượt trước: ", "Before: "), rest.map((other) => el("button", {
    "data-focus": `filing-${other.ticket}`, "data-filing-of": other.number, onclick: () => { chosen = other.ticket; show(); },
  }, other.number, isUnsaid(known(other)) ? say(" (chưa ghi)", " (not said)") : "")));
}

const isUnsaid = (now) => now.missing === null && now.filed === null;

// A key, or a press: true where it was ours.
export function press(key) {
  const row = open();
  if (!row) return false;
  if (key === "P") { document.getElementById("print-checklist").click(); return true; }
  const changed = after(key, known(row));
  if (!changed) return false;
  drafts.set(row.ticket, changed);
  show();
  tellAll();
  return true;
}

// The same key again takes it back.
function after(key, now) {
  if (key === "0") return { ...now, missing: now.missing !== null && !now.missing.length ? null : [] };
  if (key === "D") return { ...now, filed: now.filed === true ? null : true };
  if (key === "C") return { ...now, filed: now.filed === false ? null : false };
  const thing = /^[1-9]$/.test(key) ? card.things[Number(key) - 1] : undefined;
  if (!thing) return null;
  const before = now.missing ?? [];
  const missing = before.includes(thing.id) ? before.filter((one) => one !== thing.id) : [...before, thing.id];
  return { ...now, missing: missing.length ? missing : null };
}

async function tellAll() {
  if (isTelling) return;
  isTelling = true;
  try {
    while (drafts.size) {
      const [ticket, said] = drafts.entries().next().value;
      const answer = await acting.send("note-filing", { ticket, ...said });
      if (answer.outcome !== "done" || drafts.get(ticket) === said) drafts.delete(ticket);
    }
  } finally {
    drafts = new Map();
    isTelling = false;
    show();
  }
}
