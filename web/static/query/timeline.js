// What happened when: a mark for each row with a date, or a bar where it lasted.
import { label as named, naming, svg } from "./answer.js";

const MOST = 200;
const ROW = 22;
const WIDTH = 900;
const LEFT = 260;
const DATE = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?/;

/** First and last day of an EDTF or XML Schema date as years with a fraction; null if it is none. */
function span(text) {
  const [from, to = from] = text.split("/");
  const start = day(from, 0);
  const end = to === ".." || to === "" ? new Date().getFullYear() + 1 : day(to, 1);
  return start === null || end === null ? null : [start, Math.max(start, end)];
}

function day(text, last) {
  const match = DATE.exec(text);
  if (!match) return null;
  const [, year, month, date] = match;
  if (!month) return Number(year) + last;
  if (!date) return Number(year) + (Number(month) - 1 + last) / 12;
  return Number(year) + (Number(month) - 1) / 12 + (Number(date) - 1 + last) / 372;
}

export function drawTimeline(answer) {
  const dated = (row, column) => row[column] && /date|edtf|gYear/i.test(row[column].datatype ?? "") && span(row[column].value);
  const column = answer.columns.find((name) => answer.rows.some((row) => dated(row, name)));
  if (!column) return null;
  const name = naming(answer, [column]) ?? column;
  const items = answer.rows
    .flatMap((row) => (dated(row, column) ? [{ row, span: dated(row, column) }] : []))
    .sort((one, other) => one.span[0] - other.span[0])
    .slice(0, MOST);
  const first = Math.floor(Math.min(...items.map((item) => item.span[0])));
  const last = Math.ceil(Math.max(...items.map((item) => item.span[1]), first + 1));
  const x = (year) => LEFT + ((year - first) / (last - first)) * (WIDTH - LEFT - 30);
  const height = items.length * ROW + 30;
  const label = `${items.length} rows by ${column}, ${first} to ${last}`;
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${height}`, class: "drawing", role: "img", "aria-label": label },
    ...axis(first, last, x, height),
    ...items.flatMap((item, index) => mark(item, index, x, named(answer, item.row, name), column)),
  );
}

function axis(first, last, x, height) {
  const step = [1, 2, 5, 10, 20, 50, 100, 500].find((size) => (last - first) / size <= 10) ?? 1000;
  const years = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) years.push(year);
  return years.flatMap((year) => [
    svg("line", { x1: x(year), x2: x(year), y1: 0, y2: height - 20, class: "grid" }),
    svg("text", { x: x(year), y: height - 5, "text-anchor": "middle" }, String(year)),
  ]);
}

function mark({ row, span: [start, end] }, index, x, label, column) {
  const y = index * ROW;
  return [
    svg("text", { x: LEFT - 8, y: y + 15, "text-anchor": "end" }, label),
    svg(
      "rect",
      { x: x(start), y: y + 5, width: Math.max(x(end) - x(start), 5), height: ROW - 10, rx: 3, class: "bar" },
      svg("title", {}, `${label}: ${row[column].value}`),
    ),
  ];
}
