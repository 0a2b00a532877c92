// The third column: what the citizen scanned, for the officer who called them.

import { draw, el } from "./dom.js";
import { say } from "./words.js";

export function drawPapers(place, counter) {
  const ticket = counter?.ticket ?? null;
  draw(place, [ticket?.id, counter?.pages], () => [
    el("h2", {}, say("Giấy tờ đã quét", "Scanned papers")),
    ...(ticket && counter.pages ? pages(ticket.id, counter.pages)
      : [el("p", { class: "hint" }, ticket ? say("Không có: công dân chưa quét giấy tờ.", "None: nothing was scanned.") : say("Hiện khi đã gọi một số.", "Shown once a number is called."))]),
  ]);
}

function pages(ticket, count) {
  return Array.from({ length: count }, (_, at) => el("figure", {},
    el("img", { src: `/console/papers/${ticket}/${at + 1}`, alt: say(`Trang ${at + 1}`, `Page ${at + 1}`), tabindex: "0", onclick: enlarge, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); enlarge(event); } } }),
    el("figcaption", {}, say(`Trang ${at + 1}/${count}`, `Page ${at + 1} of ${count}`))));
}

const enlarge = (event) => event.currentTarget.classList.toggle("large");
