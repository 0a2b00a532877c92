// Speaks with the hub: state, commands, the live stream, and hub time.

const csrf = document.body.dataset.csrf;
const LOST_AFTER_MS = 13000;

let offset = 0; // hub time minus this computer's monotonic time
let lastNews = null;

export const hubNow = () => performance.now() + offset;
export const newsAt = () => lastNews;
export const isLost = () => lastNews === null || hubNow() - lastNews > LOST_AFTER_MS;

function heard(iso) {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return;
  offset = at - performance.now();
  lastNews = at;
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

async function read(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
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

export async function readTicket(wanted) {
  const response = await read(`/console/ticket/${encodeURIComponent(wanted)}`);
  if (!response.ok && response.status !== 404) throw new Error(String(response.status));
  return { isFound: response.ok, ...(await response.json()) };
}

// One press is one command id: when the answer is lost on the way, the same one is asked once more.
export async function command(verb, fields) {
  const body = JSON.stringify({ command_id: uuid7(), ...fields });
  const began = performance.now();
  for (;;) {
    try {
      const response = await fetch(`/console/command/${verb}`, {
        method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      });
      if (response.status === 401) location.assign("/sign-in?next=/");
      const type = response.headers.get("Content-Type") || "";
      return type.startsWith("application/json") ? await response.json() : { outcome: "error", sentence: "" };
    } catch {
      if (performance.now() - began > 1500) return { outcome: "error", sentence: "" };
      await new Promise((done) => setTimeout(done, 300));
    }
  }
}

export function listen(changed) {
  let source = null;
  const open = () => {
    source?.close();
    source = new EventSource("/console/live");
    source.addEventListener("alive", (event) => heard(event.data));
    source.addEventListener("changed", (event) => { heard(event.data); changed(); });
    source.addEventListener("open", changed);
    source.addEventListener("error", () => { // refused (503, signed out): the browser would not try again
      if (source.readyState === EventSource.CLOSED) setTimeout(() => { changed(); open(); }, 5000);
    });
  };
  open();
}
