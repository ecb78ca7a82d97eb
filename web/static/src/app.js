// The little that HTML does not do by itself. Every page works without this
// file; nothing typed is ever stored in the browser.

const status = () => document.getElementById("annonce");

// announce says a sentence in the status line. Emptied first, so that the same
// sentence said twice is heard twice.
function announce(text, isError) {
  const region = status();
  if (!region || !text) return;
  region.replaceChildren();
  setTimeout(() => {
    const span = document.createElement("span");
    if (isError) span.className = "annonce-erreur";
    span.textContent = text;
    region.replaceChildren(span);
  }, 50);
}

// ---- The same click twice does it once -------------------------------------
// The form is marked after its data has been collected, and the next sending is
// refused. The button is not disabled: that would throw the keyboard out of it.

const busy = "enCours";
const noNetwork = "Pas de réseau. Votre saisie est toujours là : envoyez-la quand il revient.";

// What is no longer true is not left on the screen.
window.addEventListener("online", () => {
  if (status()?.textContent.includes(noNetwork)) announce("Le réseau est revenu : vous pouvez envoyer.");
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset[busy] !== undefined) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.method !== "post") return;
  // The browser would put its own error page in the place of what was typed.
  if (!navigator.onLine) {
    event.preventDefault();
    event.stopImmediatePropagation();
    announce(noNetwork, true);
    status()?.scrollIntoView({ block: "center" });
    return;
  }
  setTimeout(() => {
    if (event.defaultPrevented) return;
    form.dataset[busy] = "";
    // A download leaves the page where it is: the form must be usable again.
    setTimeout(() => release(form), 8000);
  }, 0);
}, true);

function release(form) {
  delete form.dataset[busy];
}

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-en-cours]").forEach(release);
});

// ---- A button that says how many ------------------------------------------
// A form with data-compte adds the ticked boxes to that number, in the words of
// its main button; with nothing to count, the words stay those of the page.

function count(form) {
  const n = Number(form.dataset.compte) + form.querySelectorAll("input[type=checkbox]:checked").length;
  const words = form.querySelector("button[type=submit] span");
  if (!words) return;
  form.dataset.dit ??= words.textContent;
  words.textContent = n === 0 ? form.dataset.dit : form.dataset[n === 1 ? "un" : "plusieurs"].replace("#", n);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-compte]");
  if (form) count(form);
});

// A day that is typed is the choice made in the list beside it: the one says
// which field decides, the other which value it takes.
document.addEventListener("input", (event) => {
  const valeur = event.target.dataset.choisit;
  if (valeur === undefined || !event.target.value) return;
  const liste = event.target.form.querySelector(`[data-choisi="${event.target.name}"]`);
  if (liste) liste.value = valeur;
});

// ---- Without leaving the page ----------------------------------------------

// ask is the one request that is no page: one element of the page at that address,
// by its name. Without it, what came instead: nothing, after a deed; or a page.
async function ask(address, name, { form, submitter, signal } = {}) {
  const body = form && new URLSearchParams(new FormData(form, submitter));
  const answer = await fetch(address, { method: body ? "POST" : "GET", body, signal, headers: { Fragment: name } });
  const frame = document.createElement("template");
  if (answer.headers.get("Fragment") === name) frame.innerHTML = await answer.text();
  return { done: answer.status === 204, element: frame.content.firstElementChild };
}

// What is typed is judged as soon as one stops (data-avis): the warnings stand
// there before the sending. Without a network, or an answer, nothing changes.
let pause, judged;

document.addEventListener("input", (event) => {
  event.target.dataset.saisi = "";
  const place = event.target.form?.querySelector("[data-avis]");
  if (!place || place.contains(event.target)) return;
  clearTimeout(pause);
  judged?.abort();
  place.setAttribute("aria-busy", true);
  pause = setTimeout(() => judge(event.target.form, place), 600);
});

async function judge(form, place) {
  judged = new AbortController();
  const address = new URL(form.action);
  address.searchParams.set("essai", 1);
  const { element, late } = await ask(address, place.dataset.avis, { form, signal: judged.signal }).catch((err) => ({ late: err.name === "AbortError" }));
  if (late) return; // something else was typed
  place.removeAttribute("aria-busy");
  element?.querySelectorAll("[checked]").forEach((box) => box.removeAttribute("checked")); // as the boxes are now
  if (!element || element.isEqualNode(place)) return; // said again only when it is something else
  const ticked = [...place.querySelectorAll(":checked")].map((box) => box.value);
  const here = place.contains(document.activeElement) && document.activeElement.value;
  place.replaceChildren(...element.childNodes);
  place.querySelectorAll("input").forEach((box) => {
    box.checked = ticked.includes(box.value);
    if (box.value === here) box.focus();
  });
}

// A link to a form opens it under itself (data-en-place), one at a time: two forms of
// one page may bear the same names. Escape closes it; what was typed in it is there
// again when it is opened again.
const places = {};
const fields = "input:not([type=hidden]), select, textarea";

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-en-place]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const open = document.querySelector(".en-place");
  if (open?.link === link) return close(open);
  const place = places[link.href] ?? await placeOf(link);
  if (!place) return location.assign(link.href);
  places[link.href] = place;
  document.querySelectorAll(".en-place").forEach(close);
  place.link = link;
  link.parentElement.append(place);
  link.setAttribute("aria-expanded", true);
  place.querySelector(`${fields}, button`).focus();
});

async function placeOf(link) {
  const { element } = await ask(link.href, link.dataset.enPlace).catch(() => ({}));
  if (!element) return null;
  const place = document.createElement("div");
  place.className = "en-place";
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", link.textContent.trim());
  place.append(element);
  return place;
}

