// Notes on a phone: each is kept on the device under an id of its own until it has arrived, however often that takes.
// Without this module the form sends notes as any form does.

const form = document.querySelector("form[data-notes]");
const { notes: person, waiting, kept, refused, ended } = form?.dataset ?? {};
const address = form?.getAttribute("action");
const say = (text) => { document.querySelector("[data-notes-state]").textContent = text; };

const newID = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// What is waiting on this device, of whoever writes on it: one person's notes are never sent as another's.
const store = new Promise((resolve, reject) => {
  const opening = indexedDB.open("ponte-notes", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { keyPath: "id" });
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});
const asked = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
const put = async (note) => {
  const transaction = (await store).transaction("waiting", "readwrite");
  transaction.objectStore("waiting").put(note);
  return new Promise((resolve, reject) => { transaction.oncomplete = resolve; transaction.onerror = () => reject(transaction.error); });
};
const drop = async (id) => asked((await store).transaction("waiting", "readwrite").objectStore("waiting").delete(id));
const own = async () => (await asked((await store).transaction("waiting").objectStore("waiting").getAll()))
  .filter((note) => note.person === person && note.address === address).sort((one, other) => one.at.localeCompare(other.at));

const list = document.querySelector("[data-notes-list]");
const show = (note) => {
  if (list.querySelector(`[data-note="${note.id}"]`)) return;
  const item = Object.assign(document.createElement("li"), { className: "block" });
  item.dataset.note = note.id;
  const state = Object.assign(document.createElement("p"), { className: "card__meta", textContent: waiting });
  state.dataset.noteState = "";
  item.append(Object.assign(document.createElement("p"), { className: "gathering-text", dir: "auto", textContent: note.text }), state);
  list.prepend(item);
};
const mark = (id, text) => { const state = list.querySelector(`[data-note="${id}"] [data-note-state]`); if (state) state.textContent = text; };

const post = (note) => fetch(address, {
  method: "POST", redirect: "manual",
  body: new URLSearchParams({ _token: form.elements._token.value, from: "script", id: note.id, note: note.text, slot: note.slot, at: note.at }),
});
// The page anew, for a fresh token: that of a page kept since yesterday is no longer good.
const anew = async () => {
  const page = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!page.ok || page.headers.has("X-Ponte-Kept")) return false;
  const same = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-notes]");
  if (same?.dataset.notes !== person) return false;
  form.elements._token.value = same.elements._token.value;
  return true;
};

// The page itself, and what it needs, for when there is no connection.
const keep = async () => {
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((part) => new URL(part.href || part.src).pathname);
  (await navigator.serviceWorker?.ready)?.active.postMessage({ keep: [address, ...new Set(parts)] });
};

let isSending = false;
const send = async () => {
  if (isSending) return;
  isSending = true;
  let isNew = false;
  try {
    for (const note of await own()) {
      let answer = await post(note);
      if (!answer.ok && answer.status !== 409 && await anew()) answer = await post(note);
      if (answer.ok) {
        await drop(note.id);
        isNew = true;
        mark(note.id, kept);
        say(kept);
      } else {
        // It stays on the device: nothing that was written is thrown away.
        mark(note.id, answer.status === 409 || answer.status === 400 ? refused : ended);
        say(answer.status === 409 || answer.status === 400 ? refused : ended);
        if (answer.status !== 409 && answer.status !== 400) break;
      }
    }
  } catch {
    say(waiting);
  }
  isSending = false;
  // What has arrived is on the page from now on, with a connection or without.
  if (isNew) keep();
};

if (form) {
  form.addEventListener("submit", async (event) => {
    const box = form.elements.note;
    if (!box.value.trim() || box.value.length > 4000) return;
    event.preventDefault();
    const note = { id: newID(), person, address, text: box.value.trim(), slot: form.elements.slot?.value ?? "", at: new Date().toISOString() };
    try {
      await put(note);
    } catch {
      // No store on this device: the form goes as it would without script.
      form.submit();
      return;
    }
    show(note);
    box.value = "";
    box.focus();
    send();
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(send, 15000);
  own().then((notes) => { notes.forEach(show); send(); }, () => {});

  navigator.serviceWorker?.register("/gatherings/notes-worker.js").then(keep, () => {});
}
