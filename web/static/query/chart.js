// A bar for each row: its name and its number.
import { label as named, naming, svg } from "./answer.js";

const MOST = 60;
const ROW = 24;
const LEFT = 260;
const WIDTH = 900;

export function drawChart(answer) {
  const isNumber = (column) => answer.rows.length && answer.rows.every((row) => !row[column] || isFinite(row[column].value));
  const numbers = answer.columns.filter((column) => isNumber(column) && answer.rows.some((row) => row[column]));
  const value = numbers.at(-1);
  if (!value) return null;
  const name = naming(answer, [value]) ?? value;
  const rows = answer.rows.slice(0, MOST);
  const most = Math.max(...rows.map((row) => Math.abs(Number(row[value]?.value ?? 0))), 1e-9);
  const bars = rows.flatMap((row, index) => {
    const amount = Number(row[value]?.value ?? 0);
    const width = Math.max((Math.abs(amount) / most) * (WIDTH - LEFT - 80), 1);
    const y = index * ROW;
    const label = named(answer, row, name);
    return [
      svg("text", { x: LEFT - 8, y: y + 16, "text-anchor": "end" }, label),
      svg("rect", { x: LEFT, y: y + 4, width, height: ROW - 8, class: "bar" }, svg("title", {}, `${label}: ${amount}`)),
      svg("text", { x: LEFT + width + 6, y: y + 16 }, amount.toLocaleString("en")),
    ];
  });
  const height = rows.length * ROW;
  const label = `${value} by ${name}, ${rows.length} bars${answer.rows.length > MOST ? ` of ${answer.rows.length}` : ""}`;
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "drawing", role: "img", "aria-label": label }, ...bars);
}