function close(place) {
  place.remove();
  place.link.setAttribute("aria-expanded", false);
  place.link.focus();
}

// Its form is sent from there, and comes back there when it is refused.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const place = form.closest(".en-place");
  if (!place || event.defaultPrevented) return;
  event.preventDefault();
  form.dataset[busy] = "";
  const answer = await ask(form.action, place.link.dataset.enPlace, { form, submitter: event.submitter }).catch(() => null);
  release(form);
  if (!answer) {
    status().classList.add("annonce-ici");
    return announce(noNetwork, true);
  }
  if (answer.done) return renew(place);
  if (answer.element) {
    place.replaceChildren(answer.element);
    return showErrors(place.querySelector(".resume-erreurs"));
  }
  place.className = ""; // a page has more to say
  form.requestSubmit(event.submitter);
});

// renew brings the page up to date after a deed, and says it where one looks. What is
// being typed elsewhere, what is unfolded and the scroll stay as they are.
async function renew(place) {
  const links = () => [...document.querySelectorAll("[data-en-place]")];
  const rank = links().indexOf(place.link);
  delete places[place.link.href];
  place.remove();
  const answer = await fetch(location.href).catch(() => null);
  const fresh = answer && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (!fresh) return location.reload();
  const old = document.querySelector("main");
  const named = (el) => el.id && fresh.querySelector("#" + CSS.escape(el.id));
  old.querySelectorAll("details[open]").forEach((d) => { if (named(d)) named(d).open = true; });
  old.querySelectorAll(`[data-saisi], form:has(.resume-erreurs) :is(${fields})`).forEach((el) => {
    const field = named(el);
    if (!field) return;
    [field.value, field.checked] = [el.value, el.checked];
    field.dataset.saisi = "";
  });
  old.replaceWith(fresh);
  const said = status();
  said.classList.add("annonce-ici");
  setTimeout(() => said.querySelector(".annonce-erreur") || said.replaceChildren(), 8000); // it hides what is under it
  arrive();
  (links()[Math.min(rank, links().length - 1)] ?? fresh).focus({ preventScroll: true });
}

// ---- On arrival ------------------------------------------------------------

// An error summary gets the focus at once, so that the first thing heard is
// what to correct. A link to a folded place unfolds it.
function unfold() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let d = target.closest("details"); d; d = d.parentElement && d.parentElement.closest("details")) d.open = true;
  // A link to a field is a link to write in it, its label in sight.
  const isField = target.matches("input, select, textarea");
  if (!isField) return target.scrollIntoView({ block: "start" });
  target.focus({ preventScroll: true });
  // … and the title of its card, when both fit.
  const card = target.closest(".carte");
  const fits = card && target.getBoundingClientRect().bottom - card.getBoundingClientRect().top < innerHeight * 0.7;
  if (fits) card.scrollIntoView({ block: "start" });
  else target.scrollIntoView({ block: "center" });
}

window.addEventListener("hashchange", unfold);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  for (let d = target.closest("details"); d; d = d.parentElement && d.parentElement.closest("details")) d.open = true;
  if (target.matches("input, select, textarea, fieldset")) {
    event.preventDefault();
    (target.matches("fieldset") ? target.querySelector("input") || target : target).focus();
  }
});

// showErrors puts the list of errors on top of the window, its form below.
function showErrors(summary) {
  summary.focus({ preventScroll: true });
  summary.scrollIntoView({ block: "start" });
}

// arrive is what a page needs once it is there.
function arrive() {
  document.querySelectorAll("form[data-compte]").forEach(count);
  // A row that scrolls shows where one is.
  document.querySelectorAll(".onglets [aria-current], .chemin-court [aria-current]").forEach((here) => {
    const row = here.closest("nav");
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - here.offsetWidth) / 2;
  });
  const region = status();
  if (region && region.textContent.trim()) {
    // A live region that is full from the start is not read: say it again.
    const content = [...region.childNodes];
    region.replaceChildren();
    setTimeout(() => region.replaceChildren(...content), 100);
    // Further down the page, it is said where one looks, then goes back to its place.
    if (location.hash) {
      region.classList.add("annonce-ici");
      setTimeout(() => region.contains(document.activeElement) || region.classList.remove("annonce-ici"), 8000);
    }
  }
}

// Escape closes the form or the menu it is pressed in, and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  // … but takes the explanation of an acronym away first, and leaves the keyboard there.
  const shown = document.querySelectorAll(".sigle:is(:focus, [data-survol]):not([data-ferme])");
  shown.forEach((acronym) => { acronym.dataset.ferme = ""; });
  if (shown.length) return;
  const place = event.target.closest(".en-place");
  if (place) return close(place);
  const menu = event.target.closest("details.changer[open], details.depliant[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches(".sigle")) delete event.target.dataset.ferme;
});

// An acronym is explained at once under the pointer, as under the keyboard. The browser's own box, which comes late and
// cannot be dismissed, steps aside meanwhile.
for (const kind of ["mouseover", "mouseout"]) {
  document.addEventListener(kind, ({ target }) => {
    if (!target.matches(".sigle")) return;
    const over = kind === "mouseover";
    target.toggleAttribute("data-survol", over);
    target.title = over ? "" : target.dataset.sens;
    if (!over) delete target.dataset.ferme;
  });
}

// The script is deferred: the page is there.
unfold();
arrive();
const summary = document.querySelector(".resume-erreurs");
if (summary) showErrors(summary);
