// The editor of the query page: Yasqe, with what would ask other hosts taken out and our own terms put in.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";

Yasqe.defaults.prefixCcApi = "";

/** Completes IRIs of a kind from a list that the page gives, in place of Yasqe's completer that asks another host. */
function completeFrom(name, iris) {
  Yasqe.Autocompleters[name] = { ...Yasqe.Autocompleters[name], bulk: true, autoShow: false, get: () => iris };
}

/**
 * Puts an editor in the place of a text field and keeps the field's value up to date.
 *
 * @param {HTMLTextAreaElement} field
 * @param {{prefixes: Object<string, string>, classes: string[], properties: string[], run: () => void}} options
 */
export function mount(field, options) {
  completeFrom("class", options.classes);
  completeFrom("property", options.properties);
  Yasqe.defaults.autocompleters = ["prefixes", "variables", "class", "property"];
  const place = document.createElement("div");
  field.before(place);
  const editor = new Yasqe(place, {
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: true,
    editorHeight: "24rem",
    screenReaderLabel: "Query",
    requestConfig: { endpoint: "/sparql" },
    extraKeys: {
      Tab: false, // so that the keyboard can leave the editor
      "Shift-Tab": false,
      "Ctrl-Space": (instance) => instance.autocomplete(),
      "Ctrl-Enter": options.run,
      "Cmd-Enter": options.run,
      "Ctrl-/": (instance) => instance.commentLines(),
      "Shift-Ctrl-F": (instance) => instance.autoformat(),
    },
  });
  editor.on("change", () => {
    field.value = editor.getValue();
  });
  field.hidden = true;
  editor.getInputField().setAttribute("aria-label", "Query");
  return { set: (text) => editor.setValue(text) };
}
