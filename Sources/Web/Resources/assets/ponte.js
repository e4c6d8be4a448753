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
