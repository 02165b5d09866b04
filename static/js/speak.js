/** Says something to whoever listens to the page. What is below an open dialog is silent. */

export function speak(text) {
  const above = document.querySelector("[open]>[data-says]");
  (above ?? document.getElementById("announcements")).textContent = text;
}
