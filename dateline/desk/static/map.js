// Map, timeline and list under one filter form. Every text from the record is set as text, never as markup.
(function () {
  "use strict";
  var form = document.getElementById("filters"), list = document.getElementById("list"), line = document.getElementById("timeline");
  var inView = document.getElementById("inview"), box = form.elements.box, asked = 0, bars = [];
  var map = landMap(document.getElementById("map")), dots = L.layerGroup().addTo(map), first = true, outline = null, drawn = "";
  function query(extra) {
    var said = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (value) { said.append(name, value); } });
    Object.keys(extra || {}).forEach(function (name) { said.set(name, extra[name]); });
    return said;
  }
  function bounds() {
    var b = map.getBounds();
    return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map(function (n) { return n.toFixed(4); }).join(",");
  }
  function lines(incident) {
    var p = document.createElement("p"), a = document.createElement("a"), small = document.createElement("small");
    a.href = "/incidents/" + encodeURIComponent(incident.id);
    a.textContent = [incident.title, incident.status].filter(Boolean).join(", ");
    small.textContent = [incident.day || "day not known", incident.place, incident.sides].filter(Boolean).join(" · ");
    p.append(a, small);
    return p;
  }
  function popup(found) {
    var all = document.createElement("div");
    found.incidents.forEach(function (incident) { all.append(lines(incident)); });
    if (found.count > found.incidents.length) { all.append(found.count - found.incidents.length + " more: zoom in or filter"); }
    return all;
  }
  function title(found) {
    var one = found.incidents[0];
    return found.count === 1 ? one.title + ", " + one.place : found.count + " incidents";
  }
  function draw(feature) {
    var found = feature.properties, at = [feature.geometry.coordinates[1], feature.geometry.coordinates[0]];
    if (found.precision && found.precision > 1) {
      L.circle(at, { radius: found.precision * 1000, color: found.colour, weight: 1, dashArray: "4 4", fillOpacity: 0.08, interactive: false }).addTo(dots);
    }
    var size = found.count === 1 ? 16 : Math.min(52, 22 + 7 * Math.log2(found.count));
    var icon = L.divIcon({ className: "knot" + (found.contested ? " doubt" : ""), iconSize: [size, size], html: found.count === 1 ? "" : String(Number(found.count)) });
    var marker = L.marker(at, { icon: icon, title: title(found), alt: title(found) }).addTo(dots);
    marker.getElement().style.backgroundColor = found.colour;
    marker.getElement().setAttribute("aria-label", title(found));
    marker.on("click", function () {
      if (found.count > found.incidents.length && map.getZoom() < 11) { map.setView(at, map.getZoom() + 2); return; }
      marker.bindPopup(popup(found), { maxWidth: 320 }).openPopup();
    });
  }
  function showMap() {
    var now = ++asked, view = first ? {} : { box: bounds() };
    view.zoom = Math.round(map.getZoom());
    fetch("/api/v1/map?" + query(view)).then(function (r) { return r.json(); }).then(function (found) {
      if (now !== asked || !found.features) { return; }
      dots.clearLayers();
      found.features.forEach(draw);
      if (first && found.features.length) {
        first = false;
        var all = L.latLngBounds(found.features.map(function (f) { return [f.geometry.coordinates[1], f.geometry.coordinates[0]]; }));
        map.fitBounds(all.pad(0.2), { maxZoom: 7, animate: false });
      }
    });
  }
  function showList() {
    var said = query();
    history.replaceState(null, "", "/?" + said);
    said.set("part", "list");
    fetch("/?" + said).then(function (r) { return r.text(); }).then(function (html) {
      list.replaceChildren.apply(list, Array.from(new DOMParser().parseFromString(html, "text/html").body.childNodes));
    });
  }
  function shape(name, values, words) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(values).forEach(function (key) { made.setAttribute(key, values[key]); });
    if (words) { made.textContent = words; }
    return made;
  }
  function xOf(day, end) {
    for (var i = 0; i < bars.length; i++) { if (day <= bars[i][1]) { return (i + (end ? 1 : 0)) * 1000 / bars.length; } }
    return 1000;
  }
  function drawLine() {
    var svg = shape("svg", { viewBox: "0 0 1000 88", preserveAspectRatio: "none", "aria-hidden": "true" });
    var most = Math.max.apply(null, [1].concat(bars.map(function (b) { return b[2]; }))), width = 1000 / Math.max(1, bars.length);
    bars.forEach(function (b, i) {
      var high = b[2] ? Math.max(2, 64 * b[2] / most) : 0;
      var bar = shape("rect", { x: i * width, y: 70 - high, width: Math.max(0.6, width * 0.86), height: high });
      bar.append(shape("title", {}, b[2] + ": " + b[0] + (b[0] === b[1] ? "" : " to " + b[1])));
      svg.append(bar);
    });
    if (bars.length && (form.elements.since.value || form.elements.until.value)) {
      var from = form.elements.since.value ? xOf(form.elements.since.value, false) : 0, to = form.elements.until.value ? xOf(form.elements.until.value, true) : 1000;
      svg.append(shape("rect", { class: "picked", x: from, y: 0, width: Math.max(3, to - from), height: 70 }));
    }
    line.replaceChildren(svg);
    if (bars.length) {
      var ends = document.createElement("div");
      ends.className = "ends";
      ends.append(bars[0][0], " ", document.createElement("span"), bars[bars.length - 1][1]);
      line.append(ends);
    }
  }
  function showLine() {
    fetch("/api/v1/timeline?" + query()).then(function (r) { return r.json(); }).then(function (found) { bars = found.bars || []; drawLine(); });
  }
  function barAt(event) {
    var place = line.getBoundingClientRect(), share = (event.clientX - place.left) / place.width;
    return Math.max(0, Math.min(bars.length - 1, Math.floor(share * bars.length)));
  }
  var from = null;
  function pick(a, b) {
    form.elements.since.value = bars[Math.min(a, b)][0];
    form.elements.until.value = bars[Math.max(a, b)][1];
    drawLine();
  }
  line.addEventListener("pointerdown", function (event) { if (bars.length) { from = barAt(event); line.setPointerCapture(event.pointerId); pick(from, from); } });
  line.addEventListener("pointermove", function (event) { if (from !== null) { pick(from, barAt(event)); } });
  line.addEventListener("pointerup", function () { if (from !== null) { from = null; showMap(); showList(); } });
  line.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { form.elements.since.value = form.elements.until.value = ""; change(); }
  });
  function showArea() {
    var chosen = form.elements.area ? form.elements.area.value : "";
    if (chosen === drawn) { return; }
    drawn = chosen;
    if (outline) { outline.remove(); outline = null; }
    if (!chosen) { return; }
    drawAreas(map, chosen).then(function (layer) {
      var all = L.featureGroup(layer.getLayers());
      outline = layer;
      if (all.getLayers().length) { map.fitBounds(all.getBounds().pad(0.2), { maxZoom: 9, animate: false }); }
    });
  }
  function change() { box.value = inView.checked ? bounds() : ""; showArea(); showMap(); showLine(); showList(); }
  var later = null;
  form.addEventListener("input", function () { clearTimeout(later); later = setTimeout(change, 180); });
  form.addEventListener("submit", function (event) { if (event.submitter && event.submitter.name === "of") { return; } event.preventDefault(); change(); });
  map.on("moveend", function () { if (first) { return; } showMap(); if (inView.checked) { box.value = bounds(); showLine(); showList(); } });
  showArea();
  showMap();
  showLine();
})();
