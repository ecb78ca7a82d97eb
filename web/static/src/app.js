// The little that HTML and htmx do not do by themselves. Every page works
// without this file; nothing typed is ever stored in the browser.

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
  const byHtmx = form.matches("[hx-post],[data-hx-post],[hx-put],[hx-patch],[hx-delete]");
  if (form.method !== "post" && !byHtmx) return;
  // The browser would put its own error page in the place of what was typed.
  if (!navigator.onLine) {
    event.preventDefault();
    event.stopImmediatePropagation();
    announce(noNetwork, true);
    status()?.scrollIntoView({ block: "center" });
    return;
  }
  setTimeout(() => {
    if (event.defaultPrevented && !byHtmx) return;
    form.dataset[busy] = "";
    // A download leaves the page where it is: the form must be usable again.
    if (!byHtmx) setTimeout(() => release(form), 8000);
  }, 0);
}, true);

function release(element) {
  const form = element && element.closest && element.closest("form");
  if (form) delete form.dataset[busy];
}

// What was said of the deed before is no longer true.
document.addEventListener("htmx:beforeRequest", () => status() && status().replaceChildren());
document.addEventListener("htmx:afterRequest", (event) => release(event.detail.elt));
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-en-cours]").forEach(release);
});

// ---- After a swap: the keyboard stays where the work is --------------------

function focusIn(root) {
  const target =
    root.querySelector(".resume-erreurs, [autofocus], [data-focus]") ||
    root.querySelector("h1, h2, h3, summary") ||
    root;
  if (!target.matches("a[href], button, input, select, textarea, summary, [tabindex]")) {
    target.setAttribute("tabindex", "-1");
  }
  if (target.matches(".resume-erreurs")) showErrors(target);
  else target.focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  const element = event.detail.elt;
  if (!element || !element.isConnected || element.id === "annonce") return;
  const said = element.matches("[data-annonce]") ? element : element.querySelector("[data-annonce]");
  if (said) announce(said.dataset.annonce);
  // htmx keeps the focus on an element of the same id. Errors come first all
  // the same; otherwise only a lost focus (body) is put back.
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost || element.querySelector(".resume-erreurs")) focusIn(element);
});

// The server may also answer with a header: HX-Trigger: {"annonce": "…"}.
document.addEventListener("annonce", (event) => announce(event.detail && event.detail.value));

document.addEventListener("htmx:responseError", (event) => {
  const code = event.detail.xhr.status;
  announce(
    code === 401 || code === 403
      ? "Votre session est terminée ou cette action ne vous est pas ouverte. Rechargez la page."
      : "Une erreur est survenue. Votre saisie est toujours là : réessayez dans un instant.",
    true,
  );
});
document.addEventListener("htmx:sendError", () =>
  announce("Pas de réponse du serveur. Votre saisie est toujours là : vérifiez la connexion, puis réessayez.", true));

// A day that is typed is the choice made in the list beside it: the one says
// which field decides, the other which value it takes.
document.addEventListener("input", (event) => {
  const valeur = event.target.dataset.choisit;
  if (valeur === undefined || !event.target.value) return;
  const liste = event.target.form.querySelector(`[data-choisi="${event.target.name}"]`);
  if (liste) liste.value = valeur;
});

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

function start() {
  unfold();
  const summary = document.querySelector(".resume-erreurs");
  if (summary) showErrors(summary);
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
  }
}

// Escape closes the menu it is pressed in, and gives the focus back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  // … and takes the explanation of an acronym away, the keyboard staying there.
  if (event.target.matches(".sigle")) event.target.dataset.ferme = "";
  const menu = event.target.closest("details.changer[open], details.depliant[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches(".sigle")) delete event.target.dataset.ferme;
});

start(); // the script is deferred: the page is there
