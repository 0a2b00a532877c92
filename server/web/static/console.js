// The officer's page: draws the hub's state, listens for changes, takes keys.

import * as acting from "./acting.js";
import * as filing from "./filing.js";
import * as handed from "./handed.js";
import * as hub from "./hub.js";
import * as question from "./question.js";
import * as reader from "./reader.js";
import { draw, el } from "./dom.js";
import { findable, isCard } from "./findable.js";
import { drawLine, drawParked, facts } from "./line.js";
import { drawNow, tickNow } from "./now.js";
import { drawPapers } from "./papers.js";
import { say, timeOfDay } from "./words.js";

const places = Object.fromEntries(["alerts", "now", "line", "parked", "papers", "filing", "link", "clock", "find", "give"].map(
  (id) => [id, document.getElementById(id)]));
let state = null;
let reading = null; // under way
let isStale = false; // something has happened since it was asked for

// Done once a state is drawn that was asked for from now on: an answer under way may be of the moment before, and
// whoever forgets its own press on it would show, and send, less than was pressed.
function refresh() {
  isStale = true;
  reading ??= readUntilFresh();
  return reading;
}

async function readUntilFresh() {
  try {
    while (isStale) {
      isStale = false;
      state = await hub.readState();
      show();
    }
  } finally {
    reading = null;
  }
}

function show() {
  acting.setUp(state.choices, refresh);
  drawAlerts();
  drawNow(places.now, state);
  drawLine(places.line, state);
  drawParked(places.parked, state);
  drawPapers(places.papers, state.counter);
  filing.drawFiling(places.filing, state.filing);
  places.give.hidden = !state.may_give_numbers;
  tick();
  handed.changed();
}

function drawAlerts() {
  const { alerts, day } = state;
  const lost = hub.isLost() ? hub.newsAt() : null;
  places.alerts.classList.toggle("some", alerts.length > 0);
  places.alerts.classList.toggle("grave", lost !== null || alerts.some(isGrave));
  draw(places.alerts, [alerts, day, lost], () => {
    if (lost !== null) return el("p", {}, el("span", {}, lostText(lost)));
    const buttons = day.actions.map((action) => el("button", { "data-focus": action.verb, onclick: () => dayAction(action) }, action.label));
    const isCut = alerts.length === 1 && alerts[0].text.length > FITS;
    const more = alerts.length > 1 || isCut ? el("button", { "data-focus": "all-alerts", onclick: () => question.tell(say("Cần chú ý", "To look at"), ...alerts.map((one) => el("p", { class: "alert" }, alertLine(one)))) },
      isCut ? say("Xem đủ", "In full") : say(`và ${alerts.length - 1} việc khác`, `and ${alerts.length - 1} more`)) : "";
    const lines = alerts.slice(0, 1).map((alert) => el("p", {}, alertLine(alert), more, buttons));
    return lines.length ? lines : el("p", { class: "calm" }, say("Không có cảnh báo.", "No alerts."), buttons);
  });
}

const FITS = 150; // characters that surely stand in the bar's two lines

const isGrave = (alert) => alert.kind === "awaiting-journals";

const lostText = (last) => say(
  `Mất kết nối từ ${timeOfDay(last)}: màn hình đứng ở lúc đó, chưa bấm được gì. Cứ phục vụ, ghi số ra giấy.`,
  `No connection since ${timeOfDay(last)}: the screen stands still, nothing can be pressed. Go on serving, write numbers down.`);

function alertLine(alert) {
  return [el("span", { class: "text", title: alert.text }, `⚠ ${alert.text}`), alert.since ? el("span", { class: "count" }, ` ${timeOfDay(Date.parse(alert.since)).slice(0, 5)} `) : "",
    alert.kind === "handed-in" ? el("button", { "data-focus": "handed-in", onclick: () => { question.close(); handed.open(); } }, say("Xem danh sách", "See the list"), " ", el("kbd", {}, "L")) : "",
    alert.action ? el("button", { "data-focus": alert.action.verb, onclick: () => { question.close(); dayAction(alert.action); } }, alert.action.label) : "",
    alert.answer ? el("button", { "data-focus": `guide-${alert.answer}`, onclick: () => { question.close(); acting.answerGuide(alert.answer); } }, say("Tôi đến ngay", "I am coming")) : ""];
}

