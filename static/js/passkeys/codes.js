/** Codes on paper: made, shown this once, and handed on to paper, the clipboard or a file. */

/**
 * `make(tell)` asks the server for new codes, `{codes, made}`; `tell(place, code)` and
 * `fail(place, error)` as in outcomes.js, `said` as in said.js, `locale` for dates; `changed()` is
 * called when there are new codes. Where nobody answers, `isNoAnswer(error)`, the old ones may be
 * good no more.
 */
export function createCodes({ make, tell, fail, isNoAnswer, said, locale, changed }) {
  const STEPS = { make: begin, copy, save, done };

  /** Handles a click on one of the buttons. */
  async function click({ target }) {
    const button = target.closest("[data-codes]");
    if (!button) return;
    button.disabled = true;
    try {
      await STEPS[button.dataset.codes](button);
    } catch (error) {
      if (button.dataset.codes === "make" && isNoAnswer(error)) tell(button, "codes_unknown");
      else fail(button, error);
    } finally {
      button.disabled = false;
    }
  }

  async function begin(button) {
    draw(locale, await make((code) => tell(button, code)));
    tell(button, "codes_made");
    changed();
    document.getElementById("codes-sheet-title").focus();
  }

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(written());
      tell(button, "codes_copied");
    } catch {
      // Where the clipboard is closed to scripts, people copy themselves.
      getSelection().selectAllChildren(list());
      tell(button, "codes_marked");
    }
  }

  function save(button) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([written()], { type: "text/plain" }));
    link.download = said("codes_file");
    link.click();
    // Browsers read it after this turn.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    tell(button, "codes_saved");
  }

  function done() {
    list().replaceChildren();
    sheet().hidden = true;
    delete sheet().dataset.drawn;
    document.getElementById("codes-title").focus();
  }

  return click;
}

function draw(locale, { codes, made }) {
  const day = sheet().querySelector("[data-made]");
  day.textContent = new Date(made).toLocaleDateString(locale, { dateStyle: "long" });
  list().replaceChildren(...codes.map(item));
  // It stays as it is when the page is brought up to date, as long as its owner reads it.
  sheet().dataset.drawn = document.getElementById("who").dataset.me;
  sheet().hidden = false;
}

function item(code) {
  const line = document.createElement("li");
  line.textContent = code;
  return line;
}

/** The sheet as plain text. */
function written() {
  const lines = [...sheet().querySelector("[data-paper]").children].flatMap((part) =>
    part === list() ? ["", ...[...part.children].map((line) => line.textContent), ""] : part.textContent.trim(),
  );
  return `${lines.join("\n")}\n`;
}

function sheet() {
  return document.getElementById("codes-sheet");
}

function list() {
  return sheet().querySelector("[data-list]");
}
