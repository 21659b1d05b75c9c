// Queries that a visitor keeps, in the browser's own storage: nothing of them leaves it.
const KEY = "chancery.queries";

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY)) ?? [];
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function write(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // full or forbidden: the list then holds for this page only
  }
}

function button(label, action, text = label) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
}

/** Shows the kept queries in a section, with a field to name and keep the present one. */
export function mountSaved(section, query) {
  const list = section.querySelector("ul");
  const name = section.querySelector("input");
  let kept = read();

  function draw() {
    list.replaceChildren(
      ...kept.map((item) => {
        const entry = document.createElement("li");
        entry.append(
          button(`Open ${item.name}`, () => query.set(item.text), item.name),
          button(`Forget ${item.name}`, () => change(kept.filter((other) => other !== item)), "×"),
        );
        return entry;
      }),
    );
  }

  function change(next) {
    kept = next;
    write(kept);
    draw();
  }

  section.hidden = false;
  section.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const label = name.value.trim();
    if (!label) return;
    change([...kept.filter((item) => item.name !== label), { name: label, text: query.get() }]);
    name.value = "";
  });
  draw();
}
