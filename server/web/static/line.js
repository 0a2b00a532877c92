// The second column: who waits, who is on hold, who did not come.

import * as acting from "./acting.js";
import * as hub from "./hub.js";
import { draw, el } from "./dom.js";
import { minutes, say, span, timeOfDay } from "./words.js";

const FIRST = 12; // of each service; the rest on request
const unfolded = new Set();

export function drawLine(place, state) {
  // minutes change by themselves: once a minute is often enough
  const minute = Math.floor(hub.hubNow() / 60000);
  draw(place, [state.lines, state.why_next, state.counter?.id, minute, [...unfolded]], () => [
    el("p", { class: "why-next" }, state.why_next ?? (state.counter ? say("Không có người chờ cho quầy này.", "Nobody waits for this counter.") : say("Bấm vào một số để xem.", "Choose a number to see it."))),
    ...state.lines.filter((line) => line.is_mine).map((line) => myLine(line, () => { unfolded.add(line.service); drawLine(place, state); })),
    others(state.lines.filter((line) => !line.is_mine)),
  ]);
}

export function drawParked(place, state) {
  const minute = Math.floor(hub.hubNow() / 60000);
  draw(place, [state.held, state.away, state.counter?.id, minute], () => [
    parked(say("Lưu số", "On hold"), state.held), parked(say("Vắng mặt", "No-shows"), state.away),
  ]);
}

function myLine(line, unfold) {
  const shown = unfolded.has(line.service) ? line.tickets : line.tickets.slice(0, FIRST);
  const hidden = line.waiting - shown.length;
  const rest = say(`và ${hidden} người nữa`, `and ${hidden} more`);
  return el("section", { class: "service-line" },
    el("h3", {}, el("span", {}, line.name), el("span", {}, say(`${line.waiting} chờ`, `${line.waiting} waiting`))),
    el("ul", { class: "tickets" }, shown.map((ticket) => el("li", { class: ticket.is_next ? "next" : "" }, row(ticket, minutes((hub.hubNow() - Date.parse(ticket.arrived)) / 1000)))),
      hidden > 0 ? el("li", { class: "whole" }, shown.length < line.tickets.length ? el("button", { onclick: unfold }, rest) : el("span", { class: "hint" }, rest)) : ""));
}

function row(ticket, right, wide = false) {
  return el("button", { "data-focus": ticket.id, onclick: () => acting.showTicket(ticket.id, facts) },
    el("b", { title: ticket.is_next ? say("tiếp theo", "next") : null }, ticket.is_next ? `▸ ${ticket.number}` : ticket.number),
    ticket.priority ? el("span", { class: "priority-mark middle", title: ticket.priority }, "★ " + (wide ? ticket.priority : say("ưu tiên", "priority"))) : "", el("span", { class: "right" }, right));
}

function others(lines) {
  return lines.length ? el("section", { class: "service-line other" }, lines.map((line) => el("h3", {}, el("span", {}, line.name), el("span", {}, say(`${line.waiting} chờ`, `${line.waiting} waiting`))))) : null;
}

function parked(title, cards) {
  if (!cards.length) return null;
  return el("section", { class: "service-line" }, el("h3", {}, el("span", {}, title), el("span", {}, String(cards.length))),
    el("ul", { class: "tickets" }, cards.map((card) => el("li", { class: "row" },
      row({ ...card, is_next: false }, minutes((hub.hubNow() - Date.parse(card.since)) / 1000), true),
      card.actions.filter((action) => !action.why_not).map((action) => el("button", { "data-focus": `${card.id}-${action.verb}`, onclick: () => acting.act(action) }, action.label))))));
}

export function facts(card) {
  const lines = [
    `${card.service}${card.procedure ? `: ${card.procedure}` : ""}`,
    card.priority ? say(`Ưu tiên: ${card.priority}`, `Priority: ${card.priority}`) : null,
    say(`Lấy số lúc ${timeOfDay(Date.parse(card.arrived))}`, `Taken at ${timeOfDay(Date.parse(card.arrived))}`) +
      (card.counter ? ` · ${card.counter}` : ""),
    /^(served|cancelled|unserved)$/.test(card.state) ? say(`Kết thúc lúc ${timeOfDay(Date.parse(card.since))}`, `Ended at ${timeOfDay(Date.parse(card.since))}`) : null,
    ...card.notes,
    card.spent.waiting_s ? say(`Đã chờ ${span(card.spent.waiting_s)}`, `Waited ${span(card.spent.waiting_s)}`) : null,
  ];
  return el("div", { class: "facts" }, lines.filter(Boolean).map((line) => el("div", {}, line)));
}
