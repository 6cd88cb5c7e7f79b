// The ground of every map: shipped outlines, or the tiles of the server that the user set.
window.landMap = function (element) {
  "use strict";
  var paint = function (name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); };
  var map = L.map(element, { worldCopyJump: true, minZoom: 1, maxZoom: 14, zoomSnap: 0.5, attributionControl: false }).setView([20, 30], 2);
  if (element.dataset.tiles) {
    L.tileLayer(element.dataset.tiles).addTo(map);
  } else {
    fetch("/static/outlines.json").then(function (r) { return r.json(); }).then(function (outlines) {
      L.geoJSON(outlines, { interactive: false, pane: "tilePane", renderer: L.canvas({ padding: 0.4, pane: "tilePane" }), style: { color: paint("--edge"), weight: 0.8, fillColor: paint("--land"), fillOpacity: 1 } }).addTo(map);
    });
  }
  map.paint = paint;
  return map;
};
window.drawAreas = function (map, chosen) {
  "use strict";
  var layer = L.layerGroup().addTo(map);
  return fetch("/api/v1/areas").then(function (r) { return r.json(); }).then(function (found) {
    (found.features || []).forEach(function (feature) {
      var told = feature.properties, shape = null;
      if (!feature.geometry || (chosen && told.name !== chosen)) { return; }
      var style = { color: map.paint("--link"), weight: 2, fillOpacity: 0.07, interactive: false };
      if (feature.geometry.type === "Point") {
        shape = L.circle([feature.geometry.coordinates[1], feature.geometry.coordinates[0]], Object.assign({ radius: told.circle[2] * 1000 }, style));
      } else { shape = L.geoJSON(feature, { style: style, interactive: false }); }
      shape.addTo(layer);
    });
    return layer;
  });
};
// Numbered candidates for a place, each with a ring that shows how far off it may be.
window.drawCandidates = function (map, places, choose) {
  "use strict";
  var layer = L.featureGroup().addTo(map), points = [];
  places.forEach(function (place, n) {
    if (place.lat === null) { return; }
    var at = [place.lat, place.lon], words = n + 1 + " " + place.name;
    points.push(at);
    if (place.precision) {
      L.circle(at, { radius: place.precision * 1000, color: map.paint("--pin"), weight: 1, dashArray: "4 4", fillOpacity: 0.06, interactive: false }).addTo(layer);
    }
    var icon = L.divIcon({ className: "knot", iconSize: [22, 22], html: String(n + 1) });
    var marker = L.marker(at, { icon: icon, title: words, alt: words }).addTo(layer);
    marker.getElement().setAttribute("aria-label", words);
    marker.on("click", function () { choose(place, n); });
  });
  if (points.length) { map.fitBounds(L.latLngBounds(points).pad(0.25), { maxZoom: 8, animate: false }); }
  return layer;
};
