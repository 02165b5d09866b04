/** Messages of the interface. Their own language is German. */

/** The message with its `%(name)s` filled in. */
export function gettext(message, values) {
  if (!values) return message;
  return message.replace(/%(?:\((\w+)\)s|%)/g, (_, name) => (name ? String(values[name]) : "%"));
}

/** The form of the message for a number, which it may name as `%(num)s`. */
export function ngettext(one, many, num, values) {
  return gettext(num === 1 ? one : many, { ...values, num });
}
