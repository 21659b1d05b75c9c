// Comfort for the query page: Ctrl-Enter runs, and a query that runs can be stopped, on the server too.
"use strict";

const form = document.querySelector("form.query");
const text = form.querySelector("textarea");
const stop = form.querySelector("[data-stop]");

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});

let running = null;

/** Fetches the page with the answer in the background, so that the query can be stopped by its id meanwhile. */
async function run(query) {
  const id = crypto.randomUUID();
  const address = `${form.action}?${new URLSearchParams({ query })}`;
  running = id;
  stop.hidden = false;
  document.querySelector("#answer").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { headers: { Accept: "text/html", "X-Query-Id": id } });
    show(await response.text(), address);
  } catch {
    location.assign(address); // without the comfort, then
  } finally {
    if (running === id) {
      running = null;
      stop.hidden = true;
    }
  }
}

/** Puts the new answer, and the code for its query, in the place of the old ones. */
function show(page, address) {
  const fresh = new DOMParser().parseFromString(page, "text/html");
  for (const part of ["#answer", "[aria-labelledby=code]"]) {
    document.querySelector(part).replaceWith(fresh.querySelector(part));
  }
  history.pushState(null, "", address);
  document.dispatchEvent(new Event("chancery:answer"));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run(text.value);
});

stop.addEventListener("click", () => {
  if (running) fetch(`${form.dataset.endpoint}/queries/${running}`, { method: "DELETE" });
});

addEventListener("popstate", () => location.reload());
