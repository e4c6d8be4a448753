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
// The page as the server has it now; nothing where there is no connection, or for somebody else.
const anew = async () => {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok || answer.headers.has("X-Ponte-Kept")) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("form[data-notes]")?.dataset.notes === person ? page : null;
};
// A fresh token: that of a page kept since yesterday is no longer good.
const renewToken = async () => {
  const token = (await anew())?.querySelector("form[data-notes]").elements._token.value;
  if (token) form.elements._token.value = token;
  return Boolean(token);
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
    for (const note of (await own()).filter((one) => !one.arrived)) {
      let answer = await post(note);
      if (!answer.ok && answer.status !== 409 && await renewToken()) answer = await post(note);
      if (answer.ok) {
        // Its words leave the device; that it has arrived stays until a page has shown it.
        await put({ id: note.id, person, address, at: note.at, arrived: true });
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

// A page that was on its way while a note arrived has it neither from the server nor from the device: then the list is asked for again.
const begin = async () => {
  const notes = await own();
  const isListed = (note) => list.querySelector(`[data-note="${note.id}"]`);
  const arrived = notes.filter((note) => note.arrived);
  let isWhole = arrived.every(isListed);
  if (!isWhole) {
    const page = await anew().catch(() => null);
    if (page) {
      list.replaceChildren(...page.querySelector("[data-notes-list]").children);
      document.querySelector("#notes-heading").replaceWith(page.querySelector("#notes-heading"));
      isWhole = true;
    }
  }
  notes.filter((note) => !note.arrived).forEach(show);
  if (isWhole) await Promise.all(arrived.map((note) => drop(note.id)));
  send();
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
  begin().catch(() => {});

  navigator.serviceWorker?.register("/gatherings/notes-worker.js").then(keep, () => {});
}
