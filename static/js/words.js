/** What the page script itself says, in the page's language. */

import { createWords } from "../../service_worker/words.js";

/** German is the language of the messages themselves; of the others each page needs one at most. */
const CATALOGUES = {
  en: () => import("../dist/generated/said-en.json"),
  "de-simple": () => import("../dist/generated/said-de-simple.json"),
};
const PATIENCE = 3000;

/** The language of the page; plain German is `de-simple`. */
export const LANGUAGE = document.documentElement.lang;
/** In which dates and numbers are written: English ones as the server writes them. */
export const LOCALE = LANGUAGE === "en" ? "en-GB" : LANGUAGE;
const { _, ngettext } = createWords(await catalogue());

/** What is wrong with a field, by the code that the server uses as well. */
export const FIELD = {
  required: _("Bitte schreib hier etwas."),
  too_long: _("Das ist zu lang. Bitte kürze den Text."),
  one_line: _("Hier passt nur eine Zeile hinein. Bitte nimm den Umbruch heraus."),
  not_a_time: _("Bitte gib Tag und Uhrzeit an, zum Beispiel 14.03.2027, 13:05."),
  not_a_point:
    _("Das ist kein Ort auf der Karte. Gib Breite und Länge an, zum Beispiel 51.05012,13.73733."),
  not_a_number: _("Bitte gib eine ganze Zahl an."),
  not_a_choice: _("Bitte such dir etwas aus der Liste aus."),
  range: _("Bitte gib eine ganze Zahl von {min} bis {max} an."),
  ends_before_start: _("Das Ende muss nach dem Beginn liegen."),
  too_long_shift: _("Ein Einsatz dauert höchstens drei Tage. Teile ihn in mehrere auf."),
  capacity: _("Ein Einsatz braucht 1 bis 500 Plätze."),
  fewer_than_signed_up:
    _("Es haben sich schon mehr Leute angemeldet. So wenige Plätze reichen nicht."),
  taken: _("Ein Thema mit diesem Namen gibt es schon."),
  invalid: _("Diese Angabe passt nicht zum Formular. Bitte lade die Seite neu."),
};

/** Why something was not sent, where no outbox keeps it. */
export const UNSENT = {
  no_answer:
    _("Gerade gibt es keine Verbindung. Dein Text bleibt hier stehen: Schick ihn noch einmal ab, sobald du wieder Netz hast."),
  not_you:
    _("Du bist hier nicht mehr angemeldet. Dein Text bleibt stehen: Melde dich an und schick ihn dann noch einmal ab."),
  conflict:
    _("Dein erster Text ist schon angekommen. Was du danach geändert hast, ist noch nicht gesendet: Kopiere es, lade die Seite neu und bearbeite deinen Beitrag."),
  hidden:
    _("Das hat die Moderation inzwischen ausgeblendet. Dein Text steht nur noch hier: Kopiere ihn, wenn du ihn behalten willst."),
  not_allowed:
    _("Das darfst du gerade nicht. Dafür braucht es eine Aufgabe in der Stadt, oder du bist nicht mehr angemeldet."),
  last_administrator:
    _("Das ist die letzte Person, die die App betreut. Gib zuerst jemand anderem diese Aufgabe."),
  refused:
    _("Das ging so nicht. Dein Text bleibt hier stehen. Lade die Seite neu und versuch es noch einmal."),
};

