// A form leaves its page only once the hub has answered that it is there: the browser's own page for a hub that is away
// would take with it all that was typed.

const PATIENCE_MS = 4000;
const PING = new URL("./mark.svg", import.meta.url);
const asking = new WeakSet();
const sure = new WeakSet();
const english = document.documentElement.lang === "en";

async function isThere() {
  try {
    return (await fetch(PING, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) })).ok;
  } catch {
    return false;
  }
}

function quiet() {
  document.querySelector('[data-code="not-sent"]')?.remove();
}

function say(words) {
  quiet();
  const line = document.createElement("p");
  line.className = "said refused";
  line.setAttribute("role", "alert");
  line.dataset.code = "not-sent";
  line.textContent = words;
  document.querySelector("main h1").after(line);
  line.scrollIntoView({ block: "center" });
}

const LOST = english
  ? "No connection: nothing was sent, nothing has changed. What was typed is still here. Press again when it is back."
  : "Mất kết nối với hệ thống: chưa gửi gì, chưa có gì thay đổi. Những gì đã gõ vẫn còn đây. Có lại kết nối thì bấm lại.";

async function send(form, button) {
  asking.add(form);
  const mayGo = await isThere();
  asking.delete(form);
  if (!mayGo) return say(LOST);
  quiet();
  sure.add(form);
  form.requestSubmit(button);
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post" || !form.closest("main") || sure.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!asking.has(form)) send(form, submitter);
}, { capture: true });
