(function () {
  "use strict";
  var kept = null;
  function each(root, query, act) { Array.prototype.forEach.call(root.querySelectorAll(query), act); }
  function clear() {
    each(document, "main [data-on]", function (n) { n.removeAttribute("data-on"); });
    each(document, "main .on", function (n) { n.classList.remove("on"); });
  }
  function show(report, numbers) {
    clear();
    if (!report) { return; }
    report.classList.add("on");
    numbers.forEach(function (number) {
      each(report, "[data-m]", function (piece) {
        piece.dataset.m.split(" ").forEach(function (mark) {
          var at = mark.split(":");
          if (at[0] === number) { piece.dataset.on = at[1]; }
        });
      });
      each(report, ".card[data-e='" + number + "'], .dot[data-e~='" + number + "']", function (n) { n.classList.add("on"); });
    });
  }
  function find(target) {
    var node = target.closest ? target.closest(".card, .dot, a.m") : null;
    var report = node && node.closest(".report");
    if (!report) { return null; }
    var numbers = node.dataset.e ? node.dataset.e.split(" ") : [];
    if (node.dataset.m) {
      numbers = node.dataset.m.split(" ").map(function (m) { return m.split(":"); })
        .filter(function (m) { return m[1] === "mention"; }).map(function (m) { return m[0]; });
    }
    return { node: node, report: report, numbers: numbers };
  }
  function back() { if (kept) { show(kept.report, kept.numbers); } else { clear(); } }
  function hover(event) {
    var found = find(event.target);
    if (found) { show(found.report, found.numbers); } else { back(); }
  }
  document.addEventListener("mouseover", hover);
  document.addEventListener("focusin", hover);
  document.addEventListener("click", function (event) {
    if (event.target.closest("summary")) { return; }
    kept = find(event.target);
    back();
    if (kept && kept.node.matches("a.m")) {
      event.preventDefault();
      var card = kept.report.querySelector(".card[data-e='" + kept.numbers[0] + "']");
      card.scrollIntoView({ block: "nearest", behavior: "smooth" });
      card.focus({ preventScroll: true });
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { kept = null; clear(); }
  });
})();
