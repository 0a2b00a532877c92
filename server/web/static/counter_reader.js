// What the serial reader at this counter reads comes through the hub, into the form that is looked at: a page in the
// background is told nothing. The stream says that there is something; it is fetched once.

import { say, scanned } from "./card.js";

const place = document.querySelector(".card-scan");
const AGAIN_AFTER_MS = 2000;
const REFUSED_AGAIN_AFTER_MS = 5000; // 503, or a session that is over

let source = null;
let later = null;
let opening = ""; // another one each time the form comes into view: connecting again makes no older window the latest
let turnedMs = 0; // a hub that was started since does not know which of two windows was turned to last
let isAway = false;

const of = (name) => place.closest("form").querySelector(`[name="${name}"]`).value;

function close() {
  clearTimeout(later);
  source?.close();
  source = null;
}

function look() {
  opening = crypto.getRandomValues(new BigUint64Array(1))[0].toString(36);
  turnedMs = performance.now();
  connect();
}

function connect() {
  close();
  if (document.visibilityState !== "visible") return;
  const asked = { form: of("command_id"), opening, turned_ago_ms: Math.round(performance.now() - turnedMs) };
  source = new EventSource(`${place.dataset.live}?${new URLSearchParams(asked)}`);
  source.addEventListener("open", take);
  source.addEventListener("changed", take);
  source.addEventListener("error", again);
}

// Not left to the browser: it would ask with the old time.
function again({ target }) {
  const wait = target.readyState === EventSource.CLOSED ? REFUSED_AGAIN_AFTER_MS : AGAIN_AFTER_MS;
  close();
  later = setTimeout(connect, wait);
}

async function take() {
  const body = new URLSearchParams({ form: of("command_id"), csrf: of("csrf") });
  const answer = await fetch(place.dataset.take, { method: "POST", body }).catch(() => null); // asked again with the next stream
  if (answer?.status === 200) scanned(await answer.text());
  else if (answer?.headers.has("Motcua-Missed")) say([place.dataset.missed], true);
}

if (place) {
  document.addEventListener("visibilitychange", look);
  // of two windows side by side it is for the one that is worked in
  window.addEventListener("blur", () => { isAway = true; });
  window.addEventListener("focus", () => { if (isAway) look(); isAway = false; });
  look();
}
