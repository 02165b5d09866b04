/** As much of a browser's page as the tablet's modules need to be loaded and given a form. */

/** Time as a page's timers have it: it goes on when the test says so. */
export class Timers {
  now = 0;
  #number = 0;
  #due = new Map();

  set(work, after, again = 0) {
    this.#number += 1;
    this.#due.set(this.#number, { work, at: this.now + after, again });
    return this.#number;
  }

  clear(number) {
    this.#due.delete(number);
  }

  /** Go on to what is due next, until `end` at most; gives whether there was something. */
  async next(end) {
    const [number, found] = [...this.#due].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
    if (!found || found.at > end) return false;
    this.now = found.at;
    if (found.again) found.at += found.again;
    else this.clear(number);
    await found.work();
    return true;
  }
}

/** Those of the one page that is open. */
export const page = { timers: new Timers() };

/** What the page says to who cannot see it. */
export const announcements = { textContent: "" };

const ELEMENTS = { announcements };

/** The words of a code are the code itself; no dialog is open. */
function querySelector(query) {
  const code = /data-code="(\w+)"/.exec(query);
  return code && { textContent: code[1] };
}

class Fields {
  constructor(form) {
    Object.assign(this, { form });
  }

  *[Symbol.iterator]() {
    yield* Object.entries(this.form.fields);
  }
}

Object.assign(globalThis, {
  FormData: Fields,
  CSS: { escape: (text) => text },
  location: { origin: "http://localhost", pathname: "/kiosk" },
  document: {
    documentElement: { lang: "de" },
    getElementById: (id) => ELEMENTS[id] ?? null,
    querySelector,
  },
  addEventListener: () => {},
  setTimeout: (work, after) => page.timers.set(work, after),
  clearTimeout: (number) => page.timers.clear(number),
  setInterval: (work, each) => page.timers.set(work, each, each),
  clearInterval: (number) => page.timers.clear(number),
});
// The worst of dice.
Math.random = () => 0.999;

/** A form as the tablet shows it; `message()` is what it says about itself. */
export function formOf(name, fields) {
  const line = { textContent: "" };
  return {
    fields,
    method: "post",
    action: `http://localhost/commands/${name}`,
    elements: [],
    dataset: {},
    getAttribute: () => `/commands/${name}`,
    querySelector: () => line,
    reset: () => {},
    closest: () => null,
    message: () => line.textContent,
  };
}
