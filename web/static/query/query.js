// The query page with scripts: runs without leaving the page, stops on the server too, draws answers, keeps queries.
import { mountSaved } from "./saved.js";
import { mountViews } from "./views.js";

const form = document.querySelector("form.query");
const field = form.querySelector("textarea");
const stop = form.querySelector("[data-stop]");
const endpoint = form.dataset.endpoint;

let running = null;

/** A random id that nobody can guess, also where the page is not served over HTTPS. */
function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Fetches this page with the answer in it, so that the query can be stopped by its id meanwhile. */
async function run() {
  if (running) await halt();
  const id = randomId();
  const address = `${form.action}?${new URLSearchParams({ query: field.value })}`;
  running = id;
  stop.hidden = false;
  document.querySelector("#answer").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { headers: { Accept: "text/html", "X-Query-Id": id } });
    const page = await response.text();
    if (running === id) show(page, address);
  } catch {
    location.assign(address); // without the comfort, then
  } finally {
    if (running === id) {
      running = null;
      stop.hidden = true;
    }
  }
}

/** Stops the query that runs; the server's answer to it then tells so. */
function halt() {
  return running ? fetch(`${endpoint}/queries/${running}`, { method: "DELETE" }) : null;
}

/** Puts the new answer, and the code for its query, in the place of the old ones. */
function show(page, address) {
  const fresh = new DOMParser().parseFromString(page, "text/html");
  for (const part of ["#answer", "[aria-labelledby=code]"]) {
    document.querySelector(part).replaceWith(document.adoptNode(fresh.querySelector(part)));
  }
  history.pushState(null, "", address);
  mountViews(document.querySelector("#answer"), field.value, endpoint);
}

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
stop.addEventListener("click", halt);
addEventListener("popstate", () => location.reload());

/** Puts the editor in, if it was bundled at installation; its completions come from the graph's own description. */
async function mountEditor() {
  if (!form.dataset.editor) return null;
  const [{ mount }, terms] = await Promise.all([
    import(form.dataset.editor),
    fetch(form.dataset.terms).then((response) => response.json()),
  ]);
  return mount(field, { ...terms, run });
}

const editor = mountEditor().catch(() => null);
mountViews(document.querySelector("#answer"), field.value, endpoint);
mountSaved(document.querySelector("[data-saved]"), {
  get: () => field.value,
  set: async (text) => {
    field.value = text;
    (await editor)?.set(text);
  },
});

const share = form.querySelector("[data-share]");
share.hidden = false;
share.addEventListener("click", async () => {
  const told = form.querySelector("[data-told]");
  const response = await fetch(share.dataset.share, { method: "POST", body: new URLSearchParams({ query: field.value }) });
  const result = await response.json();
  told.textContent = response.ok ? new URL(result.path, location.href).href : result.detail;
});
