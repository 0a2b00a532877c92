// What kiosks issued while the hub was away: a list to tick, closed at once as served by hand.

import * as acting from "./acting.js";
import * as hub from "./hub.js";
import * as question from "./question.js";
import { el } from "./dom.js";
import { say, timeOfDay } from "./words.js";

const AT_ONCE = 100; // tickets in one command

const hourOf = (iso) => timeOfDay(Date.parse(iso)).slice(0, 5);
const ticked = new Set();
let showsAll = false;
let list = null;

export async function open() {
  ticked.clear();
  showsAll = false;
  await look(true);
}

// Drawn again when the hall changes; what is ticked stays ticked while it can be closed.
export async function changed() {
  if (question.isOpen() && document.getElementById("handed-in")) await look(false);
}

async function look(isNew) {
  list = await hub.readHandedIn().catch(() => null);
  if (!list) return acting.tell({ outcome: "error", sentence: "" });
  if (!isNew && !document.getElementById("handed-in")) return null;
  for (const id of [...ticked]) if (!list.rows.some((row) => row.id === id && row.seen)) ticked.delete(id);
  return show(isNew);
}

const isShown = (row) => row.is_offline || showsAll;

function show(isNew) {
  const place = el("div", { id: "handed-in" }, summary(), tools(), table(), lost(), foot());
  if (isNew) {
    question.put(place);
    return first()?.focus();
  }
  const focused = document.activeElement?.dataset.focus;
  const old = document.getElementById("handed-in");
  const top = old.querySelector(".rows")?.scrollTop ?? 0;
  const typed = old.querySelector("#before")?.value ?? "";
  old.replaceWith(place);
  const before = place.querySelector("#before");
  if (before) before.value = typed;
  const rows = place.querySelector(".rows");
  if (rows) rows.scrollTop = top;
  return (focused && place.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus()) || null;
}

const first = () => document.querySelector("#handed-in .rows input:enabled") ?? document.querySelector("#handed-in button.back");

function summary() {
  const shown = list.rows.filter((row) => row.is_offline);
  const open = shown.filter((row) => row.seen).length;
  return el("div", {},
    el("h2", {}, say(`Phiếu cấp khi mất kết nối: ${shown.length}, còn chờ ${open}`, `Slips issued offline: ${shown.length}, ${open} still open`)),
    list.may_close && el("p", { class: "hint" }, say("Đánh dấu những phiếu đã phục vụ xong trong lúc mất kết nối rồi đóng một lượt. Được đếm, không tính vào thời gian chờ.",
      "Tick those that were served meanwhile and close them together. They are counted and kept out of times.")));
}

function tools() {
  if (!list.may_close) return null;
  const before = el("input", { id: "before", "data-focus": "before", size: "6", maxlength: "5", placeholder: "09:30", autocomplete: "off", inputmode: "numeric" });
  const pick = () => tickBefore(before);
  before.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); pick(); } });
  return el("div", { class: "tools" },
    el("label", {}, say("Chọn hết phiếu lấy trước", "Tick all taken before"), " ", before),
    el("button", { type: "button", "data-focus": "pick", onclick: pick }, say("Chọn", "Tick")),
    el("button", { type: "button", "data-focus": "none", onclick: () => { ticked.clear(); show(false); } }, say("Bỏ chọn", "Untick all")),
    el("label", { class: "all" }, el("input", { type: "checkbox", "data-focus": "all", checked: showsAll, onchange: (event) => { showsAll = event.target.checked; if (!showsAll) keepShown(); show(false); } }),
      " ", say("Cả số lấy trước khi mất kết nối", "Also those in line since before")));
}

function keepShown() {
  for (const row of list.rows) if (!isShown(row)) ticked.delete(row.id);
}

function tickBefore(input) {
  const match = /^\s*([01]?\d|2[0-3])\s*[:hg.]\s*([0-5]\d)\s*$/i.exec(input.value);
  input.setCustomValidity(match ? "" : say("Ghi giờ như 09:30", "A time such as 09:30"));
  if (!match) return input.reportValidity();
  const limit = `${match[1].padStart(2, "0")}:${match[2]}`;
  for (const row of list.rows) if (row.seen && isShown(row) && hourOf(row.taken.at) < limit) ticked.add(row.id);
  return show(false);
}

