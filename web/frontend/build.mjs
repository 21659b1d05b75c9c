// Bundles the editor and the outline of the land for the query page. Usage: node build.mjs FOLDER
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const target = process.argv[2];
mkdirSync(target, { recursive: true });

const bundled = await build({
  entryPoints: ["editor.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  define: { global: "window" },
  legalComments: "none",
  metafile: true,
  outdir: target,
});

// The licences of all that is bundled go with it.
const roots = new Set(
  Object.keys(bundled.metafile.inputs).flatMap((file) => file.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []),
);
const licences = [...roots, "node_modules/world-atlas"].map((root) => {
  const { name, version, license } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const text = existsSync(root) && readdirSync(root).find((file) => /^licen[cs]e/i.test(file));
  return `${name} ${version} (${license})\n\n${text ? readFileSync(join(root, text), "utf8") : ""}`;
});
writeFileSync(join(target, "LICENSES.txt"), licences.join(`\n${"-".repeat(80)}\n`));

// Coasts only: borders would take a position that this project does not take.
const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/land-110m.json"), "utf8"));
const { scale, translate } = atlas.transform;
const arcs = atlas.arcs.map((arc) => {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], -(y * scale[1] + translate[1])].map((value) => Math.round(value * 10) / 10);
  });
});
const points = (index) => (index < 0 ? [...arcs[~index]].reverse() : arcs[index]);
// A ring that crosses the 180th meridian goes on beyond it; the page draws the land three times, side by side.
const unwrapped = (ring) => {
  let shift = 0;
  return ring.map(([x, y], index) => {
    if (index) shift -= Math.round((x - ring[index - 1][0]) / 360) * 360;
    return `${Math.round((x + shift) * 10) / 10} ${y}`;
  });
};
const ring = (indices) => `M${unwrapped(indices.flatMap(points)).join("L")}Z`;
const path = atlas.objects.land.geometries.flatMap((shape) => shape.arcs.flat().map(ring)).join("");
writeFileSync(join(target, "land.json"), JSON.stringify({ source: "Natural Earth", path }));
