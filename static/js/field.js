/** Fields of forms, whatever their type. */

/** Whether a field is not as the page brought it. */
export function isChanged(field) {
  if (field.localName === "select") return field.selectedIndex !== usualIndex(field);
  if (isBox(field)) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

/** What a field says; for a box whether it is ticked. */
export function valueOf(field) {
  return isBox(field) ? String(field.checked) : field.value;
}

/** Let a field say what valueOf gave, where it can. */
export function setValue(field, value) {
  if (isBox(field)) field.checked = value === "true";
  else if (field.localName !== "select") field.value = value;
  else if ([...field.options].some((option) => option.value === value)) field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function isBox({ type }) {
  return type === "checkbox" || type === "radio";
}

function usualIndex({ options }) {
  return Math.max(
    0,
    [...options].findIndex(({ defaultSelected }) => defaultSelected),
  );
}
