// Enhancement only: every page works without this module.

// The first paint is on the screen: now the rest may be laid out.
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset.painted = ""; })));

// Menus made of <details> close on Escape and when the focus or the pointer leaves them.
const menus = document.querySelectorAll("details.menu");
addEventListener("click", (event) => menus.forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
menus.forEach((menu) => {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
});

// After a refused form, the summary of what is wrong gets the focus.
document.querySelector("[data-error-summary]")?.focus();

// An example need fills the box; without script the link opens the page with the box filled.
document.querySelectorAll("a[data-fill]").forEach((link) => link.addEventListener("click", (event) => {
  const box = document.getElementById(link.dataset.fill);
  if (!box || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  box.value = link.querySelector("[data-text]").textContent.trim();
  box.lang = link.lang;
  box.dir = link.dir || "auto";
  box.focus();
}));

// What is left of a length limit, said quietly. A long text is never cut: it can be shortened where it stands.
document.querySelectorAll("[data-count-left]").forEach((note) => {
  const box = document.getElementById(note.dataset.countLeft);
  const format = new Intl.NumberFormat(document.documentElement.lang);
  const show = () => {
    const limit = Number(note.dataset.limit), left = limit - box.value.length;
    note.hidden = left > limit / 5;
    note.firstElementChild.textContent = format.format(left);
  };
  box?.addEventListener("input", show);
  if (box) show();
});

// Print buttons exist only where printing by script does.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// After going back, the filters say what the address says, not what was ticked before leaving.
addEventListener("pageshow", (event) => {
  if (!event.persisted && performance.getEntriesByType("navigation")[0]?.type !== "back_forward") return;
  document.querySelectorAll("#facets [type=checkbox]").forEach((box) => { box.checked = box.defaultChecked; });
});

// Ticks for comparing: at most five; the bar says how many.
document.querySelectorAll("form[data-compare]").forEach((form) => {
  const boxes = [...form.querySelectorAll("input[name=p]")];
  const show = () => {
    const picked = boxes.filter((box) => box.checked).length;
    boxes.forEach((box) => { box.disabled = !box.checked && picked >= 5; });
    const number = form.querySelector("[data-picked]");
    if (number) number.textContent = new Intl.NumberFormat(document.documentElement.lang).format(picked);
  };
  form.addEventListener("change", show);
  show();
});

// Writing a practice: each field is kept as it is written. What cannot be sent stays in this browser and is sent later.
document.querySelectorAll("form[data-keep]").forEach((form) => {
  const { keep: address, keepSaved, keepWaiting, keepRestored, keepEnded, keepTheirs, keepMine } = form.dataset;
  const state = form.querySelector("[data-keep-state]");
  const known = form.elements._fields.value.split(" ");
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const say = (text) => { state.textContent = text; };
  const stored = (field) => `ponte ${address} ${field}`;
  const value = (field) => [...form.querySelectorAll(`[name="${field}"]`)].filter((box) => !/checkbox|radio/.test(box.type) || box.checked).map((box) => box.value).join("\n");
  const put = (field, text) => form.querySelectorAll(`[name="${field}"]`).forEach((box) => {
    if (/checkbox|radio/.test(box.type)) box.checked = text.split("\n").includes(box.value); else box.value = text;
  });
  const waiting = new Set();
  let timer, isSending = false;

  const post = (fields) => {
    const body = new URLSearchParams({ _token: form.elements._token.value, revision: form.elements.revision.value, _fields: fields.join(" ") });
    fields.forEach((field) => body.append(field, value(field)));
    return fetch(address, { method: "POST", body, redirect: "manual" });
  };
  // The page anew: a fresh token and revision after signing in again, and what the gates and sections say now.
  const anew = async () => {
    const page = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const html = new DOMParser().parseFromString(await page.text(), "text/html");
    const same = html.querySelector(`form[data-keep="${address}"]`);
    if (!same) return false;
    form.elements._token.value = same.elements._token.value;
    html.querySelectorAll("[data-live]").forEach((part) => document.querySelector(`[data-live="${part.dataset.live}"]`)?.replaceChildren(...part.childNodes));
    return true;
  };
  const clash = (found) => {
    const box = form.querySelector(`[name="${found.field}"]`);
    const note = document.createElement("div");
    note.className = "notice notice--warn";
    note.setAttribute("role", "alert");
    note.append(Object.assign(document.createElement("p"), { textContent: found.message }), Object.assign(document.createElement("p"), { className: "kept-text", textContent: found.theirs, dir: "auto" }));
    [[keepTheirs, found.theirs], [keepMine, value(found.field)]].forEach(([label, text]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: label });
      button.addEventListener("click", () => { note.remove(); put(found.field, text); queue(found.field); box.focus(); });
      note.append(button, " ");
    });
    box.closest(".manuscript-field").prepend(note);
  };
  const send = async (isAgain) => {
    if (isSending || !waiting.size) return;
    isSending = true;
    const fields = [...waiting], texts = fields.map(value);
    try {
      const answer = await post(fields);
      if (!answer.ok) {
        if (!isAgain && await anew()) { isSending = false; return send(true); }
        throw answer;
      }
      const { revision, clashes } = await answer.json();
      form.elements.revision.value = revision;
      fields.forEach((field, place) => { if (value(field) === texts[place]) { waiting.delete(field); localStorage.removeItem(stored(field)); } });
      clashes.forEach(clash);
      say(keepSaved.replace("{time}", time.format(new Date())));
      anew();
    } catch (problem) {
      say(problem instanceof Response && problem.status < 500 ? keepEnded : keepWaiting);
      setTimeout(send, 5000);
    }
    isSending = false;
    if (waiting.size) timer = setTimeout(send, 1000);
  };
  const queue = (field) => {
    if (!known.includes(field)) return;
    waiting.add(field);
    try { localStorage.setItem(stored(field), value(field)); } catch { /* a full or forbidden store: the server keeps it all the same */ }
    clearTimeout(timer);
    timer = setTimeout(send, 800);
  };
  form.addEventListener("input", (event) => queue(event.target.name));
  addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  form.addEventListener("submit", () => { clearTimeout(timer); known.forEach((field) => localStorage.removeItem(stored(field))); });

  const found = known.filter((field) => { const text = localStorage.getItem(stored(field)); return text !== null && text !== value(field); });
  if (found.length) {
    found.forEach((field) => { put(field, localStorage.getItem(stored(field))); queue(field); });
    say(keepRestored);
  }
});

