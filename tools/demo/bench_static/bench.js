"use strict";
const section = (name) =>
  name.startsWith("press-") || name === "hold-long" ? "panel"
  : name.startsWith("scanner-") || name.startsWith("code-") || /^(counter-)?paper-\d/.test(name) ? "scanner"
  : "printer";

async function hands() {
  const all = await (await fetch("/hands")).json();
  for (const [name, label] of Object.entries(all)) {
    const button = document.createElement("button");
    button.textContent = label;
    button.dataset.hand = name;
    button.addEventListener("click", () =>
      fetch(`/hands/${name}`, { method: "POST", headers: { "X-Motcua-Bench": "1" } }).then(look));
    document.querySelector(`#${section(name)}`).append(button);
  }
}

let shown = "";
async function look() {
  const trouble = document.querySelector("#trouble");
  try {
    const view = await (await fetch("/view")).json();
    trouble.hidden = true;
    document.querySelector("#lamps").textContent = `đèn: ${view.lamps}`;
    document.querySelector("#condition").textContent = view.printer;
    document.querySelector("#papers").textContent = `${view.papers} tờ trong khay`;
    if (shown !== String(view.slips)) {
      shown = String(view.slips);
      document.querySelector("#slips div").replaceChildren(...view.slips.map((number, index) => {
        const picture = document.createElement("img");
        picture.src = `/slips/${number}.png`;
        picture.alt = view.texts[index];
        return picture;
      }));
    }
  } catch {
    trouble.hidden = false;
  }
}

hands().then(look);
setInterval(look, 1000);
