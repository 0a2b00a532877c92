// From a press to a command: asks what must be asked, sends, says what became of it.

import * as hub from "./hub.js";
import * as question from "./question.js";
import { el } from "./dom.js";
import { say, timeOfDay } from "./words.js";

const said = document.getElementById("said");
let isBusy = false;
let choices = null;
let refresh = async () => {};

export function setUp(newChoices, newRefresh) {
  choices = newChoices;
  refresh = newRefresh;
}

function busy(now) {
  isBusy = now;
  document.body.setAttribute("aria-busy", String(now));
}

export function tell(answer) {
  said.className = answer.outcome === "done" ? "said done" : "said refused";
  said.textContent = answer.sentence || say("Hệ thống chưa trả lời. Xem lại màn hình trước khi bấm tiếp.", "No answer came. Look at the screen before you press again.");
}

export const lost = () => tell({ outcome: "refused", sentence: say("Đang mất kết nối: chưa làm gì cả. Có lại kết nối thì bấm lại.", "No connection: nothing was done. Press again when it is back.") });

// One press at a time. Afterwards the page may still show the moment before: the hub knows which ticket and
// state each press means, and refuses one that comes too late.
export async function send(verb, fields) {
  if (hub.isLost()) {
    lost();
    return { outcome: "refused" };
  }
  busy(true);
  let answer;
  try {
    answer = await hub.command(verb, fields);
  } finally {
    busy(false);
  }
  tell(answer);
  await refresh().catch(() => {});
  return answer;
}

const asking = {
  "hold-reason": async (action) => pick(action, choices.hold_reasons, "reason"),
  "pause-reason": async (action) => pick(action, choices.pause_reasons, "reason"),
  "cancel-reason": async (action) => {
    const chosen = await question.choose(action.label, choices.cancel_reasons);
    return chosen && { reason: choices.cancel_reasons.find((known) => known.id === chosen).name };
  },
  "call-reason": async (action) => {
    const reason = await question.write(action.label, say("Lý do gọi ngoài thứ tự", "Why out of turn"), [
      say("Công dân quay lại", "The citizen is back"), say("Ưu tiên tại chỗ", "Priority on the spot"),
    ]);
    return reason && { reason };
  },
  "override-reason": async (action) => {
    const reason = await question.write(action.question, say("Vì sao không chờ (ghi vào nhật ký trung tâm)", "Why not wait (it goes into the ledger)"), [
      say("Máy lấy số đã hỏng", "The kiosk is broken"), say("Máy lấy số không bật lên được", "The kiosk cannot be started"),
    ]);
    if (!reason) return null;
    const chosen = await question.choose(say("Chắc chắn phát số ngay?", "Issue numbers now, surely?"), [
      { id: "no", name: say("Chưa, chờ tiếp", "No, wait") },
      { id: "yes", name: say("Phát số ngay: có thể trùng với phiếu giấy máy đó đã in", "Now: some may repeat what that kiosk has printed") },
    ]);
    return chosen === "yes" ? { reason } : null;
  },
  service: async (action) => {
    const kept = question.select(say("Giữ thứ tự cũ?", "Keep the place in line?"), choices.transfer_reasons, say("Không, xếp cuối hàng mới", "No, to the end of the new line"));
    const chosen = await question.choose(action.question ?? action.label, choices.services.filter((known) => known.id !== action.except_service), [kept.field]);
    return chosen && { to_service: chosen, ...(kept.value() ? { keeps_place: kept.text() } : {}) };
  },
};

async function pick(action, options, field) {
  const chosen = await question.choose(action.label, options);
  return chosen && { [field]: chosen };
}

export async function act(action) {
  if (isBusy || action.why_not) return null;
  if (hub.isLost()) return lost();
  const asked = action.asks ? await asking[action.asks](action) : {};
  if (!asked) return null;
  return send(action.verb, { ...action.fields, ...asked });
}

export async function confirmClock(action, at) {
  const time = new Date(at).toLocaleString(say("vi-VN", "en-GB"), { timeZone: "Asia/Ho_Chi_Minh" });
  const chosen = await question.choose(say(`Bây giờ là ${time}, đúng không?`, `Is it ${time} now?`), [
    { id: "yes", name: say("Đúng, giờ này đúng", "Yes, this time is right") },
    { id: "no", name: say("Không đúng: chỉnh đồng hồ máy trước", "No: the machine's clock must be set first") },
  ]);
  if (chosen === "yes") await send(action.verb, { seen: new Date(hub.hubNow()).toISOString() });
}

export async function closeDay(action) {
  const chosen = await question.choose(say("Đóng ngày làm việc?", "Close the day?"), [
    { id: "no", name: say("Chưa, quay lại", "Not yet") },
    { id: "yes", name: say("Đóng: ai còn chờ sẽ kết thúc, chưa được phục vụ", "Close: whoever still waits ends unserved") },
  ]);
  if (chosen === "yes") await send(action.verb, {});
}

export async function openCounter(counter) {
  const services = await question.tick(say(`${counter.name}: phục vụ nhóm nào?`, `${counter.name}: which services?`), counter.services, say("Mở quầy", "Open counter"));
  if (services) await send("open-counter", { counter: counter.id, services });
}
export const answerGuide = (kiosk) => send("answer-guide-call", { kiosk });

export async function giveNumber() {
  const priority = question.select(say("Diện ưu tiên", "Priority"), choices.priorities, say("Không", "None"));
  const service = await question.choose(say("Cấp số cho nhóm nào?", "A number for which service?"), choices.services, [priority.field]);
  if (!service) return;
  const answer = await send("give-number", { service, ...(priority.value() ? { priority: priority.value() } : {}) });
  if (answer.outcome === "done") {
    question.tell(say("Ghi số này cho công dân", "Write this number down for the citizen"),
      el("p", { class: "given" }, answer.result.number), el("p", {}, answer.sentence));
  }
}

export async function showTicket(wanted, facts) {
  const card = await hub.readTicket(wanted).catch(() => null);
  if (!card) return tell({ outcome: "error", sentence: "" });
  if (!card.isFound) return tell({ outcome: "refused", sentence: card.sentence });
  if (card.tickets) return pickTicket(card, facts);
  if (card.is_slip) return showSlip(card);
  const options = card.actions.map((action, at) => ({ id: String(at), name: action.label, why_not: action.why_not }));
  const chosen = await question.choose(`${card.number}: ${card.state_name}`, options, [facts(card)]);
  if (chosen !== null) await act(card.actions[Number(chosen)]);
}

// Whose slip is lost and number forgotten: those who came about that time.
async function pickTicket(found, facts) {
  const options = found.tickets.map((card) => ({
    id: card.id, name: [card.number, timeOfDay(Date.parse(card.arrived)).slice(0, 5), card.service, card.state_name].join(" · "),
  }));
  const title = say(`Lấy số quanh ${found.time} (trước, sau 10 phút)`, `Taken around ${found.time} (ten minutes before or after)`);
  const chosen = await question.choose(title, options);
  if (chosen !== null) await showTicket(chosen, facts);
}

// A paper slip that its kiosk has not handed in: one press serves it.
async function showSlip(card) {
  const options = card.actions.map((action, at) => ({ id: String(at), name: action.label, why_not: action.why_not }));
  const about = el("div", { class: "facts" }, el("p", {}, card.sentence), el("p", { class: "look" }, card.look));
  const chosen = await question.choose(say(`Phiếu giấy ${card.number}`, `Paper slip ${card.number}`), options, [about]);
  if (chosen !== null) await act(card.actions[Number(chosen)]);
}
