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
    announce("Pas de réseau. Votre saisie est toujours là : envoyez-la quand il revient.", true);
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
  if (isField) target.focus({ preventScroll: true });
  target.scrollIntoView({ block: isField ? "center" : "start" });
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

function start() {
  unfold();
  const summary = document.querySelector(".resume-erreurs");
  if (summary) summary.focus();
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
  // … but takes the explanation of an acronym away first, and leaves the keyboard there.
  const shown = document.querySelectorAll(".sigle:is(:focus, [data-survol]):not([data-ferme])");
  shown.forEach((acronym) => { acronym.dataset.ferme = ""; });
  if (shown.length) return;
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

start(); // the script is deferred: the page is there
