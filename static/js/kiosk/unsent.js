/** What somebody has typed on a page and not sent yet: kept for as long as they are here. */

const FIELDS = "#main textarea, #main input:not([type=hidden]), #main select";

/** `keep(path)` and `restore(path)` when a page is left and shown again. */
export function createUnsent() {
  const kept = new Map();

  function keep(path) {
    const changed = [...document.querySelectorAll(FIELDS)].filter(isTyped);
    if (changed.length) kept.set(path, changed.map(({ id, value }) => [id, value]));
    else kept.delete(path);
  }

  function restore(path) {
    for (const [id, value] of kept.get(path) ?? []) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      field.closest("details")?.setAttribute("open", "");
    }
  }

  const has = () => kept.size > 0;
  const forget = () => kept.clear();
  return { keep, restore, has, forget };
}

/** What is chosen from a list is soon chosen again, and what is searched for is sent to nobody. */
function isTyped({ form, id, type, value, defaultValue }) {
  const isText = defaultValue !== undefined && type !== "search";
  return Boolean(id) && isText && form?.method === "post" && value.trim() !== defaultValue.trim();
}
