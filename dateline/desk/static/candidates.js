// The gazetteer's candidates on a map; a number leads to its entry.
(function () {
  "use strict";
  var element = document.getElementById("places"), map = landMap(element);
  fetch("/api/v1/places?q=" + encodeURIComponent(element.dataset.name)).then(function (r) { return r.json(); }).then(function (found) {
    drawCandidates(map, found.items || [], function (place, n) { document.getElementById("entry" + (n + 1)).scrollIntoView({ block: "nearest" }); });
  });
})();
