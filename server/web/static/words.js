// The page's own few words; everything else comes from the hub in the reader's language.

const english = document.body.dataset.language === "en";

export const say = (vi, en) => (english ? en : vi);

export function span(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
  const two = (value) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

export function minutes(seconds) {
  const whole = Math.max(0, Math.floor(seconds / 60));
  return say(`${whole} phút`, `${whole} min`);
}

// The center's time, whatever zone the computer is set to.
const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
export const timeOfDay = (ms) => clock.format(new Date(ms));
