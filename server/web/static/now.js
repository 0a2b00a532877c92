// The first column: who is at the counter, how long everything took so far, and what can be done.

import * as acting from "./acting.js";
import * as question from "./question.js";
import { draw, el } from "./dom.js";
import { say, span } from "./words.js";

let shown = null; // what the timers count on

const SHORT = 100; // characters that surely fit in two lines; a longer name is one press away in full

const TIMERS = [
  ["waiting", () => say("Chờ", "Waiting")], ["walking", () => say("Đi tới quầy", "Walking")],
  ["service", () => say("Phục vụ", "Service")], ["hold", () => say("Lưu số", "Hold")],
];

export function drawNow(place, state) {
  const counter = state.counter;
  shown = counter?.ticket ?? null;
  if (!counter) return draw(place, ["closed", state.counters, state.day.day], () => chooseCounter(state));
  draw(place, counter, () => [
    head(counter), number(counter), about(counter.ticket), timers(counter.ticket), ...buttons(counter.actions, counter.status),
    wrongTimes(counter.times),
  ]);
}

export function tickNow(now) {
  for (const [kind] of TIMERS) {
    const place = document.querySelector(`[data-timer="${kind}"]`);
    if (place && shown) place.textContent = spent(shown.spent, kind, now);
  }
  const since = document.querySelector("[data-since]");
  if (since) since.textContent = span((now - Date.parse(since.dataset.since)) / 1000);
}

function spent(all, kind, now) {
  const running = all.running === kind ? (now - Date.parse(all.running_since)) / 1000 : 0;
  const seconds = all[`${kind}_s`] + Math.max(0, running);
  return seconds > 0 || all.running === kind ? span(seconds) : "–";
}

function head(counter) {
  const life = counter.life.map((action) => el("button", {
    "data-focus": action.verb, disabled: Boolean(action.why_not), title: action.why_not, class: action.is_next ? "primary" : "",
    onclick: () => acting.act(action),
  }, action.label));
  return el("div", {},
    el("div", { class: "desk-head" }, el("b", {}, counter.name), counter.pause ? el("span", { class: "priority-mark" }, say(`Tạm dừng: ${counter.pause}`, `Paused: ${counter.pause}`)) : "", el("span", { class: "life" }, life)),
    el("div", { class: "serves", title: counter.services.join(", ") }, counter.services.join(" · ")));
}

function number(counter) {
  const ticket = counter.ticket;
  if (!ticket) {
    const text = counter.status === "paused" ? say("Quầy đang tạm dừng", "The counter is paused") : say("Chưa có ai tại quầy", "Nobody is at the counter");
    return el("div", { class: "big idle" }, el("div", { class: "number" }, text));
  }
  const recalls = ticket.recalls ? say(`, đã gọi lại ${ticket.recalls} lần`, `, recalled ${ticket.recalls}×`) : "";
  return el("div", { class: `big ${ticket.state}` },
    el("div", { class: "number", id: "current-number" }, ticket.number),
    el("div", {}, el("div", { class: "state" }, ticket.state_name + recalls), el("div", { class: "since", "data-since": ticket.since }, "")));
}

function about(ticket) {
  if (!ticket) return el("div", { class: "about" });
  const full = ticket.procedure ? `${ticket.service}: ${ticket.procedure}` : ticket.service;
  return el("div", { class: "about" },
    ticket.priority ? el("p", { class: "priority" }, say(`Ưu tiên: ${ticket.priority}`, `Priority: ${ticket.priority}`)) : "",
    full.length > SHORT ? el("button", { "data-focus": "full-name", onclick: () => question.tell(ticket.number, el("p", {}, full)) }, full) : el("p", {}, full),
    ticket.notes.length ? el("p", { class: "note" }, ticket.notes.join(". ")) : "");
}

function timers(ticket) {
  return el("div", { class: "timers" }, TIMERS.map(([kind, name]) => el("div", { class: ticket?.spent.running === kind ? "running" : "" },
    el("span", {}, name()), el("b", { "data-timer": kind }, "–"))));
}

function buttons(actions) {
  const wide = actions.slice(0, 2).sort((one, other) => Number(other.is_next) - Number(one.is_next));
  return [
    el("div", { class: "actions-wide" }, wide.map((action, at) => button(action, at === 0 ? "first" : "second"))),
    el("div", { class: "actions-small" }, actions.slice(2).map((action) => button(action, ""))),
  ];
}

// A quiet way out for a press that came late or for the wrong number: one link, reached by Tab.
function wrongTimes(times) {
  return el("p", { class: "wrong-times" }, times ? el("a", { href: times.address, "data-focus": "wrong-times" },
    say(`Báo thời gian không đúng (${times.number})`, `Report wrong times (${times.number})`)) : "");
}

function button(action, place) {
  const main = place === "first" && !action.why_not ? (action.verb === "start-service" ? "primary called-now" : "primary") : "";
  return el("button", {
    class: `${place} ${main}`, "data-focus": action.verb, "data-verb": action.verb, disabled: Boolean(action.why_not),
    onclick: () => acting.act(action),
  }, el("span", {}, action.label, action.why_not ? el("span", { class: "why" }, action.why_not) : ""), action.key ? el("kbd", {}, action.key === "Space" ? say("Dấu cách", "Space") : action.key) : "");
}

function chooseCounter(state) {
  if (!state.counters.length) {
    return [el("h2", {}, state.day.day ? say("Tài khoản này không mở quầy", "This account opens no counter") : say("Chưa mở ngày làm việc", "The day is not open")),
      el("p", { class: "hint" }, say("Trang vẫn theo dõi hàng chờ.", "The line is still shown."))];
  }
  return [el("h2", {}, say("Ông/bà ngồi quầy nào?", "Which counter is yours?")), el("div", { class: "choose-counter" }, state.counters.map((counter) => el("button", {
    "data-focus": `open-${counter.id}`, "data-open": counter.id, disabled: Boolean(counter.why_not), onclick: () => acting.openCounter(counter),
  }, el("b", {}, counter.name), counter.why_not ? el("small", {}, counter.officer ? say(`đang mở: ${counter.why_not}`, `open: ${counter.why_not}`) : counter.why_not)
    : el("small", {}, counter.services.map((service) => service.name).join(" · ")))))];
}
