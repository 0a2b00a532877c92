// Help with filing online: what was missing, by one key each, and whether it was filed. Every press is drawn at
// once and told to the hub one after the other; nothing has to be said.

import * as acting from "./acting.js";
import * as hub from "./hub.js";
import { draw, el } from "./dom.js";
import { say } from "./words.js";

let place = null;
let card = null;
let chosen = null; // another visit than the first, picked by hand
let drafts = new Map(); // what was pressed and is not yet known to the hub
let isTelling = false;
let printsAt = null; // the kiosk that was asked for a slip and has not said what became of it
const SAYS_WITHIN_MS = 25000; // the hub itself waits 20 s for the kiosk

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
  draw(place, [card, chosen, row && known(row), printsAt], () => (card ? [
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
    el("p", { class: "hint" }, say("In danh mục mang về:", "Print the checklist:")),
    el("div", { class: "print-list" },
      el("a", { class: "button", href: address(missing, row.language), target: "_blank", id: "print-checklist", "data-focus": "print-checklist" }, el("kbd", {}, "P"), el("span", {}, say("Giấy A5, A4", "A5 or A4 paper"))),
      card.kiosks.map((kiosk) => slipButton(kiosk, row, missing))),
  ];
}

// Every configured kiosk; the key is the first one's that is heard.
function slipButton(kiosk, row, missing) {
  const isKeyed = kiosk === card.kiosks.find((one) => !one.why_not);
  const why = printsAt === kiosk.id ? say("đang in…", "printing…") : kiosk.why_not;
  return el("button", {
    disabled: Boolean(kiosk.why_not || printsAt), id: isKeyed ? "print-slip" : null, "data-focus": `slip-${kiosk.id}`, "data-slip": kiosk.id,
    title: say("In phiếu nhỏ tại máy lấy số này", "Print a slip at this kiosk"), onclick: () => printSlip(kiosk, row.ticket, missing),
  }, isKeyed ? el("kbd", {}, "K") : "", el("span", {}, kiosk.name), why ? el("small", {}, why) : "");
}

async function printSlip(kiosk, ticket, missing) {
  if (printsAt) return;
  if (hub.isLost()) return acting.lost();
  printsAt = kiosk.id;
  show();
  try {
    const said = await hub.askOnce(`/filing/slip/${kiosk.id}`, { ticket, missing }, SAYS_WITHIN_MS);
    acting.tell(said.sentence ? said : { outcome: "error", sentence: say(`Không biết phiếu đã in chưa. Vui lòng xem tại ${kiosk.name} trước khi in lại.`, `It is not known whether the slip came out. Please look at ${kiosk.name} before you print again.`) });
  } finally {
    printsAt = null;
    show();
  }
}

const mark = (key, name, isSet) => el("button", { "aria-pressed": String(isSet), "data-focus": `filing-${key}`, "data-filing": key, onclick: () => press(key) },
  el("kbd", {}, key), el("span", {}, name), el("b", { "aria-hidden": "true" }, isSet ? "✓" : ""));

const address = (missing, language) => `/filing/checklist?${new URLSearchParams([...missing.map((thing) => ["missing", thing]), ["lang", language]])}`;

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
  if (key === "K") { document.getElementById("print-slip")?.click(); return true; }
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
