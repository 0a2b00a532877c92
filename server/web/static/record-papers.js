// Scanned papers on a record's page: draws what the hub says, asks for what is pressed.

import { draw, el } from "./dom.js";
import { kioskPages } from "./kiosk-pages.js";

const place = document.getElementById("papers");
const now = document.getElementById("papers-now");
const said = document.getElementById("papers-said");
const english = document.documentElement.lang === "en";
const say = (vi, en) => (english ? en : vi);
const { address, csrf, state, refuse, commandId } = place.dataset;

const pictures = new Map();
let papers = null;
let sure = null;      // a press that must be made twice
let asking = null;    // a kind for which the citizen is asked
let picked = null;    // a scanner, where there are several
let sending = "";     // how an upload stands

async function look() {
  await refresh();
  const isMoving = papers?.kiosk?.is_comparing || papers?.documents?.some((one) => one.job?.is_active || one.pdf.state === "wanted");
  setTimeout(look, document.hidden ? 10000 : isMoving ? 1000 : 5000);
}

async function refresh() {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok) show(await answer.json());
  } catch { /* the next look tells */ }
}

function show(answer) {
  papers = answer;
  draw(now, [papers, sure, asking, sending, kiosk.state()], whole);
}

function again() { if (papers) show(papers); }

// What became of a request: the papers as they are now, or the reason why not and its status (0: no connection).
async function request(where, body, headers = {}) {
  let answer;
  try {
    answer = await fetch(`${address}${where}`, { method: "POST", body, headers: { "X-CSRF-Token": csrf, ...headers } });
  } catch {
    return { status: 0, refused: say("Đang mất kết nối: chưa làm gì cả.", "No connection: nothing was done.") };
  }
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  if (answer.ok && told) return { status: answer.status, fresh: told };
  const silent = say("Hệ thống chưa trả lời. Vui lòng thử lại.", "No answer came. Please try again.");
  return { status: answer.status, refused: told?.refused ?? (answer.status === 413 ? papers.file_too_large : silent) };
}

async function ask(where, body) {
  const { fresh, refused } = await request(where, body);
  if (!fresh) return tell(refused);
  tell("");
  show(fresh);
  return true;
}

function tell(words) {
  said.textContent = words;
  said.className = words ? "said refused" : "said";
  return false;
}

const press = (one, verb, fields = {}) => { sure = null; return ask(`/${one.id}/${verb}`, new URLSearchParams(fields)); };

// --- drawing ---------------------------------------------------------------------------------------

function whole() {
  if (papers.why_not) return el("p", { class: "hint" }, papers.why_not);
  return [
    ...papers.repeats.map(repeat),
    papers.away ? el("p", { class: "away", role: "alert", "data-away": "" }, papers.away) : null,
    papers.closed ? el("p", { class: "hint", "data-closed": "" }, papers.closed) : null,
    papers.kiosk && !asking ? kiosk.part(papers) : null,
    papers.can_add && !kiosk.isOpen() ? (asking ? consent() : adding()) : null,
    ...(papers.documents.length ? papers.documents.map(card) : [el("p", { class: "hint" }, nothingYet())]),
  ];
}

// One press refuses; the page that comes then offers to take it back.
function repeat(earlier) {
  const fields = { csrf, command_id: commandId, state, duplicate_of: earlier.record };
  return el("form", { class: "repeat", method: "post", action: refuse, role: "alert" },
    Object.entries(fields).map(([name, value]) => el("input", { type: "hidden", name, value })),
    el("a", { href: `/records/${earlier.record}`, target: "_blank", rel: "noopener" }, earlier.text),
    el("button", { class: "refuse", "data-refuse": earlier.record, "data-focus": `refuse-${earlier.record}` }, say("Từ chối vì trùng", "Refuse as duplicate")));
}

function nothingYet() {
  if (!papers.can_add) return say("Không có tài liệu nào.", "No documents.");
  return say("Chưa có tài liệu nào. Chọn loại giấy tờ ở trên.", "No documents yet. Choose a kind above.");
}

const button = (text, onclick, more = {}) => el("button", { type: "button", onclick, ...more }, text);

function adding() {
  return el("div", { class: "kinds" }, el("span", { class: "hint" }, say("Thêm tài liệu:", "Add a document:")),
    ...papers.kinds.map((kind) => button(kind.name, () => {
      if (kind.needs_consent) { asking = kind; again(); } else ask("", new URLSearchParams({ paper: kind.id }));
    }, { "data-kind": kind.id, "data-focus": `kind-${kind.id}` })));
}

