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

/** The address of this page with some parameters. */
function addressOf(pairs) {
  return `${form.action}?${new URLSearchParams(pairs)}`;
}

/** The fields whose values differ from those in the query, as the server takes them. */
function changes() {
  return [...form.querySelectorAll("#parameters label")].flatMap((label) => {
    const now = label.querySelector("[name=now]");
    const before = now.options ? [...now.options].find((option) => option.defaultSelected)?.value : now.defaultValue;
    return now.value === before ? [] : [["was", label.querySelector("[name=was]").value], ["now", now.value]];
  });
}

/** Fetches this page with the answer in it, so that the query can be stopped by its id meanwhile. */
async function run() {
  if (running) await halt();
  const id = randomId();
  const address = addressOf([["query", field.value], ...changes()]);
  running = id;
  stop.hidden = false;
  document.querySelector("#answer").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { headers: { Accept: "text/html", "X-Query-Id": id } });
    const page = await response.text();
    if (running === id) await show(page);
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

/** Puts the new answer, the query with the values of its fields, and the code for it in the place of the old ones. */
async function show(page) {
  const fresh = new DOMParser().parseFromString(page, "text/html");
  const text = fresh.querySelector("#query").value;
  if (text !== field.value) {
    field.value = text;
    (await editor)?.set(text);
  }
  for (const part of ["#answer", "[aria-labelledby=code]", "#parameters"]) {
    document.querySelector(part).replaceWith(document.adoptNode(fresh.querySelector(part)));
  }
  history.pushState(null, "", addressOf([["query", field.value]]));
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
