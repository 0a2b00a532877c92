// A calm count in the page's head: how many of the officer's own records are due soon. Nothing blinks, nothing sounds.

const AGAIN_MS = 10 * 60 * 1000;
const link = document.getElementById("due-soon");

async function look() {
  try {
    const answer = await fetch(link.dataset.count);
    if (!answer.ok) return;
    const count = await answer.json();
    link.hidden = count === 0;
    link.querySelector("b").textContent = count;
  } catch { /* without the hub the last count stands */ }
}

if (link) {
  look();
  setInterval(look, AGAIN_MS);
}