function dayAction(action) {
  if (action.verb === "confirm-clock") return acting.confirmClock(action, hub.hubNow());
  if (action.verb === "close-day") return acting.closeDay(action);
  return acting.act(action);
}

function tick() {
  const isLost = hub.isLost();
  document.body.classList.toggle("lost", isLost);
  places.link.classList.toggle("lost", isLost);
  places.link.classList.toggle("live", !isLost);
  const last = hub.newsAt();
  if (!isLost) places.link.textContent = say("trực tuyến", "live");
  else if (last) places.link.textContent = say(`Mất kết nối. Tin cuối lúc ${timeOfDay(last)}`, `Connection lost. Last news at ${timeOfDay(last)}`);
  if (last) places.clock.textContent = isLost ? "–" : timeOfDay(hub.hubNow());
  if (!state) return;
  // without news no period is known any better than then
  tickNow(isLost ? last : hub.hubNow());
  drawAlerts();
}

// --- keys: Space, Enter and letters, but not while typing and not on a button that has the focus ---

const actionFor = (key) => state?.counter?.actions.find((action) => action.key === key);

function wide(event) {
  if (event.key !== " " && event.key !== "Enter") return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing || question.isOpen()) return;
  // a dialog just closed still holds the focus until the next frame
  const at = document.activeElement?.closest("dialog") ? null : document.activeElement;
  if (at && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName)) return;
  if (at && /^(BUTTON|A|SUMMARY)$/.test(at.tagName)) return;
  const action = actionFor(event.key === " " ? "Space" : event.key);
  if (!action) return;
  event.preventDefault();
  acting.act(action);
}

document.addEventListener("keydown", handed.key);
document.addEventListener("keydown", wide);

function letter(key) {
  if (question.isOpen()) return question.press(key);
  if (key === "s" || key === "S") return findNumber();
  if (key === "l" || key === "L") return handed.open();
  if (key === "b" || key === "B") return document.getElementById("receive-record")?.click();
  if (key === "m" || key === "M") return document.getElementById("records")?.click();
  if (filing.press(key.toUpperCase())) return;
  const action = actionFor(key.toUpperCase());
  if (action) acting.act(action);
}

function findNumber() {
  const input = places.find.elements.number;
  input.focus();
  input.select();
}

function find(written) {
  if (question.isOpen()) question.close();
  const wanted = findable(written);
  if (wanted === null) acting.tell({ outcome: "refused", sentence: unfit(written) });
  else acting.showTicket(wanted, facts);
}

function unfit(written) {
  if (!isCard(written)) return say("Đây không phải số thứ tự, giờ lấy số hay mã trên phiếu. Mã hồ sơ: tìm ở trang Hồ sơ.", "That is no number, time or slip's code. A record's code: look in Records.");
  if (!document.getElementById("receive-record")) return say("Đây là mã căn cước: ở đây không tìm được theo thẻ.", "That is a citizen card: nothing is found by it here.");
  return say("Đây là mã căn cước: bấm B rồi quét lại.", "That is a citizen card: press B and scan again.");
}

// a reader that stalls: the rest of its code goes to the box by itself
function findLater(written) {
  if (question.isOpen()) return;
  const input = places.find.elements.number;
  input.value = written;
  input.focus();
  settle();
}

const IS_OVER_MS = 500;
let settling = null;

// a card read without Enter at its end does not stay in the box
function settle() {
  clearTimeout(settling);
  if (places.find.elements.number.value.includes("|")) settling = setTimeout(() => places.find.requestSubmit(), IS_OVER_MS);
}

reader.listen({ press: letter, code: find, rest: findLater });
// a press by mouse leaves no focus behind: the next Enter means the counter, not that button
document.addEventListener("click", (event) => { if (event.detail > 0 && !question.isOpen()) event.target.closest("button")?.blur(); });

places.find.addEventListener("submit", (event) => {
  event.preventDefault();
  const input = event.target.elements.number;
  const wanted = input.value.trim();
  clearTimeout(settling);
  input.blur();
  input.value = "";
  if (wanted) find(wanted);
});
places.find.elements.number.addEventListener("keydown", (event) => { if (event.key === "Escape") event.target.blur(); });
places.find.addEventListener("input", settle);
places.give.addEventListener("click", () => acting.giveNumber());

hub.listen(refresh);
setInterval(tick, 1000);
