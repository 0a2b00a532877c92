/* Lets a list follow every key. ES5: old phones. Without it the form asks for the same page. Decides nothing. */
(function () {
  "use strict";

  var WAIT_MS = 120;
  var form = document.getElementById("search"), typed = document.getElementById("typed");
  var found = document.getElementById("found"), ways = document.getElementById("ways");
  var asked = 0, shown = 0, timer = null, last = typed.value;

  function put(html, number) {
    if (number < shown) { return; } /* an older answer came late */
    shown = number;
    found.innerHTML = html;
    if (ways) { ways.hidden = html !== ""; }
  }

  function sayLost(number) {
    var line = document.createElement("p");
    line.className = "lost";
    line.textContent = form.getAttribute("data-lost");
    put(line.outerHTML, number);
  }

  function ask() {
    var number = asked += 1, request;
    if (typed.value.trim() === "" && !form.getAttribute("data-always")) { put("", number); return; }
    request = new XMLHttpRequest();
    request.open("GET", form.getAttribute("data-found") + "?q=" + encodeURIComponent(typed.value) +
      "&lang=" + form.getAttribute("data-lang"));
    request.timeout = 8000;
    request.onload = function () { if (request.status === 200) { put(request.responseText, number); } else { sayLost(number); } };
    request.onerror = request.ontimeout = function () { sayLost(number); };
    request.send();
  }

  typed.addEventListener("input", function () {
    if (typed.value === last) { return; }
    last = typed.value;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
}());
