/** Maps, on pages that have one: what is large is fetched when it is looked at. */

const PATIENCE = 4000;

/**
 * `{enhance(), settle(form, submitter)}`. `tools`: `{town(), ask(message), words, language,
 * breath()}`, where `town()` gives the map's bounds and outlines or null. They are given and not
 * imported: what the two scripts had in common would be a file more for everybody.
 */
export function createMaps(tools) {
  let atlas = null;
  const watched = new WeakSet();
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) show(target);
  });
  // It does not bubble.
  document.addEventListener("toggle", ({ target }) => choose(target), true);

  function load() {
    atlas ??= open().catch((error) => {
      atlas = null;
      throw error;
    });
    return atlas;
  }

  async function open() {
    const [{ createAtlas }] = await Promise.all([import("./atlas.js"), style()]);
    return createAtlas(tools);
  }

  /** Find the maps of the page; those that are drawn already are brought up to date. */
  function enhance() {
    for (const frame of document.querySelectorAll("[data-map]")) {
      if (watched.has(frame)) show(frame);
      else watcher.observe(frame);
    }
    for (const details of document.querySelectorAll("[data-place][open]")) choose(details);
  }

  async function show(frame) {
    watched.add(frame);
    watcher.unobserve(frame);
    try {
      await (await load()).show(frame);
    } catch (error) {
      watched.delete(frame);
      apologise(frame, error);
    }
  }

  async function choose(details) {
    if (!details.open || !details.matches("[data-place]")) return;
    try {
      await (await load()).choose(details);
    } catch (error) {
      apologise(details, error);
    }
  }

  function apologise(place, error) {
    console.warn(error);
    place.querySelector("[data-map-canvas]").textContent = tools.words.missing;
  }

  /** Whether a form may be sent, or somebody is asked about its place first. */
  async function settle(form, submitter) {
    const field = form.elements.point;
    if (!field || field.value === field.defaultValue || !field.value.trim()) return true;
    try {
      return await (await soon(load())).settle(form, submitter);
    } catch (error) {
      // The server takes any place: it is only asked about.
      console.warn(error);
      return true;
    }
  }

  return { enhance, settle };
}

function style() {
  const { content } = document.querySelector('meta[name="kokommune-map"]');
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = content;
  return new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(`no ${content}`)));
    document.head.append(link);
  });
}

function soon(promise) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("too late")), PATIENCE);
  });
  return Promise.race([promise, late]);
}
