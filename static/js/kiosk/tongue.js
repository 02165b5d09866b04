/** The language on the screen: chosen for a visit, and the town's own again after it. */

/** `{language, locale, choose}`. */
export function createTongue() {
  const usual = document.documentElement.lang;
  let chosen = "";

  const language = () => chosen || usual;

  function choose(code) {
    chosen = code;
  }

  /** In which times are written: English ones as the server writes them. */
  const locale = () => (language() === "en" ? "en-GB" : language());

  return { language, locale, choose };
}
