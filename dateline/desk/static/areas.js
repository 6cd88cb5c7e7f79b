// The saved areas on a map, and a new one drawn by clicking its corners.
(function () {
  "use strict";
  var element = document.getElementById("areas"), map = landMap(element), form = document.getElementById("area");
  drawAreas(map).then(function (layer) {
    var all = L.featureGroup(layer.getLayers());
    if (all.getLayers().length) { map.fitBounds(all.getBounds().pad(0.3), { maxZoom: 7, animate: false }); }
  });
  if (!form) { return; }
  var field = form.elements.ring, corners = [], drawing = false, shape = L.layerGroup().addTo(map);
  var draw = form.querySelector("[data-draw]"), undo = form.querySelector("[data-undo]"), said = document.getElementById("corners");
  function show() {
    shape.clearLayers();
    var style = { color: map.paint("--pin"), weight: 2, fillOpacity: 0.1, interactive: false };
    corners.forEach(function (at) { L.circleMarker(at, Object.assign({ radius: 4 }, style)).addTo(shape); });
    if (corners.length > 1) { L.polygon(corners, style).addTo(shape); }
    field.value = corners.length > 2 ? JSON.stringify(corners.map(function (at) { return [at[1], at[0]]; })) : "";
    undo.disabled = !corners.length;
    said.textContent = corners.length ? corners.length + (corners.length === 1 ? " corner" : " corners") : "";
  }
  draw.addEventListener("click", function () {
    drawing = !drawing;
    draw.setAttribute("aria-pressed", String(drawing));
    draw.textContent = drawing ? "Done" : "Draw";
    element.classList.toggle("drawing", drawing);
    if (drawing) { map.doubleClickZoom.disable(); } else { map.doubleClickZoom.enable(); }
    if (drawing) { corners = []; show(); }
  });
  undo.addEventListener("click", function () { corners.pop(); show(); });
  map.on("click", function (event) {
    if (!drawing) { return; }
    var at = event.latlng.wrap();
    corners.push([Number(at.lat.toFixed(4)), Number(at.lng.toFixed(4))]);
    show();
  });
})();
