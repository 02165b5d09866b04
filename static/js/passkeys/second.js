/** The ask for a second passkey can be put off, on this device. */

const KEY = "kokommune.second";
let isPutOff = false;

/** Show the ask, unless it was put off. */
export function showSecond() {
  const ask = document.querySelector("[data-second]");
  if (!ask) return;
  const button = ask.querySelector("[data-put-off]");
  ask.hidden = isPutOff || remembered();
  button.hidden = false;
  button.onclick = () => {
    putOff();
    ask.hidden = true;
    document.getElementById("passkeys-title").focus();
  };
}

function remembered() {
  try {
    return Boolean(localStorage.getItem(KEY));
  } catch {
    return false;
  }
}

function putOff() {
  isPutOff = true;
  try {
    localStorage.setItem(KEY, "1");
  } catch {
    // Then it is put off for as long as the page is open.
  }
}
