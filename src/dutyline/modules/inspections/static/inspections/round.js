// A round in the hand. Every item lies in the page, so that going on needs no line: ui.js sends
// each answer by itself and again until it has arrived, this file turns the items, shows what was
// saved, and waits for a sign-in that ended. Nothing is kept in the browser beyond this page.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const items = () => all("form[data-item]");
const whole = () => Boolean(document.querySelector("[data-whole]"));
const itemAt = (number) => document.getElementById(`item-${number}`);
const finish = () => document.querySelector(".round-more a[href*='finish']")?.href;

document.querySelector("[data-whole]")?.setAttribute("data-by-itself", "");

// After the last item comes the page that finishes, as soon as every answer has arrived.
let atEnd = false;

const show = (number, { push = true } = {}) => {
  const form = itemAt(number);
  if (!form || whole()) return false;
  items().forEach((each) => { each.hidden = each !== form; });
  all("[data-round] nav a[data-to]").forEach((link) => {
    if (link.dataset.to === String(number)) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  });
  document.querySelector("[data-next]")?.setAttribute("form", form.id);
  const back = document.querySelector("[data-back]");
  if (back) {
    const before = Number(number) - 1;
    back.href = before ? `?item=${before}` : back.dataset.out || "../";
    if (before) back.dataset.to = String(before);
    else delete back.dataset.to;
  }
  if (push) history.pushState({ item: number }, "", `?item=${number}`);
  atEnd = false;
  form.querySelector("h2").focus({ preventScroll: true });
  scrollTo(0, 0);
  return true;
};

const leave = () => {
  if (atEnd && !document.querySelector("form[data-waiting]")) location.href = finish();
};
const goOn = (form) => {
  atEnd = !show(Number(form.dataset.item) + 1);
  leave();
};

const answered = (form) =>
  [...new FormData(form)].some(([name, value]) =>
    /-(verdict|number|choice|not_here|text)$/.test(name) && value !== "" &&
    !(name.endsWith("-text") && form.querySelector("[name$='-verdict'], [name$='-number'], [name$='-choice']")));

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-to]");
  if (!link || event.metaKey || event.ctrlKey) return;
  if (show(link.dataset.to)) event.preventDefault();
});
addEventListener("popstate", () => {
  show(new URLSearchParams(location.search).get("item") || "1", { push: false });
});

// "Save, next": what was answered is on its way already or goes now; nobody waits for the line.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-item]");
  if (!form) return;
  event.preventDefault();
  if (answered(form)) form.dispatchEvent(new Event("change", { bubbles: true }));
  if (!whole()) goOn(form);
}, true);

const put = (part, selector, place) => {
  const fresh = part.querySelector(selector);
  if (fresh && place) place.replaceChildren(...fresh.cloneNode(true).childNodes);
};

const taken = async (form, reply) => {
  const part = new DOMParser().parseFromString(await reply.text(), "text/html");
  put(part, "[data-round-line]", document.querySelector("[data-round-line]"));
  put(part, "[data-glyph]", document.querySelector(`nav [data-glyph="${form.dataset.item}"]`));
  put(part, "[data-problems]", form.querySelector("[data-problems]"));
  return part;
};

document.addEventListener("autosave:saved", async (event) => {
  const form = event.target;
  const sent = form.querySelector("input[type=file]");
  const part = await taken(form, event.detail);
  put(part, "[data-photos]", form.querySelector("[data-photos]"));
  // A photo that has arrived is not sent again with the next change.
  if (sent?.files.length) {
    sent.value = "";
    document.getElementById(`${sent.id}_shown`)?.replaceChildren();
  }
  document.querySelector("[data-notices]").hidden = true;
  leave();
});

document.addEventListener("autosave:refused", async (event) => {
  const { status } = event.detail;
  if (status === 401 || status === 403) {
    document.querySelector("[data-notices]").hidden = false;
    // The notice says what to do; the answer itself needs no second look.
    document.querySelector("[data-save-state]").textContent = "";
    return;
  }
  await taken(event.target, event.detail);
  delete event.target.dataset.waiting;
});

// Back from signing in elsewhere: the page takes the new sign-in's seal and sends what waits.
const renew = async () => {
  if (document.hidden || document.querySelector("[data-notices]").hidden) return;
  let fresh;
  try {
    const reply = await fetch(location.href, { redirect: "manual" });
    if (!reply.ok) return;
    fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return;
  }
  const seal = fresh.querySelector("form[data-item] [name=csrfmiddlewaretoken]")?.value;
  if (!seal) return;
  all("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = seal; });
  all("form[data-item][data-waiting]").forEach((form) =>
    form.dispatchEvent(new Event("change", { bubbles: true })));
};
document.addEventListener("visibilitychange", renew);
addEventListener("focus", renew);
addEventListener("pageshow", () => {
  const back = document.querySelector("[data-back]");
  if (back && !back.dataset.to) back.dataset.out = back.href;
});
