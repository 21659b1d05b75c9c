// Who is tied to whom: things as points, statements or rows as lines, laid out by springs.
import { short, svg } from "./answer.js";

const MOST_NODES = 250;
const SIZE = 900;
const STEPS = 250;
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

/** The ties of an answer: of triples all between things, of rows those between its first two columns of things. */
function ties(answer) {
  const isThing = (term) => term && term.type !== "literal";
  if (answer.triples) {
    const names = new Map(
      answer.rows.filter((row) => row.predicate.value === LABEL).map((row) => [row.subject.value, row.object.value]),
    );
    const lines = answer.rows.filter((row) => isThing(row.object)).map((row) => [row.subject, row.object, short(row.predicate)]);
    return { lines, names };
  }
  const [from, to] = answer.columns.filter((column) => answer.rows.some((row) => isThing(row[column])));
  if (!to) return { lines: [], names: new Map() };
  const names = new Map();
  for (const row of answer.rows) {
    for (const column of [from, to]) {
      const name = row[`${column}Name`] ?? row[`${column}Label`];
      if (row[column] && name) names.set(row[column].value, name.value);
    }
  }
  const lines = answer.rows.filter((row) => isThing(row[from]) && isThing(row[to])).map((row) => [row[from], row[to], ""]);
  return { lines, names };
}

export function drawNetwork(answer) {
  const { lines, names } = ties(answer);
  if (!lines.length) return null;
  const nodes = new Map();
  const edges = [];
  for (const [from, to, label] of lines) {
    for (const term of [from, to]) {
      if (!nodes.has(term.value) && nodes.size < MOST_NODES) {
        nodes.set(term.value, { name: names.get(term.value) ?? short(term), degree: 0 });
      }
    }
    const [one, other] = [nodes.get(from.value), nodes.get(to.value)];
    if (one && other && one !== other) {
      edges.push({ one, other, label });
      one.degree += 1;
      other.degree += 1;
    }
  }
  const points = [...nodes.values()];
  layOut(points, edges);
  const label = `A network of ${points.length} things and ${edges.length} ties`;
  return svg(
    "svg",
    { viewBox: `0 0 ${SIZE} ${SIZE * 0.7}`, class: "drawing network", role: "img", "aria-label": label },
    ...edges.map(({ one, other, label: text }) =>
      svg("line", { x1: one.x, y1: one.y, x2: other.x, y2: other.y, class: "tie" }, svg("title", {}, `${one.name} ${text} ${other.name}`)),
    ),
    ...points.map((node) =>
      svg(
        "g",
        { transform: `translate(${node.x} ${node.y})` },
        svg("circle", { r: 4 + Math.min(Math.sqrt(node.degree) * 2, 14), class: "point" }, svg("title", {}, node.name)),
        ...(points.length <= 80 ? [svg("text", { y: -10, "text-anchor": "middle" }, node.name)] : []),
      ),
    ),
  );
}

/** Springs along the ties, and all points push each other away; the same answer is always laid out in the same way. */
function layOut(points, edges) {
  const height = SIZE * 0.7;
  const ideal = Math.sqrt((SIZE * height) / points.length) * 0.8;
  points.forEach((node, index) => {
    const turn = index * 2.399963;
    const far = Math.sqrt((index + 0.5) / points.length) * height * 0.45;
    Object.assign(node, { x: SIZE / 2 + far * Math.cos(turn), y: height / 2 + far * Math.sin(turn) });
  });
  for (let step = 0; step < STEPS; step += 1) {
    const heat = (1 - step / STEPS) * ideal * 0.3;
    for (const node of points) Object.assign(node, { dx: (SIZE / 2 - node.x) * 0.02, dy: (height / 2 - node.y) * 0.04 });
    for (let i = 0; i < points.length; i += 1) {
      for (let j = i + 1; j < points.length; j += 1) push(points[i], points[j], ideal);
    }
    for (const { one, other } of edges) pull(one, other, ideal);
    for (const node of points) {
      const length = Math.hypot(node.dx, node.dy) || 1;
      node.x = Math.min(Math.max(node.x + (node.dx / length) * Math.min(length, heat), 40), SIZE - 40);
      node.y = Math.min(Math.max(node.y + (node.dy / length) * Math.min(length, heat), 24), height - 16);
    }
  }
}

function push(one, other, ideal) {
  const x = one.x - other.x;
  const y = one.y - other.y;
  const force = (ideal * ideal) / Math.max(x * x + y * y, 1);
  one.dx += x * force;
  one.dy += y * force;
  other.dx -= x * force;
  other.dy -= y * force;
}

function pull(one, other, ideal) {
  const x = one.x - other.x;
  const y = one.y - other.y;
  const force = Math.hypot(x, y) / ideal;
  one.dx -= x * force;
  one.dy -= y * force;
  other.dx += x * force;
  other.dy += y * force;
}
