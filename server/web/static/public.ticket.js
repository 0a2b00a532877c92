/* Keeps a ticket's page true: asks every five seconds, says since when it could not.
   ES5 and XMLHttpRequest: old phones too. Every sentence comes from the hub. */
(function () {
  "use strict";

  var EVERY_MS = 5000, LONGEST_MS = 8000, LOST_AFTER_MS = 15000;
  var body = document.body;
  var lastNews = new Date();
  var call = body.getAttribute("data-call");
  var clock = body.getAttribute("data-clock"); /* the hub's time, not the phone's */
  var isEnded = body.getAttribute("data-ended") === "yes";

  function put(id, text) {
    var element = document.getElementById(id);
    if (element.textContent !== text) { element.textContent = text; }
  }

  function show(page) {
    put("number", page.number);
    put("headline", page.headline);
    put("detail", page.detail);
    put("service", page.service);
    put("day", page.day);
    document.getElementById("card").className = "card tone-" + page.tone;
    if (page.tone === "call" && page.call_id && page.call_id !== call && navigator.vibrate) {
      navigator.vibrate([400, 200, 400]);
    }
    call = page.call_id;
    clock = page.clock;
    isEnded = page.is_ended;
  }

  function sayLost() {
    var isLost = !isEnded && new Date() - lastNews > LOST_AFTER_MS;
    var lost = document.getElementById("lost");
    if (isLost) { lost.textContent = body.getAttribute("data-lost").replace("{time}", clock); }
    lost.hidden = !isLost;
  }

  function ask() {
    var request = new XMLHttpRequest();
    request.open("GET", body.getAttribute("data-now"));
    request.timeout = LONGEST_MS;
    request.onload = function () {
      if (request.status === 200) {
        lastNews = new Date();
        show(JSON.parse(request.responseText));
      }
    };
    request.onloadend = function () {
      sayLost();
      if (!isEnded) { setTimeout(ask, EVERY_MS); }
    };
    request.send();
  }

  document.addEventListener("visibilitychange", sayLost);
  if (!isEnded) { setTimeout(ask, EVERY_MS); }
}());
