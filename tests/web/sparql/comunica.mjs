// Asks endpoints with Comunica, as its documentation has it. Arguments: the folder that Comunica is installed in, then
// as JSON the sources and the queries. Prints for each query the rows, the truth value or the number of triples.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, sources, queries] = process.argv.slice(2);
const entry = createRequire(pathToFileURL(`${folder}/`)).resolve("@comunica/query-sparql");
const { QueryEngine } = await import(pathToFileURL(entry).href);
const engine = new QueryEngine();

for (const query of JSON.parse(queries)) {
  const result = await engine.query(query, { sources: JSON.parse(sources) });
  if (result.resultType === "boolean") {
    console.log(JSON.stringify(await result.execute()));
  } else if (result.resultType === "quads") {
    console.log(JSON.stringify((await (await result.execute()).toArray()).length));
  } else {
    const rows = await (await result.execute()).toArray();
    console.log(JSON.stringify(rows.map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])))));
  }
}
process.exit(0);
