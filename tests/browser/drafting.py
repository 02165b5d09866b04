"""What a phone keeps of what was typed and not sent."""

DRAFTS = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("kokommune");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction("drafts").objectStore("drafts").getAll();
    all.onsuccess = () => {
      request.result.close();
      resolve(all.result.map(({ fields }) => Object.values(fields)).flat());
    };
  };
})"""
"""Gives their texts, in a page."""
