/** How the screen looks, until the visit ends: size of letters, contrast, and how high things stand. */

const SIZES = ["100", "125", "150", "200"];
const root = document.documentElement;

/** `{smaller, larger, contrast, low, show}`; `show()` marks the buttons as they are. */
export function createLooks() {
  function step(by) {
    const at = SIZES.indexOf(root.dataset.size ?? SIZES[0]) + by;
    root.dataset.size = SIZES[Math.min(Math.max(at, 0), SIZES.length - 1)];
    show();
  }

  function contrast(kind) {
    if (root.dataset.contrast === kind) delete root.dataset.contrast;
    else root.dataset.contrast = kind;
    if (root.dataset.contrast) root.dataset.kernTheme = kind === "dark" ? "dark" : "light";
    else delete root.dataset.kernTheme;
    show();
  }

  function low() {
    root.toggleAttribute("data-low");
    show();
  }

  function show() {
    for (const button of document.querySelectorAll("[data-contrast]:not(html)")) {
      press(button, button.dataset.contrast === root.dataset.contrast);
    }
    for (const button of document.querySelectorAll("[data-do=low]")) {
      press(button, root.hasAttribute("data-low"));
    }
    const size = root.dataset.size ?? SIZES[0];
    for (const [name, end] of [["smaller", SIZES[0]], ["larger", SIZES.at(-1)]]) {
      document.querySelector(`[data-do=${name}]`).setAttribute("aria-disabled", size === end);
    }
  }

  return { smaller: () => step(-1), larger: () => step(1), contrast, low, show };
}

function press(button, isPressed) {
  button.setAttribute("aria-pressed", String(isPressed));
}
