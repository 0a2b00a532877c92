// One dialog for everything that must be asked before a command: keys 1–9 choose, Escape leaves.

import { el } from "./dom.js";
import { say } from "./words.js";

const dialog = document.getElementById("question");

export const isOpen = () => dialog.open;
export const close = () => dialog.close();
// The browser says that a dialog has closed a moment later: the next question waits for it.
export const closed = () => new Promise((done) => dialog.addEventListener("close", done, { once: true }));
export const put = (content) => show(content);

function show(...content) {
  if (dialog.open) dialog.close();
  dialog.replaceChildren(...content);
  dialog.showModal();
}

const leave = () => el("button", { type: "button", onclick: close }, say("Quay lại", "Back"), " ", el("kbd", {}, "Esc"));

dialog.addEventListener("keydown", (event) => {
  // at once: the browser's own closing comes a moment later, and the next key would still meet the dialog
  if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); return close(); }
});

// A key pressed while it is open.
export function press(key) {
  if (!/^[1-9]$/.test(key)) return;
  const option = dialog.querySelectorAll(".options button")[Number(key) - 1];
  if (option && !option.disabled) option.click();
}

// Choose one of these. `extra`: fields shown above. The answer: the chosen id, or null.
export function choose(title, options, extra = []) {
  return new Promise((answer) => {
    let chosen = null;
    const buttons = options.map((option, at) => el("button", {
      type: "button", disabled: Boolean(option.why_not), autofocus: at === 0,
      onclick: () => { chosen = option.id; close(); },
    }, at < 9 ? el("kbd", {}, String(at + 1)) : "", el("span", {}, option.name),
    option.why_not ? el("span", { class: "why" }, option.why_not) : ""));
    show(el("h2", {}, title), ...extra, el("div", { class: "options" }, buttons), el("div", { class: "buttons" }, leave()));
    buttons.find((button) => !button.disabled)?.focus();
    dialog.addEventListener("close", () => answer(chosen), { once: true });
  });
}

// A sentence typed by hand, required.
export function write(title, label, suggestions = []) {
  return new Promise((answer) => {
    let written = null;
    const input = el("input", { required: true, maxlength: "200", autocomplete: "off", list: "suggested" });
    const form = el("form", { method: "dialog", onsubmit: (event) => {
      written = input.value.trim();
      if (!written) { event.preventDefault(); written = null; }
    } },
    el("label", { class: "field" }, label, input),
    el("datalist", { id: "suggested" }, suggestions.map((text) => el("option", { value: text }))),
    el("div", { class: "buttons" }, leave(), el("button", { class: "primary" }, say("Gửi", "Send"), " ", el("kbd", {}, "Enter"))));
    show(el("h2", {}, title), form);
    input.focus();
    dialog.addEventListener("close", () => answer(written), { once: true });
  });
}

// Tick some of these, all ticked at first. The answer: the ticked ids, or null.
export function tick(title, options, ok) {
  return new Promise((answer) => {
    let ticked = null;
    const boxes = options.map((option) => el("input", { type: "checkbox", value: option.id, checked: true }));
    const form = el("form", { method: "dialog", onsubmit: (event) => {
      ticked = boxes.filter((box) => box.checked).map((box) => box.value);
      if (!ticked.length) { event.preventDefault(); ticked = null; }
    } },
    boxes.map((box, at) => el("label", { class: "check" }, box, " ", options[at].name)),
    el("div", { class: "buttons" }, leave(), el("button", { class: "primary" }, ok, " ", el("kbd", {}, "Enter"))));
    show(el("h2", {}, title), form);
    form.querySelector("button.primary").focus();
    dialog.addEventListener("close", () => answer(ticked), { once: true });
  });
}

export function tell(title, ...content) {
  const ok = el("button", { type: "button", class: "primary", onclick: close }, say("Đã xem", "Seen"), " ", el("kbd", {}, "Enter"));
  show(el("h2", {}, title), ...content, el("div", { class: "buttons" }, ok));
  ok.focus();
}

export function select(label, options, none) {
  const input = el("select", {}, el("option", { value: "" }, none), options.map((item) => el("option", { value: item.id }, item.name)));
  return { field: el("label", { class: "field" }, label, input), value: () => input.value, text: () => input.selectedOptions[0]?.textContent };
}
