// Enhancements only: every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement, words = document.body.dataset;

  // Theme: the button shows only where it works.
  document.querySelectorAll("[data-theme-switch]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      var next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
      root.dataset.theme = next;
      try { localStorage.setItem("theme", next); } catch (error) { /* it holds for this page */ }
    });
  });

  // Copy buttons beside citations.
  document.querySelectorAll("details.cite pre").forEach(function (block) {
    if (!navigator.clipboard) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(block.textContent).then(function () {
        button.textContent = words.copied;
        setTimeout(function () { button.textContent = words.copy; }, 2000);
      });
    });
    block.before(button);
  });

  // Charts and maps to take home: as drawn, with the colours that are on the page.
  function drawing(figure) {
    var svg = figure.querySelector("svg"), copy = svg.cloneNode(true), box = svg.viewBox.baseVal;
    var from = svg.querySelectorAll("*"), to = copy.querySelectorAll("*");
    for (var place = 0; place < from.length; place++) {
      var style = getComputedStyle(from[place]);
      ["fill", "stroke", "stroke-width", "opacity", "font-size", "font-family"].forEach(function (name) {
        to[place].setAttribute(name, style.getPropertyValue(name));
      });
    }
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", box.width);
    copy.setAttribute("height", box.height);
    return { text: new XMLSerializer().serializeToString(copy), width: box.width, height: box.height };
  }
  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  document.querySelectorAll("figure.chart").forEach(function (figure) {
    var name = document.title.split(" – ")[0].replace(/[^\w-]+/g, "-").toLowerCase() + (figure.classList.contains("world") ? "-map" : figure.classList.contains("network") ? "-contacts" : "-years");
    var row = document.createElement("p");
    row.className = "save";
    ["SVG", "PNG"].forEach(function (kind) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = words.save + " " + kind;
      button.addEventListener("click", function () {
        var made = drawing(figure), blob = new Blob([made.text], { type: "image/svg+xml" });
        if (kind === "SVG") { save(blob, name + ".svg"); return; }
        var image = new Image(), canvas = document.createElement("canvas");
        canvas.width = made.width * 2;
        canvas.height = made.height * 2;
        image.onload = function () {
          var pen = canvas.getContext("2d");
          pen.fillStyle = getComputedStyle(document.body).backgroundColor;
          pen.fillRect(0, 0, canvas.width, canvas.height);
          pen.drawImage(image, 0, 0, canvas.width, canvas.height);
          canvas.toBlob(function (picture) { save(picture, name + ".png"); });
          URL.revokeObjectURL(image.src);
        };
        image.src = URL.createObjectURL(blob);
      });
      row.appendChild(button);
    });
    figure.querySelector("details").appendChild(row);
  });

  // What the search box suggests while one types: a combobox with a list box.
  document.querySelectorAll("input[data-suggest]").forEach(function (input, index) {
    var list = document.createElement("ul"), active = -1, last = "", timer;
    list.id = "suggestions-" + index;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.suggestions);
    list.hidden = true;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.parentNode.appendChild(list);

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(place) {
      var items = list.children;
      if (active >= 0 && items[active]) items[active].setAttribute("aria-selected", "false");
      active = (place + items.length) % items.length;
      items[active].setAttribute("aria-selected", "true");
      items[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[active].id);
    }
    function show(found) {
      list.textContent = "";
      found.forEach(function (entry, place) {
        var item = document.createElement("li"), note = document.createElement("span");
        item.id = list.id + "-" + place;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.path = entry.path;
        item.textContent = (entry.flag ? entry.flag + " " : "") + entry.label + " ";
        note.textContent = entry.kind + (entry.note ? " · " + entry.note : "");
        item.appendChild(note);
        item.addEventListener("mousedown", function (event) {
          event.preventDefault();
          location.assign(entry.path);
        });
        list.appendChild(item);
      });
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      active = -1;
    }
    input.addEventListener("input", function () {
      clearTimeout(timer);
      var words = input.value.trim();
      if (words.length < 2) { last = ""; close(); return; }
      timer = setTimeout(function () {
        last = words;
        fetch(input.dataset.suggest + (input.dataset.suggest.indexOf("?") < 0 ? "?q=" : "&q=") + encodeURIComponent(words), { headers: { Accept: "application/json" } })
          .then(function (answer) { return answer.ok ? answer.json() : []; })
          .then(function (found) { if (words === last) show(found); })
          .catch(close);
      }, 80);
    });
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { close(); return; }
      if (list.hidden || !list.children.length) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(active < 0 ? list.children.length - 1 : active - 1); }
      else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        location.assign(list.children[active].dataset.path);
      }
    });
    input.addEventListener("blur", function () { setTimeout(close, 120); });
  });
})();
