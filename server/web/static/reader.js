// Tells a keyboard-wedge reader from a person. A reader types a slip's code faster than any hand, so a character
// waits a moment before it is anybody's key: what comes in a burst is never taken for presses.

const APART_MS = 80; // a reader's keys come within 50 ms, a hand's rarely within 100
const SHORTEST = 6; // a burst of so many with Enter at its end is a code

const isPrintable = (event) => event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
const isTyping = (at) => at && /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) && at.type !== "checkbox";

// `press` gets a single key, `code` a whole code; `rest` a burst that has no end yet.
export function listen({ press, code, rest }) {
  let burst = "";
  let timer = null;

  const take = () => {
    clearTimeout(timer);
    const taken = burst;
    burst = "";
    return taken;
  };
  const settle = () => {
    const taken = take();
    if (taken.length === 1) press(taken);
    else rest(taken);
  };
  const swallow = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || isTyping(document.activeElement)) return;
    if (event.key === "Enter" && burst) {
      swallow(event);
      if (burst.length >= SHORTEST) code(take()); else settle();
    } else if (isPrintable(event) && (event.key !== " " || burst)) {
      swallow(event);
      if (event.repeat) return;
      burst += event.key;
      clearTimeout(timer);
      timer = setTimeout(settle, APART_MS);
    }
  }, { capture: true });
}
