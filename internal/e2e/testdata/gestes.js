// What a person finds on a page by its words. Each function throws unless
// exactly one thing fits: a screen on which two things bear the same words is
// as bad as one on which nothing does.
const plain = (s) => s.replace(/[\s\u00a0\u202f]+/g, " ").trim();
const shown = (el) => el.checkVisibility({ visibilityProperty: true });

// words are those that are seen: not the ones for screen readers alone.
function words(el) {
  const copy = el.cloneNode(true);
  copy.querySelectorAll(".cache-visuel, .mention, .aide, svg").forEach((x) => x.remove());
  return plain(copy.textContent);
}

function within(scope) {
  if (!scope) return document;
  const el = document.querySelector(scope);
  if (!el) throw new Error(`nothing is ${scope}`);
  return el;
}

function only(found, what) {
  if (found.length !== 1) throw new Error(`${found.length} times ${what}`);
  return found[0];
}

function field(scope, label) {
  const found = [...within(scope).querySelectorAll("label")].filter((l) => l.control && words(l) === label && shown(l.control));
  return only(found.map((l) => l.control), `the field « ${label} » in ${scope || "the page"}`);
}

// choice is a radio or a box, by the words of its group and its own.
function choice(scope, legend, label) {
  const groups = [...within(scope).querySelectorAll("fieldset")].filter((f) => shown(f) && f.querySelector("legend") && words(f.querySelector("legend")) === legend);
  const group = only(groups, `the group « ${legend} » in ${scope || "the page"}`);
  const found = [...group.querySelectorAll("label")].filter((l) => words(l) === label);
  return only(found, `the choice « ${label} » of « ${legend} »`).control;
}

function choices(scope, legend) {
  const groups = [...within(scope).querySelectorAll("fieldset")].filter((f) => shown(f) && f.querySelector("legend") && words(f.querySelector("legend")) === legend);
  return [...only(groups, `the group « ${legend} »`).querySelectorAll("label")].map(words);
}

function button(scope, label) {
  const found = [...within(scope).querySelectorAll("button, a[href]")].filter((b) => shown(b) && words(b) === label);
  return only(found, `the button « ${label} » in ${scope || "the page"}`);
}

// fold is the title that opens a part of the page.
function fold(scope, label) {
  const found = [...within(scope).querySelectorAll("summary")].filter((s) => shown(s) && words(s) === label);
  return only(found, `the fold « ${label} » in ${scope || "the page"}`);
}

// point is where to press: the middle, which nothing else may cover.
function point(el) {
  const seen = el.matches("input[type=radio], input[type=checkbox]") ? el.labels[0] : el;
  seen.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const r = [...seen.getClientRects()].find((x) => x.width > 1 && x.height > 1);
  if (!r) throw new Error(`nothing to press: ${el.outerHTML.slice(0, 200)}`);
  const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
  const top = document.elementFromPoint(x, y);
  if (!top || !(seen.contains(top) || el === top)) {
    throw new Error(`« ${words(seen)} » is covered by ${top ? top.outerHTML.slice(0, 200) : "nothing"}`);
  }
  return { x, y };
}

function setValue(el, value) {
  el.value = value;
  if (el.value !== value) throw new Error(`« ${value} » does not fit in ${el.outerHTML.slice(0, 200)}`);
  el.dispatchEvent(new Event("input", { bubbles: true }));
  el.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function setOption(el, label) {
  const found = [...el.options].filter((o) => plain(o.textContent) === label);
  return setValue(el, only(found, `the option « ${label} » among ${[...el.options].map((o) => plain(o.textContent)).join(", ")}`).value);
}

// ---- With the keyboard alone -------------------------------------------------

// focused tells whether the keyboard is on this element. A group of radios is
// one stop: any of them will do.
function focused(el) {
  const on = document.activeElement;
  return on === el || (el.type === "radio" && on.type === "radio" && on.name === el.name && on.form === el.form);
}

// stops are the places where Tab stops, in their order.
function stops() {
  const rank = (el) => (el.type === "radio" ? [...document.querySelectorAll("input[type=radio]")].filter((r) => r.name === el.name && r.form === el.form) : [el]);
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
    .filter((el) => el.tabIndex >= 0 && !el.disabled && shown(el))
    .filter((el) => rank(el)[0] === el);
}

// tabs tells how many times to press Tab from here, or Shift and Tab when less
// than zero. It never says too many: a date is several stops and counts for one.
function tabs(el) {
  const all = stops();
  const place = (x) => all.findIndex((s) => s === x || (s.type === "radio" && x.type === "radio" && s.name === x.name && s.form === x.form));
  const [here, there] = [place(document.activeElement), place(el)];
  if (here < 0 || there < 0 || here === there) return 1; // an anchor, or a part of the same date
  return there - here;
}

// focusSeen tells whether one sees where the keyboard is.
function focusSeen() {
  const on = document.activeElement;
  const drawn = on.matches(".segment input") ? on.nextElementSibling : on;
  const s = getComputedStyle(drawn);
  return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
}

// dateKeys are the digits to type in a date field, in the order of a language.
function dateKeys(value, language) {
  const [year, month, day] = value.split("-");
  return new Intl.DateTimeFormat(language).formatToParts(new Date())
    .map((p) => ({ year, month, day })[p.type] || "").join("");
}

// ---- Forms sent with nothing in them -----------------------------------------

// formKey names a kind of form: where it goes, without numbers, and what its
// hidden fields ask for.
function formKey(form) {
  const asked = [...form.querySelectorAll("input[type=hidden]")].filter((i) => ["transition", "decision", "genre"].includes(i.name)).map((i) => i.value);
  const where = new URL(form.action).pathname.replace(/[A-Z]{2,}-\d+(\.\d+)?/g, ":item").replace(/\d+/g, ":n");
  return [where, ...asked].join(" ");
}

// typable are the forms of the page in which one types or chooses.
function typable() {
  return [...document.forms].filter((f) => f.method === "post" && f.closest("main") && f.querySelector("input:not([type=hidden]), select, textarea"));
}

// sendEmpty takes everything out of a form and presses its first button.
function sendEmpty(form) {
  for (const el of form.elements) {
    if (el.matches("input[type=checkbox], input[type=radio]")) el.checked = false;
    else if (el.matches("input:not([type=hidden]), select, textarea")) el.value = "";
  }
  form.requestSubmit([...form.querySelectorAll("button")].find((b) => b.type === "submit"));
  return true;
}
