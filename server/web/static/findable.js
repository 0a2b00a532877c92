// What the find box may send: a number, a time of day, a slip's code. Everything else stays on this computer: a reader
// that types like a keyboard may have read somebody's citizen card.

const NUMBER = /^[a-z]?[\s.-]*0{0,3}\d{1,5}$/i;
const TIME = /^([01]?\d|2[0-3])\s*(:|h|g|giờ)\s*[0-5]\d$/i;
const SLIP = /^(?:.*[/=#])?([\w-]{16,64})$/; // of an address only the code is sent

const tidy = (written) => written.normalize("NFC").trim();

// A card has bars between its fields and begins with its number; no slip has bars.
export const isCard = (written) => /\||^\d{9}/.test(tidy(written)) && findable(written) === null;

// What to look for; null: nothing the hub may be asked.
export function findable(written) {
  const text = tidy(written);
  if (text.includes("|")) return null;
  return NUMBER.test(text) || TIME.test(text) ? text : SLIP.exec(text)?.[1] ?? null;
}
