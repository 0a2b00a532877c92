/* Keeps the web board true: looks again when the hub says that something changed, and every second where a
   browser has no event stream. Says since when it has heard nothing. ES5: smart TVs. Decides nothing else. */
(function () {
  "use strict";

  var EVERY_MS = 1000, LONGEST_MS = 4000, LOST_AFTER_MS = 15000, QUIET_MS = 5000;
  var FLASH_FOR_MS = 8000, PHASE_MS = 250; /* two flashes a second; three are allowed */
  var ROWS = 5;
  var lastNews = new Date(), lastAsked = 0, isAsking = false, isChanged = false, isStreaming = false;
  var seen = null, flashing = {};
  var lastClock = byId("clock").textContent; /* the hub's time: a TV's own clock is often wrong */

  function byId(id) { return document.getElementById(id); }
  function put(id, text) { if (byId(id).textContent !== text) { byId(id).textContent = text; } }

  function piece(name, text) {
    var element = document.createElement(name === "p" ? "p" : "span");
    if (name !== "p") { element.className = name; }
    element.textContent = text;
    return element;
  }

  function fill(id, elements) {
    var parent = byId(id), i;
    while (parent.firstChild) { parent.removeChild(parent.firstChild); }
    for (i = 0; i < elements.length; i += 1) { parent.appendChild(elements[i]); }
  }

  function callRow(call, isNewest) {
    var row = document.createElement("div");
    row.className = "call" + (isNewest ? " newest" : "") + (call.is_current ? "" : " past");
    row.setAttribute("data-call", call.call_id);
    row.appendChild(piece("number", call.number));
    row.appendChild(piece("arrow", "→"));
    row.appendChild(piece("counter", call.counter));
    return row;
  }

  function serviceRow(service) {
    var row = document.createElement("div");
    row.className = "service";
    row.appendChild(piece("name", service.name));
    row.appendChild(piece("count", String(service.waiting)));
    return row;
  }

  function noteNew(calls) {
    var now = {}, i;
    for (i = 0; i < calls.length; i += 1) {
      now[calls[i].call_id] = true;
      if (calls[i].is_fresh && calls[i].is_current && !(seen && seen[calls[i].call_id])) { flashing[calls[i].call_id] = +new Date(); }
    }
    seen = now;
  }

  function show(page) {
    var calls = page.calls.slice(0, ROWS), rows = [], services = [], lines = [], i;
    noteNew(page.calls);
    for (i = 0; i < calls.length; i += 1) { rows.push(callRow(calls[i], i === 0)); }
    for (i = 0; i < page.services.length; i += 1) { services.push(serviceRow(page.services[i])); }
    for (i = 0; i < page.headline.length; i += 1) { lines.push(piece("p", page.headline[i])); }
    fill("calls", rows);
    fill("services", services);
    fill("headline", lines);
    byId("headline").hidden = lines.length === 0;
    put("today", page.today);
    put("notice", page.notice);
    put("notices", page.notices);
    byId("notices").hidden = !page.notices;
    put("clock", page.clock);
    lastClock = page.clock;
    flash();
  }

  function flash() {
    var rows = byId("calls").children, now = +new Date(), i, began, isLit;
    for (i = 0; i < rows.length; i += 1) {
      began = flashing[rows[i].getAttribute("data-call")];
      isLit = began && now - began < FLASH_FOR_MS && Math.floor((now - began) / PHASE_MS) % 2 === 0;
      rows[i].className = rows[i].className.replace(" lit", "") + (isLit ? " lit" : "");
    }
  }

  function dashCounts() {
    var counts = document.querySelectorAll("#services .count"), i;
    for (i = 0; i < counts.length; i += 1) { counts[i].textContent = "–"; }
  }

  function sayLine() {
    var isLost = new Date() - lastNews > LOST_AFTER_MS;
    if (isLost) {
      put("lost", "Mất kết nối" + (lastClock ? " từ " + lastClock : "") + ". Số có thể đã cũ. Mời ông/bà nghe cán bộ gọi số.");
      put("line", "○ mất kết nối");
      put("clock", "");
      put("today", "");
      dashCounts();
    } else {
      put("line", "● trực tuyến");
    }
    byId("lost").hidden = !isLost;
    byId("line").className = isLost ? "offline" : "online";
  }

  function ask() {
    var request = new XMLHttpRequest();
    if (isAsking) { isChanged = true; return; }
    isAsking = true;
    isChanged = false;
    lastAsked = +new Date();
    request.open("GET", "/board/now");
    request.timeout = LONGEST_MS;
    request.onload = function () {
      if (request.status === 200) {
        lastNews = new Date();
        show(JSON.parse(request.responseText));
      }
    };
    request.onloadend = function () {
      isAsking = false;
      sayLine();
      if (isChanged) { ask(); }
    };
    request.send();
  }

  function turn() {
    var quiet = isStreaming ? QUIET_MS : EVERY_MS;
    if (+new Date() - lastAsked >= quiet) { ask(); }
    sayLine();
  }

  function listen() {
    var stream = new window.EventSource("/board/live");
    stream.addEventListener("alive", function () { isStreaming = true; });
    stream.addEventListener("changed", function () { isStreaming = true; ask(); });
    stream.onerror = function () {
      isStreaming = false;
      if (stream.readyState === 2) { setTimeout(listen, 10000); }
    };
  }

  ask();
  setInterval(turn, EVERY_MS);
  setInterval(flash, PHASE_MS);
  if (window.EventSource) { listen(); }
}());
