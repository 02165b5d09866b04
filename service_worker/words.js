/** Messages of the interface, as `app/words.py` has them. German is their own language. */

/** `{_, ngettext}` over a catalogue `{message: [translation]}` or `{one: [one, many]}`. */
export function createWords(catalogue = {}) {
  return {
    _: (message, values) => filled(catalogue[message]?.[0] ?? message, values),
    ngettext(one, many, num, values) {
      const known = catalogue[one];
      const forms = known?.length === 2 ? known : [one, many];
      return filled(forms[num === 1 ? 0 : 1], { ...values, num });
    },
  };
}

function filled(message, values) {
  if (!values) return message;
  return message.replace(/%(?:\((\w+)\)s|%)/g, (_, name) => (name ? String(values[name]) : "%"));
}
