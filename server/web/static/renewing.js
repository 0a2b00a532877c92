// Renews what stands in #rows every ten seconds; what was open stays open, the focus stays where it was, and a hub that
// does not answer is said.
const EVERY_MS = 10_000;
const PATIENCE_MS = 8_000;
const rows = document.getElementById("rows");
const lost = document.getElementById("lost");

function shownAt() {
  return rows.querySelector("[data-at]").dataset.at;
}

function replaceWith(html) {
  const open = [...rows.querySelectorAll("details[open]")].map((known) => known.id);
  const focused = document.activeElement?.closest("details")?.id;
  rows.innerHTML = html;
  for (const id of open) {
    const again = document.getElementById(id);
    if (again) again.open = true;
  }
  if (focused) document.querySelector(`#${CSS.escape(focused)} summary`)?.focus({ preventScroll: true });
}

async function renew() {
  try {
    const answer = await fetch(rows.dataset.source, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 401 || answer.status === 403) return location.reload();
    if (!answer.ok) throw new Error(answer.statusText);
    replaceWith(await answer.text());
    lost.hidden = true;
  } catch {
    document.getElementById("lost-at").textContent = shownAt();
    lost.hidden = false;
  }
  setTimeout(renew, EVERY_MS);
}

setTimeout(renew, EVERY_MS);