// Two buttons of equal weight; nothing is chosen beforehand.
function consentTo(name, agree, refuse) {
  return el("div", { class: "consent", role: "alertdialog", "aria-label": say("Hỏi ý kiến công dân", "Ask the citizen") },
    el("p", {}, el("b", {}, `${name}. ${say("Đọc cho công dân nghe:", "Read to the citizen:")}`), ` ${papers.ask.text}`),
    el("div", { class: "equal" },
      button(say("Công dân đồng ý", "The citizen agrees"), agree, { "data-consent": "yes" }),
      button(say("Công dân không đồng ý", "The citizen says no"), refuse, { "data-consent": "no" })));
}

function consent() {
  const kind = asking;
  const end = () => { asking = null; again(); };
  return consentTo(kind.name, () => {
    end();
    ask("", new URLSearchParams({ paper: kind.id, agreed: papers.ask.version }));
  }, end);
}

const kiosk = kioskPages({ say, button, consentTo, again, ask, refresh, picture, now: () => papers });

function card(one) {
  return el("article", { class: "document", "data-document": one.id },
    el("header", {}, el("h3", {}, one.name), el("span", { class: "hint" }, about(one)), el("span", { class: "space" }), ...actions(one)),
    one.job ? el("p", { class: one.job.is_trouble ? "job trouble" : "job", role: "status" }, one.job.text, " ", ...jobActions(one)) : null,
    sending && sending.id === one.id ? el("p", { class: "job", role: "status" }, sending.text) : null,
    one.pages.length ? el("ol", { class: "pages" }, one.pages.map((page, at) => figure(one, page, at))) : null,
    one.pages.length ? el("p", { class: "pdf" }, ...pdf(one)) : null);
}

function about(one) {
  if (one.is_shown_only) return say("chỉ xuất trình, không quét", "shown only, not scanned");
  const count = say(`${one.pages.length} trang`, `${one.pages.length} pages`);
  return one.consent ? `${count} · ${say("đã đồng ý", "agreed")}: ${one.consent}` : count;
}

function actions(one) {
  if (!papers.can_add) return erasing(one);
  const isEmpty = !one.pages.length && !one.job?.is_active;
  const unmark = one.is_shown_only && one.can_unmark ? button(say("Cho phép quét", "May be scanned"), () => press(one, "shown-only", { is_shown_only: "no" })) : null;
  const remove = isEmpty ? button(say("Bỏ tài liệu", "Remove"), () => press(one, "remove"), { class: "quiet" }) : null;
  if (one.is_shown_only) return [unmark, remove];
  return [
    ...(one.job?.is_active ? [] : scanning(one)),
    upload(one),
    isEmpty ? button(say("Chỉ xuất trình", "Shown only"), () => press(one, "shown-only", { is_shown_only: "yes" })) : null,
    remove,
    ...erasing(one),
  ];
}

function station() {
  return papers.stations.find((known) => known.id === picked) ?? papers.stations[0];
}

function scanning(one) {
  const text = say("Quét", "Scan");
  if (!papers.stations.length) return [el("span", { class: "hint" }, say("Chưa có trạm quét", "No scan station"))];
  const start = (id) => press(one, "scan", { station: id });
  if (papers.stations.length === 1) return [button(text, () => start(station().id), { class: "primary", "data-scan": one.id })];
  const chosen = el("select", { "aria-label": say("Máy quét", "Scanner"), onchange: () => { picked = chosen.value; }, "data-focus": `station-${one.id}` },
    papers.stations.map((known) => el("option", { value: known.id }, known.is_heard ? known.name : `${known.name} (${say("không trả lời", "silent")})`)));
  chosen.value = station().id;
  return [button(text, () => start(chosen.value), { class: "primary", "data-scan": one.id }), chosen];
}

// The feeder draws what lies in it, so the sheet must lie there alone before anything moves.
function scanningAgain(one, page, name) {
  if (!papers.stations.length) return [];
  const key = `again-${one.id}-${page.number}`;
  if (sure !== key) return [button(say("Quét lại", "Scan again"), () => { sure = key; again(); }, { class: "small", "data-again": page.number, "data-focus": key })];
  const { id, name: scanner } = station();
  return [
    el("p", { class: "advice alone", role: "status" }, say(`${scanner}: lấy hết giấy ra, chỉ đặt tờ của ${name.toLowerCase()} vào.`, `${scanner}: take all paper out, put in only the sheet of ${name.toLowerCase()}.`)),
    button(say("Quét tờ này", "Scan this sheet"), () => press(one, "scan", { station: id, replaces: page.number }), { class: "primary small", "data-scan-again": page.number, "data-focus": key }),
    button(say("Thôi", "Not now"), () => { sure = null; again(); }, { class: "small", "data-focus": `${key}-not` }),
  ];
}

