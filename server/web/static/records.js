// Keys of the record pages: a button or link that names a key is pressed by it, also while typing.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (!/^(F\d+|Escape)$/.test(event.key)) return;
  const wanted = document.querySelector(`[data-key="${event.key}"]:not(:disabled)`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
});

// The likely next step has its key only once the page was seen: a second press of the step before is not the next one.
const SEEN_MS = 600;
setTimeout(() => { for (const one of document.querySelectorAll("[data-next]")) one.dataset.key = one.dataset.next; }, SEEN_MS);

// What was looked for and not found is typed over.
document.querySelector('.records [name="find"]')?.select();

// A code reader ends with Enter: it must not send a form that is half filled in.
document.querySelector(".reception")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
});

// Behind a step that was taken back stands the one before: the second click of two must not take that back too.
const undo = document.querySelector(".undo button");
if (undo) {
  undo.disabled = true;
  setTimeout(() => { undo.disabled = false; }, SEEN_MS);
}

// A slip takes seconds to print: a second press must not ask for another one.
for (const form of document.querySelectorAll(".forms form")) {
  form.addEventListener("submit", (event) => {
    if (form.ariaBusy) event.preventDefault();
    form.ariaBusy = "true";
  });
}
