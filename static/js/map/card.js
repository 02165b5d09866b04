/** What a tapped pin stands for: links below the map. */

/** `{show(spots, from), close()}`; `from`: the element to go back to. */
export function createCard(frame) {
  const card = frame.querySelector("[data-map-card]");
  const list = card.querySelector("ul");
  let opener = null;
  card.querySelector("[data-map-close]").addEventListener("click", leave);
  frame.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && !card.hidden) leave();
  });

  function show(spots, from) {
    opener = from;
    list.replaceChildren(...spots.map(row));
    card.hidden = false;
    list.querySelector("a").focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  function close() {
    card.hidden = true;
  }

  function leave() {
    close();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    else frame.querySelector("[data-map-canvas]").focus({ preventScroll: true });
  }

  return { show, close };
}

function row(spot) {
  const item = document.createElement("li");
  item.append(link(spot));
  return item;
}

/** A link to a spot. */
export function link({ href, title }) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = title;
  made.className = "kern-link";
  return made;
}