function jobActions(one) {
  if (!one.job.is_active) return [];
  const stop = button(say("Dừng quét", "Stop"), () => press(one, "cancel", { job: one.job.id }), { "data-focus": `stop-${one.id}` });
  return one.job.is_trouble && one.job.can_go_on && papers.can_add
    ? [button(say("Quét tiếp", "Continue"), () => press(one, "go-on", { job: one.job.id }), { class: "primary", "data-go-on": one.id, "data-focus": `go-${one.id}` }), stop] : [stop];
}

function erasing(one) {
  return papers.may_erase && one.pages.length
    ? [twice(`erase-${one.id}`, say("Xóa tất cả", "Erase all"), say("Xóa hẳn?", "Erase for good?"), () => press(one, "erase"))] : [];
}

// What cannot be undone is pressed twice.
function twice(key, text, question, act) {
  return sure === key ? button(question, act, { class: "refuse sure", "data-focus": key })
    : button(text, () => { sure = key; again(); }, { class: "quiet", "data-focus": key });
}

function upload(one) {
  const chooser = el("input", { type: "file", accept: "image/png,image/jpeg", multiple: true, hidden: true, onchange: () => send(one, [...chooser.files]) });
  return el("span", {}, chooser, button(say("Tải ảnh lên", "Upload"), () => chooser.click(), { "data-upload": one.id }));
}

const ABOUT_THE_FILE = [413, 415, 422];

// What is wrong with one file holds up no other; what is wrong with record, document or hub does.
async function send(one, files) {
  const refusals = [];
  for (const [at, file] of files.entries()) {
    if (file.size > papers.largest_file) {
      refusals.push(`${file.name}: ${papers.file_too_large}`);
      continue;
    }
    sending = { id: one.id, text: say(`Đang gửi tệp ${at + 1}/${files.length}…`, `Sending file ${at + 1} of ${files.length}…`) };
    again();
    const type = file.type || "application/octet-stream";
    const { status, fresh, refused } = await request(`/${one.id}/upload`, file, { "Content-Type": type });
    if (fresh) show(fresh);
    else refusals.push(`${file.name}: ${refused}`);
    if (!fresh && !ABOUT_THE_FILE.includes(status)) break;
  }
  sending = "";
  tell(refusals.join("\n"));
  again();
}

function figure(one, page, at) {
  const numbers = one.pages.map((known) => known.number);
  const name = say(`Trang ${at + 1}`, `Page ${at + 1}`);
  const swap = (other) => {
    [numbers[at], numbers[other]] = [numbers[other], numbers[at]];
    press(one, "order", { numbers: numbers.join(",") });
  };
  const move = (text, other, label) => button(text, () => swap(other), { class: "small", "aria-label": `${name}: ${label}`, disabled: other < 0 || other >= numbers.length });
  return el("li", { "data-page": page.number },
    el("a", { href: `${address}/${one.id}/pages/${page.number}`, target: "_blank", rel: "noopener" },
      picture(`${address}/${one.id}/small/${page.number}?kept=${page.kept_us}`, name)),
    el("b", {}, name),
    ...page.alike.map((said) => el("p", { class: "alike", role: "alert" }, el("a", { href: `/records/${said.record}` }, said.text))),
    ...page.advice.map((words) => el("p", { class: "advice" }, words)),
    papers.can_add ? el("span", { class: "page-actions" },
      move("◀", at - 1, say("lên trước", "earlier")), move("▶", at + 1, say("ra sau", "later")),
      ...(one.job?.is_active ? [] : scanningAgain(one, page, name)),
      twice(`drop-${one.id}-${page.number}`, say("Bỏ", "Drop"), say("Bỏ hẳn?", "For good?"), () => press(one, "drop", { number: page.number }))) : null);
}

// Nothing of a page stays in the browser's cache, so a picture that is there already is moved, not fetched again.
function picture(src, alt) {
  const known = pictures.get(src) ?? el("img", { src });
  pictures.set(src, known);
  known.alt = alt;
  return known;
}

function pdf(one) {
  if (one.pdf.state === "made") return [el("a", { class: "button", href: `${address}/${one.id}/pdf` }, say("Tải bản PDF", "Download the PDF")), " ", one.pdf.text];
  const more = one.pdf.can_try ? button(say("Thử lại", "Try again"), () => press(one, "make-again")) : null;
  return [one.pdf.text, " ", more].filter(Boolean);
}

look();
