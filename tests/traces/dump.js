// Everything that a page can see of what its browser keeps: [[place, text], …]. Bytes are letters.
async () => {
  const texts = [];
  const add = (place, text) => texts.push([place, String(text)]);
  const letters = (bytes) => {
    let all = "";
    for (const byte of bytes) all += String.fromCharCode(byte);
    return all;
  };
  const written = (value) => {
    if (value instanceof ArrayBuffer) return letters(new Uint8Array(value));
    if (ArrayBuffer.isView(value)) return letters(new Uint8Array(value.buffer));
    if (value instanceof Map || value instanceof Set) return written([...value]);
    if (Array.isArray(value)) return value.map(written).join(" ");
    if (value && typeof value === "object") {
      return Object.entries(value).map(([name, each]) => `${name} ${written(each)}`).join(" ");
    }
    return String(value);
  };
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const attract = document.getElementById("attract");
  add("dom attract", attract?.outerHTML ?? "");
  const rest = document.documentElement.cloneNode(true);
  rest.querySelector("#attract")?.remove();
  add("dom", rest.outerHTML);
  for (const field of document.querySelectorAll("input, textarea, select, output")) {
    add("field", `${field.value} ${field.defaultValue}`);
  }
  add("title", document.title);
  add("address", location.href);
  add("history", JSON.stringify(history.state));
  for (const entry of performance.getEntries()) add("performance", entry.name);

  for (const { name } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const reading = db.transaction(store).objectStore(store);
      const [keys, values] = [reading.getAllKeys(), reading.getAll()];
      add(`indexeddb ${name}/${store}`, `${written(await done(keys))} ${written(await done(values))}`);
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      const heads = [...request.headers, ...answer.headers].join(" ");
      const body = letters(new Uint8Array(await answer.arrayBuffer()));
      add(`cache ${name}`, `${request.url} ${heads} ${body}`);
    }
  }
  add("local storage", JSON.stringify({ ...localStorage }));
  add("session storage", JSON.stringify({ ...sessionStorage }));
  const folders = [await navigator.storage.getDirectory()];
  for (const folder of folders) {
    for await (const [name, handle] of folder) {
      if (handle.kind === "directory") folders.push(handle);
      else add("opfs", `${name} ${letters(new Uint8Array(await (await handle.getFile()).arrayBuffer()))}`);
    }
  }
  return texts;
}
