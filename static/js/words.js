/** What the page script itself says. */

/** What is wrong with a field, by the code that the server uses as well. */
export const FIELD = {
  required: "Bitte schreib hier etwas.",
  too_long: "Das ist zu lang. Bitte kürze den Text.",
  one_line: "Hier passt nur eine Zeile hinein. Bitte nimm den Umbruch heraus.",
  not_a_time: "Bitte gib Tag und Uhrzeit an, zum Beispiel 14.03.2027, 13:05.",
  not_a_number: "Bitte gib eine ganze Zahl an.",
  range: "Bitte gib eine ganze Zahl von {min} bis {max} an.",
  ends_before_start: "Das Ende muss nach dem Beginn liegen.",
  too_long_shift: "Ein Einsatz dauert höchstens drei Tage. Teile ihn in mehrere auf.",
  capacity: "Ein Einsatz braucht 1 bis 500 Plätze.",
  fewer_than_signed_up:
    "Es haben sich schon mehr Leute angemeldet. So wenige Plätze reichen nicht.",
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

const ANYTHING = {
  pending: "Beitrag wird gesendet",
  sent: "Beitrag gesendet",
  needs_you: "Ein Beitrag braucht dich",
};
const CONTRIBUTIONS = {
  comment: {
    pending: "Kommentar wird gesendet",
    sent: "Kommentar gesendet",
    needs_you: "Ein Kommentar braucht dich",
  },
  proposal: {
    pending: "Vorschlag wird gesendet",
    sent: "Vorschlag gesendet",
    needs_you: "Ein Vorschlag braucht dich",
  },
  withdraw_proposal: {
    pending: "Vorschlag wird zurückgezogen",
    sent: "Vorschlag zurückgezogen",
    needs_you: "Ein Vorschlag braucht dich",
  },
  project: {
    pending: "Vorhaben wird gesendet",
    sent: "Vorhaben gesendet",
    needs_you: "Ein Vorhaben braucht dich",
  },
  support: {
    pending: "Unterstützung wird gesendet",
    sent: "Unterstützung gesendet",
    needs_you: "Eine Unterstützung braucht dich",
  },
  withdraw_support: {
    pending: "Unterstützung wird zurückgenommen",
    sent: "Unterstützung zurückgenommen",
    needs_you: "Eine Unterstützung braucht dich",
  },
  follow: {
    pending: "Folgen vorgemerkt",
    sent: "Du folgst dem jetzt",
    needs_you: ANYTHING.needs_you,
  },
  unfollow: {
    pending: "Nicht mehr folgen: vorgemerkt",
    sent: "Du folgst dem nicht mehr",
    needs_you: ANYTHING.needs_you,
  },
  shift: {
    pending: "Einsatz wird gesendet",
    sent: "Einsatz gesendet",
    needs_you: "Ein Einsatz braucht dich",
  },
  cancel_shift: {
    pending: "Absage wird gesendet",
    sent: "Einsatz abgesagt",
    needs_you: "Eine Absage braucht dich",
  },
  sign_up: {
    pending: "Anmeldung vorgemerkt",
    sent: "Angemeldet",
    waitlisted: "Du stehst auf der Warteliste",
    needs_you: "Eine Anmeldung braucht dich",
  },
  withdraw_sign_up: {
    pending: "Abmeldung wird gesendet",
    sent: "Abgemeldet",
    needs_you: "Eine Abmeldung braucht dich",
  },
};
/** What became of a command, for the live region. */
export function outcome({ name, noun }, state) {
  return (CONTRIBUTIONS[name] ?? CONTRIBUTIONS[noun] ?? ANYTHING)[state];
}

/** The line that says how old a page without network is. */
export function freshness(time) {
  return time
    ? `Ohne Netz. Du siehst den Stand von ${time}.`
    : "Ohne Netz. Du siehst, was auf diesem Gerät liegt.";
}

export const REALLY_DISCARD = "Wirklich verwerfen?";
export const JUST_NOW = "gerade eben";
