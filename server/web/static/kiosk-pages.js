// Pages scanned at the kiosk: the officer ticks them, says what they are, and the citizen is asked.

import { el } from "./dom.js";

// `page`: words, buttons and requests of the record's page.
export function kioskPages(page) {
  const { say, button } = page;
  let choosing = null;  // { ticked, into, isAsking, agreed }: until it is done or put off

  const open = () => {
    const fresh = page.now().kiosk.pages.filter((one) => !one.elsewhere).map((one) => one.number);
    change({ ticked: fresh, into: "", isAsking: false, agreed: "" });
  };
  const close = () => { choosing = null; page.again(); };
  const change = (fields) => { choosing = { ...choosing, ...fields }; page.again(); };

  function part(papers) {
    const { text, comparing, alike } = papers.kiosk;
    const steps = () => (choosing.isAsking ? asked(papers) : chosen(papers));
    return el("div", { class: "from-kiosk" },
      el("p", {}, `${text} `, choosing ? null : button(say("Lấy vào hồ sơ", "Take into the record"), open, { "data-focus": "kiosk" })),
      comparing ? el("p", { class: "hint", role: "status" }, comparing) : null,
      ...alike.map((said) => el("p", { class: "alike", role: "alert" }, el("a", { href: `/records/${said.record}` }, said.text))),
      ...(choosing ? steps() : []));
  }

  function chosen(papers) {
    const ticked = tickedOf(papers);
    const next = choosing.agreed
      ? button(say("Lấy nốt", "Take the rest"), take, { class: "primary", disabled: !isReady(papers), "data-take": "", "data-focus": "kiosk-next" })
      : button(say("Tiếp: hỏi công dân", "Next: ask the citizen"), () => change({ isAsking: true }), { class: "primary", disabled: !isReady(papers), "data-ask": "", "data-focus": "kiosk-next" });
    return [
      el("ol", { class: "ticks" }, ...papers.kiosk.pages.map((one) => tick(one, ticked.includes(one.number)))),
      el("p", { class: "as" },
        el("label", {}, say("Các trang đã chọn là: ", "The chosen pages are: "), into(papers)), " ",
        next, " ", button(say("Thôi", "Not now"), close, { "data-focus": "kiosk-not" })),
    ];
  }

  function tick(one, isTicked) {
    const name = say(`Trang ${one.number}`, `Page ${one.number}`);
    const box = el("input", { type: "checkbox", checked: isTicked, "data-tick": one.number, "data-focus": `tick-${one.number}`, onchange: () => {
      const others = choosing.ticked.filter((number) => number !== one.number);
      change({ ticked: box.checked ? [...others, one.number] : others, agreed: box.checked ? "" : choosing.agreed });
    } });
    return el("li", {},
      el("a", { href: one.address, target: "_blank", rel: "noopener" }, page.picture(one.address, name)),
      el("label", {}, box, ` ${name}`),
      one.elsewhere ? el("p", { class: "elsewhere" }, one.elsewhere) : null);
  }

  // Nothing is chosen beforehand: by its kind a page is kept for days, or not a day longer than the record.
  function into(papers) {
    const kinds = papers.kinds.filter((kind) => !kind.is_shown_only);
    const documents = papers.documents.filter((one) => !one.is_shown_only);
    const option = (value, text) => el("option", { value }, text);
    const select = el("select", { "data-into": "", "data-focus": "kiosk-into", onchange: () => change({ into: select.value, agreed: "" }) },
      option("", say("– chọn loại giấy tờ –", "– choose what they are –")),
      el("optgroup", { label: say("Tài liệu mới", "A new document") }, ...kinds.map((kind) => option(`paper:${kind.id}`, kind.name))),
      documents.length ? el("optgroup", { label: say("Thêm vào tài liệu đã có", "Behind a document that is there") },
        ...documents.map((one, at) => option(`document:${one.id}`, `${at + 1}. ${one.name} (${say(`${one.pages.length} trang`, `${one.pages.length} pages`)})`))) : null);
    select.value = choosing.into;
    return select;
  }

  function asked(papers) {
    const [what, id] = choosing.into.split(":");
    const name = (what === "paper" ? papers.kinds : papers.documents).find((one) => one.id === id)?.name ?? "";
    const count = tickedOf(papers).length;
    return [page.consentTo(`${name}, ${say(`${count} trang quét ở máy lấy số`, `${count} pages from the kiosk`)}`, take, close)];
  }

  // What fails half-way is gone on with in the same document, and the citizen is not asked twice for the same.
  async function take() {
    const { into: wanted, ticked } = choosing;
    const agreed = choosing.agreed || page.now().ask.version;
    const [what, id] = wanted.split(":");
    const before = page.now().documents.map((one) => one.id);
    const body = new URLSearchParams({ pages: ticked.join(","), [what]: id, agreed });
    const isTaken = await page.ask("/take-over", body);
    if (isTaken) return close();
    await page.refresh();
    const made = page.now().documents.find((one) => !before.includes(one.id));
    if (!page.now().kiosk) return close();
    return change({ isAsking: false, agreed, into: made ? `document:${made.id}` : wanted });
  }

  const tickedOf = (papers) => papers.kiosk.pages.map((one) => one.number).filter((number) => choosing.ticked.includes(number));
  const isReady = (papers) => Boolean(choosing.into) && tickedOf(papers).length > 0;

  return { part, state: () => choosing, isOpen: () => choosing !== null };
}
