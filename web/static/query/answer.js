// Fetches the whole answer to a query and reads it as rows of terms, or as triples.
const MOST_BYTES = 5_000_000;

/** @returns {Promise<{columns: string[], rows: Object<string, {type: string, value: string, datatype?: string}>[], triples: boolean}>} */
export async function readAnswer(query, endpoint) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { Accept: "application/sparql-results+json, application/n-triples;q=0.9" },
    body: new URLSearchParams({ query }),
  });
  if (!response.ok) throw new Error((await response.json()).detail);
  const text = await response.text();
  if (text.length > MOST_BYTES) throw new Error("The answer is too large to draw; add a LIMIT.");
  if (response.headers.get("Content-Type").startsWith("application/n-triples")) return fromTriples(text);
  const { head, results } = JSON.parse(text);
  return { columns: head.vars ?? [], rows: results?.bindings ?? [], triples: false };
}

const TRIPLE = /^(<[^>]*>|_:\S+) <([^>]*)> (?:(<[^>]*>|_:\S+)|("(?:[^"\\]|\\.)*")(?:@\S+|\^\^<([^>]*)>)?) \.$/;

function fromTriples(text) {
  const rows = text.split("\n").flatMap((line) => {
    const match = TRIPLE.exec(line);
    if (!match) return [];
    const [, subject, predicate, node, literal, datatype] = match;
    const object = node ? resource(node) : { type: "literal", value: unquoted(literal), datatype };
    return [{ subject: resource(subject), predicate: { type: "uri", value: predicate }, object }];
  });
  return { columns: ["subject", "predicate", "object"], rows, triples: true };
}

const resource = (text) => (text.startsWith("<") ? { type: "uri", value: text.slice(1, -1) } : { type: "bnode", value: text });

function unquoted(literal) {
  const escaped = literal.replace(/\\U([0-9A-F]{8})/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
  return JSON.parse(escaped.replace(/\t/g, "\\t").replace(/\\'/g, "'"));
}

/** What to call a term where there is little room. */
export function short(term) {
  if (!term) return "";
  if (term.type !== "uri") return term.value;
  return decodeURIComponent(term.value.replace(/[#/]$/, "").split(/[#/]/).pop());
}

/** The column that best names the rows: one called name or label, else one of text, else the first. */
export function naming({ columns, rows }, not = []) {
  const free = columns.filter((column) => !not.includes(column));
  const isText = (column) => rows.some((row) => row[column]?.type === "literal" && Number.isNaN(Number(row[column].value)));
  return free.find((column) => /name|label|title/i.test(column)) ?? free.find(isText) ?? free[0];
}

/** What to call a row: its value in the column that names, else its first value. */
export function label({ columns }, row, name) {
  const text = short(row[name]) || short(row[columns.find((column) => row[column])]);
  return text.length > 36 ? `${text.slice(0, 35)}…` : text;
}

/** Makes an SVG element. */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
