// Where things are: a point for each row with a latitude and a longitude, over the outline of the land.
import { naming, short, svg } from "./answer.js";

export async function drawMap(answer) {
  const lat = answer.columns.find((column) => /^lat/i.test(column));
  const long = answer.columns.find((column) => /^(lon|lng)/i.test(column));
  if (!lat || !long) return null;
  const name = naming(answer, [lat, long]);
  const rows = answer.rows.filter((row) => isFinite(row[lat]?.value) && isFinite(row[long]?.value));
  const points = rows.map((row) =>
    svg(
      "circle",
      { cx: Number(row[long].value), cy: -Number(row[lat].value), r: 1, class: "point" },
      svg("title", {}, answer.columns.map((column) => short(row[column])).join(", ")),
    ),
  );
  const label = `${rows.length} places on a map of the world${name ? `, by ${name}` : ""}`;
  return svg(
    "svg",
    { viewBox: "-180 -90 360 180", class: "drawing map", role: "img", "aria-label": label },
    ...(await land()),
    ...points,
  );
}

/** The outline that was bundled at installation, if it was. */
async function land() {
  const { land: address } = document.querySelector("form.query").dataset;
  if (!address) return [];
  const { path } = await fetch(address).then((response) => response.json());
  return [-360, 0, 360].map((x) => svg("path", { d: path, class: "land", transform: `translate(${x} 0)` }));
}
