// Keys that work on every screen, and the event that an address names.
(function () {
  "use strict";
  function cards() { return Array.prototype.slice.call(document.querySelectorAll(".cards .card, .rows .row")); }
  function current() {
    var focus = document.activeElement;
    return focus && focus.closest ? focus.closest(".card, .row") : null;
  }
  function goto(card) {
    if (!card) { return; }
    var target = card.matches(".row") ? card.querySelector("a") : card;
    target.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }
  function step(by) {
    var all = cards(), at = all.indexOf(current());
    goto(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
  }
  function press(key) {
    var within = current() || document, found = within.querySelector("[data-key='" + key + "']");
    if (!found && key === "n") { found = document.querySelector("[data-key='n']"); }
    if (found && (current() || key === "n")) { found.click(); return true; }
    return false;
  }
  var named = new URLSearchParams(location.search).get("at");
  if (named) {
    goto(document.querySelector(".card[data-id='" + CSS.escape(named) + "']"));
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog[open]")) { return; }
    var done = true;
    if (event.key === "j") { step(1); }
    else if (event.key === "k") { step(-1); }
    else if (event.key === "?") { document.getElementById("help").showModal(); }
    else if (event.key === "/") { var box = document.querySelector("[data-search]"); if (box) { box.focus(); } else { location.href = "/events"; } }
    else if ("aexsun".indexOf(event.key) >= 0 && event.key.length === 1) { done = press(event.key); }
    else { done = false; }
    if (done) { event.preventDefault(); }
  });
})();