const ANYTHING = {
  pending: _("Beitrag wird gesendet"),
  sent: _("Beitrag gesendet"),
  needs_you: _("Ein Beitrag braucht dich"),
};
const CONTRIBUTIONS = {
  comment: {
    pending: _("Kommentar wird gesendet"),
    sent: _("Kommentar gesendet"),
    needs_you: _("Ein Kommentar braucht dich"),
  },
  proposal: {
    pending: _("Vorschlag wird gesendet"),
    sent: _("Vorschlag gesendet"),
    needs_you: _("Ein Vorschlag braucht dich"),
  },
  withdraw_proposal: {
    pending: _("Vorschlag wird zurückgezogen"),
    sent: _("Vorschlag zurückgezogen"),
    needs_you: _("Ein Vorschlag braucht dich"),
  },
  project: {
    pending: _("Vorhaben wird gesendet"),
    sent: _("Vorhaben gesendet"),
    needs_you: _("Ein Vorhaben braucht dich"),
  },
  support: {
    pending: _("Unterstützung wird gesendet"),
    sent: _("Unterstützung gesendet"),
    needs_you: _("Eine Unterstützung braucht dich"),
  },
  withdraw_support: {
    pending: _("Unterstützung wird zurückgenommen"),
    sent: _("Unterstützung zurückgenommen"),
    needs_you: _("Eine Unterstützung braucht dich"),
  },
  follow: {
    pending: _("Folgen vorgemerkt"),
    sent: _("Du folgst dem jetzt"),
    needs_you: ANYTHING.needs_you,
  },
  unfollow: {
    pending: _("Nicht mehr folgen: vorgemerkt"),
    sent: _("Du folgst dem nicht mehr"),
    needs_you: ANYTHING.needs_you,
  },
  shift: {
    pending: _("Einsatz wird gesendet"),
    sent: _("Einsatz gesendet"),
    needs_you: _("Ein Einsatz braucht dich"),
  },
  cancel_shift: {
    pending: _("Absage wird gesendet"),
    sent: _("Einsatz abgesagt"),
    needs_you: _("Eine Absage braucht dich"),
  },
  report: {
    pending: _("Meldung wird gesendet"),
    sent: _("Meldung gesendet"),
    needs_you: _("Eine Meldung braucht dich"),
  },
  sign_up: {
    pending: _("Anmeldung vorgemerkt"),
    sent: _("Angemeldet"),
    waitlisted: _("Du stehst auf der Warteliste"),
    needs_you: _("Eine Anmeldung braucht dich"),
  },
  withdraw_sign_up: {
    pending: _("Abmeldung wird gesendet"),
    sent: _("Abgemeldet"),
    needs_you: _("Eine Abmeldung braucht dich"),
  },
};
/** What became of a command, for the live region. */
export function outcome({ name, noun }, state) {
  return (CONTRIBUTIONS[name] ?? CONTRIBUTIONS[noun] ?? ANYTHING)[state];
}

/** What maps say, and choosing a place on one. */
export const MAP = {
  missing: _("Die Karte ist noch nicht auf diesem Gerät. Sie kommt, sobald du wieder Netz hast."),
  cluster: _("{count} Orte, näher heran"),
  inside: _("Der Ort liegt in {name}."),
  chosen: _("Der Ort liegt in {name}. Das haben wir unter „Wo?“ für dich ausgewählt."),
  confirmed: _("Gut, der Ort bleibt so."),
  none: _("Kein Ort ausgewählt."),
  searching: _("Dein Standort wird gesucht …"),
  denied:
    _("Dein Browser gibt den Standort nicht frei. Du kannst es in seinen Einstellungen erlauben oder den Ort auf der Karte suchen."),
  unavailable: _("Dein Gerät kennt seinen Standort gerade nicht. Such den Ort auf der Karte."),
  late: _("Das hat zu lange gedauert. Versuch es unter freiem Himmel noch einmal."),
  nearest: _("Der nächste Ort ist {distance} von dir entfernt."),
  nothing_near: _("Hier gibt es noch keine Orte."),
};

/** The line that says how old a page without network is. */
export function freshness(time) {
  return time
    ? _("Ohne Netz. Du siehst den Stand von %(time)s.", { time })
    : _("Ohne Netz. Du siehst, was auf diesem Gerät liegt.");
}

/** Over a form in which a text from before the page was loaded stands again. */
export const DRAFT = {
  kept: _("Dein Entwurf von vorhin ist noch da."),
  discard: _("Verwerfen"),
};

