// The activities of the list below, as points on a map. Tiles come from where the installation says; without any the points stand on an empty sheet, and the list says the same.
import * as L from "leaflet";

type Point = { at: [number, number]; title: string; when: string; href: string };

const place = document.querySelector<HTMLElement>("#map");
if (place) {
    const points = JSON.parse(document.querySelector("#points")!.textContent!) as Point[];
    const map = L.map(place, { zoomControl: true, attributionControl: !!place.dataset["tiles"] });
    place.hidden = false;
    if (place.dataset["tiles"]) L.tileLayer(place.dataset["tiles"], { maxZoom: 19, attribution: place.dataset["source"] ?? "" }).addTo(map);
    for (const { at, title, when, href } of points) {
        const link = document.createElement("a"), said = document.createElement("p");
        [link.href, link.textContent, said.textContent] = [href, title, when];
        const told = document.createElement("div");
        told.append(link, said);
        L.circleMarker(at, { radius: 9, color: "#27407a", fillColor: "#7d99cf", fillOpacity: 0.9, weight: 2 }).bindPopup(told).addTo(map);
    }
    map.invalidateSize();
    if (points.length > 0) map.fitBounds(L.latLngBounds(points.map(point => point.at)).pad(0.2), { maxZoom: 15 });
    else map.setView([16, 107], 5);
}
