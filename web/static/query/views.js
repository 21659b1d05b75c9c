// The ways to look at an answer beside its table: chart, timeline, map, network. Each is drawn from the whole answer.
import { drawChart } from "./chart.js";
import { drawMap } from "./map.js";
import { drawNetwork } from "./network.js";
import { readAnswer } from "./answer.js";
import { drawTimeline } from "./timeline.js";

const VIEWS = [
  ["Chart", drawChart],
  ["Timeline", drawTimeline],
  ["Map", drawMap],
  ["Network", drawNetwork],
];

/** Adds tabs to an answer that has rows; the table is the first. */
export function mountViews(section, query, endpoint) {
  const table = section.querySelector(".scroll");
  if (!table) return;
  const panel = document.createElement("div");
  panel.id = "view";
  panel.setAttribute("role", "tabpanel");
  panel.tabIndex = 0;
  table.replaceWith(panel);
  panel.append(table);
  table.removeAttribute("tabindex");
  panel.before(tabs(panel, table, query, endpoint));
}

function tabs(panel, table, query, endpoint) {
  const list = document.createElement("div");
  list.className = "tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", "Ways to look at the answer");
  const draw = { Table: async () => table };
  let answer = null;
  for (const [name, view] of VIEWS) {
    draw[name] = async () => {
      answer ??= readAnswer(query, endpoint);
      return view(await answer);
    };
  }
  const made = Object.keys(draw).map((name) => tab(name, () => select(name)));
  list.append(...made);
  list.addEventListener("keydown", (event) => move(event, made));

  async function select(name) {
    for (const item of made) {
      const chosen = item.textContent === name;
      item.setAttribute("aria-selected", String(chosen));
      item.tabIndex = chosen ? 0 : -1;
      if (chosen) panel.setAttribute("aria-labelledby", item.id);
    }
    panel.replaceChildren(message("Drawing …"));
    try {
      const content = await draw[name]();
      panel.replaceChildren(content ?? message(`The answer has nothing to draw as a ${name.toLowerCase()}. ${HINTS[name]}`));
    } catch (error) {
      panel.replaceChildren(message(error.message));
    }
  }

  made[0].setAttribute("aria-selected", "true");
  made[0].tabIndex = 0;
  panel.setAttribute("aria-labelledby", made[0].id);
  return list;
}

const HINTS = {
  Chart: "It takes a column of numbers.",
  Timeline: "It takes a column of dates.",
  Map: "It takes columns named lat and long.",
  Network: "It takes two columns of things, or a CONSTRUCT query.",
};

function tab(name, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.id = `tab-${name.toLowerCase()}`;
  made.textContent = name;
  made.tabIndex = -1;
  made.setAttribute("role", "tab");
  made.setAttribute("aria-selected", "false");
  made.setAttribute("aria-controls", "view");
  made.addEventListener("click", action);
  return made;
}

function move(event, all) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  next.focus();
  next.click();
}

function message(text) {
  const made = document.createElement("p");
  made.className = "empty";
  made.setAttribute("role", "status");
  made.textContent = text;
  return made;
}
