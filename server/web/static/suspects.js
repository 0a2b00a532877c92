// Warns in the reception form of records that may be repeated: asks the hub while it still compares pages scanned at
// the kiosk, and when procedure, number or subject change. Draws only what has changed: nothing jumps for nothing.

const COMPARING_MS = 1000, QUIET_MS = 5000, PATIENCE_MS = 8000, SETTLED_MS = 300;
const SEEN_MS = 1000; // who presses sooner has not read the warning yet
const place = document.getElementById("suspects");
const form = place.closest("form");
const seenSince = new Map(warned().map((one) => [one.value, 0]));

let timer = null;
let asked = 0;
let shown = place.innerHTML.trim();

function warned() { return [...place.querySelectorAll('[name="despite"]')]; }

function written() {
  const names = ["csrf", "command_id", "ticket", "procedure", "identity", "subject"];
  const fields = new FormData(form);
  return new URLSearchParams(names.filter((name) => fields.get(name)).map((name) => [name, fields.get(name)]));
}

async function look() {
  const mine = ++asked;
  clearTimeout(timer);
  const body = written();
  if (!body.has("ticket") && !body.has("identity")) return draw("");
  try {
    const answer = await fetch(place.dataset.address, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const html = await answer.text();
    if (mine === asked) draw(html);
  } catch {
    if (mine === asked) lost();
  }
  if (mine === asked && body.has("ticket")) again(place.querySelector('[data-comparing="yes"]') ? COMPARING_MS : QUIET_MS);
}

function again(after) {
  clearTimeout(timer);
  timer = setTimeout(look, after);
}

function draw(html) {
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  if (made.innerHTML === shown) return;
  shown = made.innerHTML;
  const focused = document.activeElement?.closest("#suspects button")?.value;
  place.replaceChildren(made.content);
  for (const one of warned()) if (!seenSince.has(one.value)) seenSince.set(one.value, performance.now());
  if (focused) place.querySelector(`button[value="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function lost() {
  const line = document.createElement("p");
  line.className = "comparing";
  line.setAttribute("role", "status");
  line.textContent = place.dataset.failed;
  place.querySelector(".comparing")?.remove();
  place.prepend(line);
  shown = null;
}

form.addEventListener("change", (event) => {
  const { name } = event.target;
  if (event.target !== form && !/^(procedure|identity|subject)$/.test(name)) return;
  asked += 1; // what is under way answers another question
  if (name === "procedure") forget();
  again(SETTLED_MS);
});

// F7 must not refuse one procedure as the duplicate of another.
function forget() {
  place.querySelector(".banner")?.remove();
  shown = null;
}

// What just appeared was not read: the hub then shows it instead of taking the record in, or of refusing it as the
// duplicate of what has just moved under F7.
form.addEventListener("submit", () => {
  for (const one of warned()) one.disabled = performance.now() - seenSince.get(one.value) < SEEN_MS;
});

again(place.querySelector('[data-comparing="yes"]') ? COMPARING_MS / 2 : QUIET_MS);
