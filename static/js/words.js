/** What the page script itself says. */

/** What is wrong with a field, by the code that the server uses as well. */
export const FIELD = {
  required: "Bitte schreib hier etwas.",
  too_long: "Das ist zu lang. Bitte kürze den Text.",
  invalid: "Diese Angabe passt nicht zum Formular. Bitte lade die Seite neu.",
};

/** Why something was not sent, where no outbox keeps it. */
export const UNSENT = {
  no_answer:
    "Gerade gibt es keine Verbindung. Dein Text bleibt hier stehen: Schick ihn noch einmal ab, sobald du wieder Netz hast.",
  conflict:
    "Dein erster Text ist schon angekommen. Was du danach geändert hast, ist noch nicht gesendet: Kopiere es, lade die Seite neu und bearbeite deinen Beitrag.",
  refused:
    "Das ging so nicht. Dein Text bleibt hier stehen. Lade die Seite neu und versuch es noch einmal.",
};

const NOUNS = {
  comment: {
    pending: "Kommentar wird gesendet",
    sent: "Kommentar gesendet",
    needs_you: "Ein Kommentar braucht dich",
  },
};
const ANYTHING = {
  pending: "Beitrag wird gesendet",
  sent: "Beitrag gesendet",
  needs_you: "Ein Beitrag braucht dich",
};

/** What became of a contribution, for the live region. */
export function outcome(noun, state) {
  return (NOUNS[noun] ?? ANYTHING)[state];
}

/** The line that says how old a page without network is. */
export function freshness(time) {
  return time
    ? `Ohne Netz. Du siehst den Stand von ${time}.`
    : "Ohne Netz. Du siehst, was auf diesem Gerät liegt.";
}

export const REALLY_DISCARD = "Wirklich verwerfen?";
export const JUST_NOW = "gerade eben";
