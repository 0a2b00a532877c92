// The papers of the reception form: offers the names of the chosen procedure's documents, takes kind and number along
// with a chosen one, and has one empty row more as the last is filled.

const place = document.querySelector(".papers-handed");
const offered = document.getElementById("offered");
const form = place.closest("form");
const MOST = Number(place.dataset.most);

let asked = 0;
let known = options(); // all that are offered, also those a row holds already

function options() { return [...offered.querySelectorAll("option")]; }

const rows = () => [...place.querySelectorAll(".paper")];
const nameOf = (row) => row.querySelector('[name^="paper-"]');

async function follow(procedure) {
  const mine = ++asked;
  offered.replaceChildren(); // names of another procedure's papers are worse than none
  known = [];
  try {
    const answer = await fetch(`${offered.dataset.address}?${new URLSearchParams({ procedure })}`);
    if (!answer.ok || answer.redirected || mine !== asked) return;
    offered.innerHTML = await answer.text();
    known = options();
  } catch { /* the names are typed, as ever */ }
}

// What stands in a row is offered to no other.
function offer(row) {
  const taken = new Set(rows().filter((other) => other !== row).map((other) => nameOf(other).value));
  offered.querySelector("datalist")?.replaceChildren(...known.filter((one) => !taken.has(one.value)));
}

function chosen(row) {
  const paper = known.find((one) => one.value === nameOf(row).value);
  if (!paper?.dataset.kind) return;
  row.querySelector("select").value = paper.dataset.kind;
  row.querySelector('[name^="quantity-"]').value = paper.dataset.quantity;
}

function grow() {
  const all = rows();
  const last = all.at(-1);
  if (all.length >= MOST || !nameOf(last).value.trim()) return;
  const made = last.cloneNode(true);
  for (const field of made.querySelectorAll("[name]")) {
    field.name = field.name.replace(/\d+$/, all.length);
    field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+$/, all.length + 1));
    field.removeAttribute("aria-invalid");
  }
  nameOf(made).value = "";
  made.querySelector("select").selectedIndex = 0;
  made.querySelector('[name^="quantity-"]').value = "1";
  last.after(made);
}

form.addEventListener("change", ({ target }) => { if (target.name === "procedure") follow(target.value); });
place.addEventListener("focusin", ({ target }) => { if (target.list) offer(target.closest(".paper")); });
place.addEventListener("input", ({ target }) => {
  if (!target.list) return;
  chosen(target.closest(".paper"));
  grow();
});