function table() {
  const rows = list.rows.filter(isShown);
  if (!rows.length) return el("p", {}, say("Hôm nay không có phiếu nào.", "None today."));
  return el("div", { class: "rows" }, el("table", {},
    el("thead", {}, el("tr", {}, head(say("Số", "Number")), head(say("Nhóm thủ tục", "Service")), head(say("Lấy số lúc", "Taken at")), head(say("Máy", "Kiosk")), head(say("Trạng thái", "State")))),
    el("tbody", {}, rows.map(row))));
}

const head = (text) => el("th", {}, text);

function row(ticket) {
  const box = el("input", { type: "checkbox", "data-focus": ticket.id, checked: ticked.has(ticket.id), disabled: !ticket.seen || !list.may_close,
    onchange: (event) => { if (event.target.checked) ticked.add(ticket.id); else ticked.delete(ticket.id); count(); } });
  return el("tr", { class: ticket.seen ? "" : "ended" },
    el("td", { class: "number" }, el("label", {}, box, " ", ticket.number)),
    el("td", {}, ticket.service), el("td", { class: "taken" }, taken(ticket.taken)), el("td", {}, ticket.kiosk ?? ""),
    el("td", {}, ticket.is_claimed ? el("b", {}, say("nhận tại quầy, máy chưa nộp; ", "claimed, not handed in yet; ")) : "", ticket.state_name));
}

function taken(when) {
  if (!when.not_before) return hourOf(when.at);
  return [el("span", { class: "unsure" }, say("không rõ: ", "not sure: ")), `${hourOf(when.not_before)}–${hourOf(when.not_after)}`];
}

function lost() {
  if (!list.not_placed.length) return null;
  return el("div", { class: "lost-slips" },
    el("h3", {}, say(`Không xếp được vào hàng: ${list.not_placed.length}`, `Found no line: ${list.not_placed.length}`)),
    el("table", {}, el("tbody", {}, list.not_placed.map((slip) => el("tr", {},
      el("td", { class: "number" }, slip.number), el("td", {}, slip.service), el("td", { class: "taken" }, taken(slip.taken)), el("td", {}, slip.kiosk ?? ""),
      el("td", {}, `${slip.why}. `, el("b", {}, `${slip.what_to_do}.`)))))));
}

const closeText = () => say(`Đóng ${ticked.size} phiếu đã phục vụ`, `Close ${ticked.size} as served`);

function foot() {
  return el("div", { class: "buttons" },
    el("button", { type: "button", class: "back", "data-focus": "back", onclick: question.close }, say("Quay lại", "Back"), " ", el("kbd", {}, "Esc")),
    list.may_close && el("button", { type: "button", class: "primary close-all", "data-focus": "close", disabled: !ticked.size, onclick: confirm },
      el("span", {}, closeText()), " ", el("kbd", {}, "Enter")));
}

function count() {
  const button = document.querySelector("#handed-in .close-all");
  button.disabled = !ticked.size;
  button.firstChild.textContent = closeText();
}

async function confirm() {
  if (!ticked.size) return;
  const chosen = list.rows.filter((known) => ticked.has(known.id) && known.seen);
  question.close();
  await question.closed();
  const numbers = chosen.map((known) => known.number).join(", ");
  const answer = await question.choose(say(`Đóng ${chosen.length} phiếu là đã phục vụ, ghi bằng tay?`, `Close ${chosen.length} slips as served by hand?`), [
    { id: "no", name: say("Chưa, quay lại danh sách", "Not yet, back to the list") },
    { id: "yes", name: say(`Đúng, cả ${chosen.length} người đã được phục vụ`, `Yes, all ${chosen.length} were served`) },
  ], [el("p", { class: "numbers" }, numbers)]);
  if (answer === "no") return look(true);
  if (answer === "yes") await close(chosen.map((known) => known.seen));
}

async function close(seen) {
  for (let from = 0; from < seen.length; from += AT_ONCE) {
    const said = await acting.send("serve-by-hand", { tickets: seen.slice(from, from + AT_ONCE) });
    if (said.outcome !== "done") return;
  }
  ticked.clear();
}

// Keys in the list: up and down go from slip to slip, Enter closes what is ticked.
export function key(event) {
  if (!document.getElementById("handed-in")) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const boxes = [...document.querySelectorAll("#handed-in .rows input[type=checkbox]:enabled")];
    const at = boxes.indexOf(document.activeElement);
    const next = boxes[at < 0 ? 0 : Math.min(boxes.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && document.activeElement?.type === "checkbox") {
    event.preventDefault();
    confirm();
  }
}
