/** The Web Lock under which one tab or worker at a time synchronises, or brings cookies. */
export const LOCK = "kokommune-sync";
