// What the serial reader at this counter reads comes through the hub, into the form that is looked at: a page in the
// background is told nothing. The stream says that there is something; it is fetched once.

import { scanned } from "./card.js";

const place = document.querySelector(".card-scan");
const REOPEN_AFTER_MS = 5000;

let source = null;
let later = null;
let opening = ""; // another one each time the form comes into view: connecting again makes no older window the latest
let isAway = false;

const of = (name) => place.closest("form").querySelector(`[name="${name}"]`).value;

function close() {
  clearTimeout(later);
  source?.close();
  source = null;
}

function look() {
  opening = crypto.getRandomValues(new BigUint64Array(1))[0].toString(36);
  connect();
}

function connect() {
  close();
  if (document.visibilityState !== "visible") return;
  source = new EventSource(`${place.dataset.live}?${new URLSearchParams({ form: of("command_id"), opening })}`);
  source.addEventListener("open", take);
  source.addEventListener("changed", take);
  // the browser gives up where it was refused: 503, or a session that is over
  source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) later = setTimeout(connect, REOPEN_AFTER_MS); });
}

async function take() {
  const body = new URLSearchParams({ form: of("command_id"), csrf: of("csrf") });
  const answer = await fetch(place.dataset.take, { method: "POST", body }).catch(() => null); // asked again with the next stream
  if (answer?.status === 200) scanned(await answer.text());
}

if (place) {
  document.addEventListener("visibilitychange", look);
  // of two windows side by side it is for the one that is worked in
  window.addEventListener("blur", () => { isAway = true; });
  window.addEventListener("focus", () => { if (isAway) look(); isAway = false; });
  look();
}
