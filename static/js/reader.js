/** Whose texts may stand in this page, as far as it says itself: the reader's, and those of nobody. */
export function reader() {
  const { me } = document.getElementById("who").dataset;
  return me ? [me, ""] : [""];
}

/** The account that this page was made for; "" where its reader has none. */
export function account() {
  const { dataset, hidden } = document.getElementById("who");
  return hidden ? "" : (dataset.me ?? "");
}
