// Building elements without markup in strings: what people typed can never become markup.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const drawn = new WeakMap();

// Draws a part anew only when what it shows has changed, and keeps the focus where it was.
export function draw(place, shown, make) {
  const now = JSON.stringify(shown);
  if (drawn.get(place) === now) return;
  drawn.set(place, now);
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  const top = place.scrollTop;
  place.replaceChildren(...[make()].flat().filter(Boolean));
  place.scrollTop = top;
  if (focused) place.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}