/** What came of saving the outbox as a file, or of taking one in. */
export const OUTBOX_FILE = {
  saved: _("Die Datei ist gesichert. Was darin steht, wartet auch hier weiter."),
  nothing: _("Hier wartet nichts mehr, was zu sichern wäre."),
  taken: (count) => {
    if (count === 0) return _("Alles aus dieser Datei ist hier schon bekannt.");
    return ngettext(
      "Ein Beitrag aus der Datei ist jetzt im Postausgang.",
      "%(num)s Beiträge aus der Datei sind jetzt im Postausgang.",
      count,
    );
  },
  too_large: _("Diese Datei ist zu groß für einen Postausgang. Es wurde nichts übernommen."),
  broken: _("Diese Datei ist beschädigt oder wurde verändert. Es wurde nichts übernommen."),
  foreign: _("Das ist keine Datei aus einem Postausgang. Es wurde nichts übernommen."),
  newer:
    _("Diese Datei kommt aus einer neueren Fassung der App. Lade die Seite neu und versuch es noch einmal."),
  failed: _("Das hat nicht geklappt. Es wurde nichts übernommen. Versuch es noch einmal."),
};

export const REALLY_DISCARD = _("Wirklich verwerfen?");
export const JUST_NOW = _("gerade eben");

/** A time as people say it. */
export function oclock(time) {
  return _("%(time)s Uhr", { time });
}

/** What came of "Als App installieren". */
export const INSTALL = {
  done: _("Geschafft: Kokommune liegt jetzt bei deinen Apps."),
  later: _("Alles klar, dann nicht. Öffne diese Seite einfach noch einmal, wenn du es später möchtest."),
};

/** Before the data of this device is removed. */
export const REMOVING = {
  unsent: (number) =>
    ngettext(
      "Ein Beitrag von dir ist noch nicht gesendet.",
      "%(num)s Beiträge von dir sind noch nicht gesendet.",
      number,
    ),
  lost: (number) =>
    ngettext(
      "Dein nicht gesendeter Beitrag geht dabei verloren.",
      "Deine %(num)s nicht gesendeten Beiträge gehen dabei verloren.",
      number,
    ),
  others: (number) =>
    ngettext(
      "Hier wartet auch ein Beitrag von jemand anderem. Der geht dann ebenfalls verloren.",
      "Hier warten auch %(num)s Beiträge von jemand anderem. Die gehen dann ebenfalls verloren.",
      number,
    ),
  running: _("Wird entfernt …"),
  failed:
    _("Das ging gerade nicht: Um dich abzumelden, brauchen wir einmal kurz Netz. Noch ist alles da. Versuch es gleich noch einmal."),
};

/** Before and after signing out on this device. */
export const SIGN_OUT = {
  count: REMOVING.unsent,
  sending: _("Wird gesendet …"),
  unsent: _("Das ging gerade nicht alles los. Es bleibt hier, auch wenn du dich abmeldest."),
  done: _("Du bist abgemeldet."),
};

/** When nothing is left on this device. */
export const EMPTIED = {
  title: _("Auf diesem Gerät liegt nichts mehr."),
  lines: [
    _("Wir haben entfernt, was du gelesen und angefangen hast, deinen Postausgang und deine Anmeldung. Was du gesendet hast, bleibt in der Stadt lesbar."),
    _("Öffnest du Kokommune wieder, fängt dein Gerät von vorn an."),
  ],
  again: _("Von vorn anfangen"),
};

/** What became of the link to this page. */
export const LINK = {
  copied: _("Link kopiert"),
  marked: _("Der Link ist markiert. Kopiere ihn jetzt."),
};

/** Where it is out of reach the script speaks German: a form that does nothing would be worse. */
async function catalogue() {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const asked = CATALOGUES[LANGUAGE]?.().then(({ default: words }) => words);
  return asked && Promise.race([asked.catch(console.warn), late]);
}