// Translating: what is not saved yet stays in this browser until it is. If the saved text has changed meanwhile, both are shown.
document.querySelectorAll("form[data-unsaved]").forEach((form) => {
  form.querySelectorAll("textarea").forEach((box) => {
    const name = `ponte ${form.getAttribute("action")} ${box.name}`;
    const saved = box.defaultValue;
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(name)); } catch { /* not ours, or no store */ }
    if (kept && kept.text === saved) localStorage.removeItem(name);
    else if (kept) {
      const note = document.createElement("div");
      note.append(Object.assign(document.createElement("p"), { className: "quiet", textContent: form.dataset.unsaved }));
      if (kept.was === saved) box.value = kept.text;
      else note.append(Object.assign(document.createElement("p"), { className: "theirs", textContent: kept.text, dir: "auto" }));
      note.setAttribute("role", "status");
      box.before(note);
    }
    box.addEventListener("input", () => {
      try {
        if (box.value === saved) localStorage.removeItem(name); else localStorage.setItem(name, JSON.stringify({ was: saved, text: box.value }));
      } catch { /* a full or forbidden store */ }
    });
  });
});

// A file that is too large is said to be so before it is sent; what is being sent says so too.
document.querySelectorAll("form[data-upload]").forEach((form) => {
  const input = form.querySelector("input[type=file]"), problem = form.querySelector("[data-upload-problem]"), state = form.querySelector("[data-upload-state]");
  const check = () => {
    const isTooLarge = [...input.files].some((file) => file.size > Number(form.dataset.limit));
    problem.textContent = isTooLarge ? form.dataset.tooLarge : "";
    problem.hidden = !isTooLarge;
    input.setCustomValidity(problem.textContent);
  };
  input.addEventListener("change", check);
  form.addEventListener("submit", () => { state.textContent = form.dataset.sending; });
});

// A text that is written and not yet sent stays in this browser; after a crash or a lost session it is put back.
document.querySelectorAll("form[data-remember]").forEach((form) => {
  const key = `ponte text ${form.dataset.remember}`;
  const boxes = [...form.querySelectorAll("input.input, textarea")];
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  const state = form.querySelector("[data-remember-state]");
  const texts = () => Object.fromEntries(boxes.map((box) => [box.name, box.value]));
  // Only onto the version it was written on: what somebody saved meanwhile is not hidden under it.
  if (kept && kept.version === form.elements.version.value && boxes.some((box) => kept.texts[box.name] !== undefined && kept.texts[box.name] !== box.value)) {
    boxes.forEach((box) => { if (kept.texts[box.name] !== undefined) box.value = kept.texts[box.name]; });
    state.textContent = form.dataset.rememberFound;
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      try { localStorage.setItem(key, JSON.stringify({ version: form.elements.version.value, texts: texts() })); } catch { /* a full or forbidden store */ }
    }, 300);
  });
  form.addEventListener("submit", (event) => { clearTimeout(timer); if (event.submitter?.value === "save") localStorage.removeItem(key); });
});

// Pages that were kept for when there is no connection go when somebody signs out; notes that have not arrived stay theirs.
document.querySelectorAll('form[action="/sign-out"]').forEach((form) => form.addEventListener("submit", () => { globalThis.caches?.delete("ponte-notes"); }));
