// Niceties only: every page does its work without this file. Loaded as a module, so it runs once
// after the page is read; events are caught at the document, so what htmx brings later works too.

const on = (type, handler, options) => document.addEventListener(type, handler, options);
const closest = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

// Menus: one open at a time; Escape and a click elsewhere close them.
const closeMenus = (but) =>
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!but || !menu.contains(but)) menu.open = false;
  });
on("click", (event) => closeMenus(event.target));
on("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Filters: leaving a menu with another choice asks the list anew (wide windows; the sheet of the
// phone has its own button). Where there is one choice, pointing at it is enough; the arrow keys
// pass over choices nobody wants.
const wide = () => matchMedia("(min-width: 60rem)").matches;
let pointing = false;
on("pointerdown", () => { pointing = true; });
on("keydown", () => { pointing = false; });
on("change", (event) => {
  const menu = closest(event, "[data-filters] details.menu");
  if (!menu) return;
  menu.dataset.changed = "yes";
  if (pointing && wide() && event.target.type === "radio") menu.open = false;
});
on("toggle", (event) => {
  const menu = event.target;
  if (!(menu instanceof HTMLDetailsElement) || menu.open || !menu.dataset.changed) return;
  if (wide()) menu.closest("form").requestSubmit();
}, true);

on("formdata", (event) => {
  if (!event.target.matches("[data-filters]")) return;
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});

// Dialogs.
on("click", (event) => {
  const opener = closest(event, "[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog instanceof HTMLDialogElement) {
    event.preventDefault();
    dialog.showModal();
  } else if (closest(event, "dialog [data-closes]")) {
    event.preventDefault();
    closest(event, "dialog").close();
  }
});

// Toasts stay eight seconds, longer while someone is at them.
const SECONDS = 8;
const watchToasts = (root) =>
  root.querySelectorAll("[data-toast]:not([data-watched])").forEach((toast) => {
    toast.dataset.watched = "yes";
    const close = toast.querySelector("[data-close]");
    close.hidden = false;
    close.addEventListener("click", () => toast.remove());
    const leave = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, SECONDS * 1000);
      else toast.remove();
    };
    setTimeout(leave, SECONDS * 1000);
  });

// Forms: once is enough, never in the middle of a character, and not left by accident.
let composing = false;
on("compositionstart", () => { composing = true; });
on("compositionend", () => setTimeout(() => { composing = false; }));
on("input", (event) => {
  const form = closest(event, "form[data-guard]");
  if (form) form.dataset.touched = "yes";
});
on("submit", (event) => {
  const form = event.target;
  if (composing || form.dataset.sent) {
    event.preventDefault();
    return;
  }
  delete form.dataset.touched;
  if (form.method !== "post" || event.defaultPrevented) return;
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
const sentAgain = () =>
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
addEventListener("pageshow", sentAgain);
on("htmx:afterRequest", sentAgain);
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-touched], form[data-autosave][data-waiting]")) {
    event.preventDefault();
  }
});

// Photos: what was taken is shown at once.
on("change", (event) => {
  const input = closest(event, "input[type=file][data-photo]");
  const shown = input && document.getElementById(`${input.id}_shown`);
  if (!shown) return;
  shown.querySelectorAll("img").forEach((picture) => URL.revokeObjectURL(picture.src));
  shown.replaceChildren(...Array.from(input.files, (file) => {
    const figure = document.createElement("figure");
    const picture = new Image();
    picture.src = URL.createObjectURL(file);
    picture.alt = file.name;
    figure.append(picture);
    return figure;
  }));
});

// "en" alone would put the month first.
const speech = () => document.documentElement.lang.replace(/^en$/, "en-GB");

// Dates: the field shows the browser's format, the words beside it ours.
on("input", (event) => {
  const field = closest(event, "input[type=date]");
  const words = field?.parentElement.querySelector("[data-date-words]");
  if (!words) return;
  const day = field.valueAsDate;
  const form = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  words.textContent = day
    ? new Intl.DateTimeFormat(speech(), form).format(day).replaceAll(",", "")
    : "";
});

// Autosave: a form with `data-autosave` sends itself after each answer. What does not arrive waits
// and is sent again; the newest state of a form replaces an older one that still waits.
const saveState = (form, key) => {
  const place = document.querySelector(form.dataset.state || "[data-save-state]");
  if (place) place.textContent = (form.dataset[key] || "").replace("{time}", clock());
};
const clock = () => new Date().toTimeString().slice(0, 5);
const PAUSES = [2, 5, 15, 30, 60];

async function save(form, attempt = 0) {
  const turn = (form.turn = (form.turn || 0) + 1);
  form.dataset.waiting = "yes";
  saveState(form, "saving");
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Autosave": "1" },
      redirect: "manual",
    });
    if (turn !== form.turn) return;
    // A redirect here is the sign-in page: the answer has not been taken.
    if (reply.ok) {
      delete form.dataset.waiting;
      saveState(form, "saved");
      form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: reply }));
      return;
    }
    if (reply.status < 500 && reply.type !== "opaqueredirect") {
      saveState(form, "refused");
      form.dispatchEvent(new CustomEvent("autosave:refused", { bubbles: true, detail: reply }));
      return;
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  if (turn !== form.turn) return;
  saveState(form, "waits");
  const pause = PAUSES[Math.min(attempt, PAUSES.length - 1)];
  form.again = setTimeout(() => save(form, attempt + 1), pause * 1000);
}
on("change", (event) => {
  const form = closest(event, "form[data-autosave]");
  if (!form) return;
  clearTimeout(form.again);
  save(form);
});
addEventListener("online", () =>
  document.querySelectorAll("form[data-autosave][data-waiting]").forEach((form) => {
    clearTimeout(form.again);
    save(form);
  }),
);

// Said by the server: the form came back with what is wrong.
const refused = () => performance.getEntriesByType("navigation")[0]?.responseStatus === 422;

// What a fresh page, or a fresh part of one, needs.
const ready = (root) => {
  watchToasts(root);
  if (root !== document || refused()) root.querySelector("[data-errors]")?.focus();
  root.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  const tab = root.querySelector(".tabs [aria-current]");
  const row = tab?.parentElement;
  if (row && row.scrollWidth > row.clientWidth) row.scrollLeft = tab.offsetLeft - row.offsetLeft;
};
on("click", (event) => { if (closest(event, "[data-print]")) print(); });
// htmx also tells of the whole page, which is ready already.
on("htmx:load", (event) => { if (event.target !== document.body) ready(event.target); });
ready(document);
