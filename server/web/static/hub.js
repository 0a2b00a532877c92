// Speaks with the hub: state, commands, the live stream, and hub time.

const csrf = document.body.dataset.csrf;
const LOST_AFTER_MS = 13000;
const READ_WITHIN_MS = 5000;
const KNOCK_EVERY_MS = 1000;
const REOPEN_AFTER_MS = 5000;
// Norms are broken by the clock alone: an idle counter makes no news.
const LOOK_EVERY_MS = 30000;
// As long as the hub takes a press for meant: what comes later is refused, so nothing is waited for longer.
const MEANT_FOR_MS = 2000;
const PATIENT = { "open-day": 9000, "close-day": 9000, "confirm-clock": 9000, "issue-without-journals": 9000 };

let offset = 0; // hub time minus this computer's monotonic time
let lastNews = null;
let isBroken = false; // the last thing asked never got there

export const hubNow = () => performance.now() + offset;
export const newsAt = () => lastNews;
export const isLost = () => isBroken || lastNews === null || hubNow() - lastNews > LOST_AFTER_MS;

function heard(iso) {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return;
  offset = at - performance.now();
  lastNews = at;
  isBroken = false;
}

export function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let ms = Date.now();
  for (let i = 5; i >= 0; i--) { bytes[i] = ms % 256; ms = Math.floor(ms / 256); }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function read(address, asked = {}) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, ...asked, signal: AbortSignal.timeout(READ_WITHIN_MS) }).catch((error) => {
    isBroken = true;
    throw error;
  });
  if (response.status === 401) location.assign("/sign-in?next=/");
  return response;
}

export async function readState() {
  const response = await read("/console/state");
  if (!response.ok) throw new Error(String(response.status));
  const state = await response.json();
  heard(state.at);
  return state;
}

// What is looked for stands in no address, and so in no log and no history.
export async function readTicket(wanted) {
  const response = await read("/console/ticket", {
    method: "POST", body: JSON.stringify({ wanted }), headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
  });
  if (!response.ok && response.status !== 404) throw new Error(String(response.status));
  return { isFound: response.ok, ...(await response.json()) };
}

export async function readHandedIn() {
  const response = await read("/console/handed-in");
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

// One press is one command id: when the answer is lost on the way, the same one is asked once more, for as long as
// the press is meant. The hub knows when it was made and refuses it later: nothing is ever done behind one's back.
export async function command(verb, fields) {
  const body = JSON.stringify({ command_id: uuid7(), asked_at: new Date(hubNow()).toISOString(), ...fields });
  const until = performance.now() + (PATIENT[verb] ?? MEANT_FOR_MS);
  while (performance.now() < until) {
    try {
      const response = await fetch(`/console/command/${verb}`, {
        method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
        signal: AbortSignal.timeout(Math.max(1, until - performance.now())),
      });
      if (response.status === 401) location.assign("/sign-in?next=/");
      const type = response.headers.get("Content-Type") || "";
      return type.startsWith("application/json") ? await response.json() : { outcome: "error", sentence: "" };
    } catch {
      await new Promise((done) => setTimeout(done, 300));
    }
  }
  isBroken = true;
  return { outcome: "error", sentence: "" };
}

// Asked once and never again by itself: paper that came out twice cannot be taken back.
export async function askOnce(address, fields, withinMs) {
  const response = await fetch(address, {
    method: "POST", body: JSON.stringify(fields), headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
    signal: AbortSignal.timeout(withinMs),
  }).catch(() => null);
  if (response?.status === 401) location.assign("/sign-in?next=/");
  const type = response?.headers.get("Content-Type") || "";
  return type.startsWith("application/json") ? response.json() : { outcome: "error", sentence: "" };
}

let isKnocking = false;

// Until it answers: a hub that was away is found again within a second of its return.
async function knock(look) {
  if (isKnocking) return;
  isKnocking = true;
  while (!(await look().then(() => true, () => false))) await new Promise((done) => setTimeout(done, KNOCK_EVERY_MS));
  isKnocking = false;
}

// `look` reads the state anew and fails when it could not.
export function listen(look) {
  let source = null;
  let openedAt = 0;
  // always asked, also while it is being read: what has just changed may not be in the answer that is under way
  const see = () => { look().catch(() => knock(look)); };
  const open = () => {
    source?.close();
    openedAt = performance.now();
    see();
    source = new EventSource("/console/live");
    source.addEventListener("alive", (event) => { heard(event.data); });
    source.addEventListener("changed", (event) => { heard(event.data); see(); });
    source.addEventListener("open", see);
    source.addEventListener("error", see);
  };
  open();
  setInterval(see, LOOK_EVERY_MS);
  // the browser gives up where it was refused (503), and for minutes does not notice a cable that was pulled
  setInterval(() => {
    const isOver = source.readyState === EventSource.CLOSED || isLost();
    if (isOver && performance.now() - openedAt > REOPEN_AFTER_MS) open();
  }, KNOCK_EVERY_MS);
}
