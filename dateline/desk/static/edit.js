// Words selected in the text become a row of the form, with their place in code points.
(function () {
  "use strict";
  var source = document.getElementById("source"), form = document.getElementById("correction"), last = null, map = null;
  function length(text) { return Array.from(text).length; }
  function offsets() {
    var selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) { return null; }
    var range = selection.getRangeAt(0);
    if (!source.contains(range.startContainer) || !source.contains(range.endContainer)) { return null; }
    var before = document.createRange();
    before.setStart(source, 0);
    before.setEnd(range.startContainer, range.startOffset);
    var text = range.toString(), lead = text.length - text.trimStart().length;
    var words = text.trim(), start = length(before.toString()) + length(text.slice(0, lead));
    return words ? { start: start, end: start + length(words), text: words } : null;
  }
  document.addEventListener("selectionchange", function () { last = offsets() || last; });
  function setValue(row, key, value) {
    var input = row.querySelector("[name$='-" + key + "']");
    if (input) { input.value = value; }
  }
  function take(group) {
    if (!last) { source.focus(); return; }
    var field = form.querySelector("[data-group='" + group + "']"), number = Date.now() % 100000000;
    var row = field.querySelector("template").content.cloneNode(true).querySelector(".entry");
    row.querySelectorAll("[name]").forEach(function (n) { n.name = n.name.replace("NEW", String(number)); });
    setValue(row, "start", last.start);
    setValue(row, "end", last.end);
    setValue(row, "text", last.text);
    setValue(row, "name", last.text);
    row.querySelector(".quote").textContent = last.text;
    if (group === "date") { field.querySelectorAll(".entry").forEach(function (n) { n.remove(); }); }
    field.appendChild(row);
    var next = row.querySelector("input:not([type=hidden]), select");
    if (next) { next.focus(); }
  }
  document.querySelectorAll("[data-take]").forEach(function (button) {
    button.addEventListener("mousedown", function (event) { event.preventDefault(); });
    button.addEventListener("click", function () { take(button.dataset.take); });
  });
  function choose(row, place) {
    ["id", "name", "lat", "lon", "level", "country", "precision"].forEach(function (key) { setValue(row, key, place[key] === null ? "" : place[key]); });
    setValue(row, "admin", place.admin.join(" | "));
    row.querySelector(".found").hidden = true;
    hideMap();
    row.querySelector("[data-find]").focus();
  }
  function hideMap() {
    if (map) { map.remove(); map = null; }
    document.querySelectorAll(".candidates").forEach(function (n) { n.remove(); });
  }
  function showMap(row, places) {
    hideMap();
    if (!places.some(function (p) { return p.lat !== null; })) { return; }
    var element = document.createElement("div");
    element.className = "smallmap candidates";
    element.setAttribute("role", "application");
    element.setAttribute("aria-label", "Where the candidates lie; the list above has them all");
    if (form.dataset.tiles) { element.dataset.tiles = form.dataset.tiles; }
    row.appendChild(element);
    map = landMap(element);
    drawCandidates(map, places, function (place) { choose(row, place); });
  }
  function offer(row, places) {
    var list = row.querySelector(".found");
    list.replaceChildren();
    list.hidden = false;
    if (!places.length) { list.textContent = "No gazetteer knows this name."; }
    places.forEach(function (place) {
      var item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = places.indexOf(place) + 1 + ". " + [place.name, place.level].concat(place.admin.slice().reverse(), [place.country || ""]).filter(Boolean).join(", ") + (place.precision ? ", within " + place.precision + " km" : "");
      button.addEventListener("click", function () { choose(row, place); });
      item.appendChild(button);
      list.appendChild(item);
    });
    showMap(row, places);
    if (places.length) { list.querySelector("button").focus(); }
  }
  form.addEventListener("click", function (event) {
    if (!event.target.matches("[data-find]")) { return; }
    var row = event.target.closest(".entry"), name = row.querySelector("[name$='-name']").value;
    fetch("/api/v1/places?q=" + encodeURIComponent(name)).then(function (r) { return r.json(); }).then(function (found) { offer(row, found.items || []); });
  });
})();
