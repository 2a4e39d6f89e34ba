// <div data-reading>: a text and cards beside it, one of them the current one; its words are marked in the text.
// J K and the arrows walk, X chooses, U takes back, ? lists the keys; a button or link with data-key has its letter.
// With cards chosen, a letter of [data-together] goes to all of them. Ctrl+Enter sends the form that one types in.
const place = document.querySelector("[data-reading]");

// Layouts without Latin letters: the key's place on the keyboard says which letter is meant.
const keyOf = ({ key, code }) => {
  if (key === "؟") return "?";
  if (/^[\u0600-\u06ff]/.test(key)) return code.replace("Key", "").toLowerCase();
  return key.toLowerCase();
};

const isTyping = (target) => target.closest("textarea, select, input:not([type=checkbox]), [contenteditable]");

const start = () => {
  const list = place.querySelector("[data-cards]");
  const text = place.querySelector("[data-text]");
  const help = place.querySelector("[data-keys]");
  const together = place.querySelector("[data-together]");
  const cards = () => [...list.querySelectorAll("[data-card]")];
  const isOpen = (card) => card.dataset.state === list.dataset.cards;
  const byId = (id) => list.querySelector(`[data-card="${CSS.escape(id ?? "")}"]`);
  const wordsOf = (id) => text.querySelectorAll(`[data-words="${CSS.escape(id)}"]`);
  let current;

  const show = () => {
    for (const card of cards()) {
      if (card.dataset.card === current) card.setAttribute("aria-current", "true");
      else card.removeAttribute("aria-current");
    }
    for (const words of text.querySelectorAll("[data-words]")) words.toggleAttribute("data-current", words.dataset.words === current);
  };

  // Only the text itself is moved: the page stays where the reader is.
  const bringIntoView = (words) => {
    if (!words) return;
    const [inside, around] = [words.getBoundingClientRect(), text.getBoundingClientRect()];
    if (inside.top < around.top || inside.bottom > around.bottom) text.scrollTop += inside.top - around.top - around.height / 3;
  };

  const goTo = (card) => {
    if (!card) return;
    current = card.dataset.card;
    show();
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    bringIntoView(wordsOf(current)[0]);
  };

  const walk = (step) => {
    const all = cards();
    const at = all.findIndex((card) => card.dataset.card === current);
    goTo(all[Math.min(all.length - 1, Math.max(0, at + step))]);
  };

  const nextOpen = (ids) => {
    const all = cards();
    const at = all.findLastIndex((card) => ids.includes(card.dataset.card));
    const waits = (card) => isOpen(card) && !ids.includes(card.dataset.card);
    return all.slice(at + 1).find(waits) ?? all.find(waits);
  };

  const chosen = () => [...list.querySelectorAll("[data-card] > header input:checked")];
  const count = () => {
    for (const told of place.querySelectorAll("[data-count]")) told.textContent = chosen().length;
  };

  // What is decided is on its way for a moment: nobody leaves the page before it arrived, and what did not is said.
  let underWay = 0;
  let leaving;
  const leave = (link) => (underWay ? (leaving = link) : link.click());
  addEventListener("submit", ({ target }) => (underWay += target.hasAttribute("hx-post") ? 1 : 0));
  addEventListener("beforeunload", (event) => underWay && event.preventDefault());
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.requestConfig.verb !== "post") return;
    underWay = Math.max(0, underWay - 1);
    if (!detail.successful && detail.xhr.status !== 422) {
      leaving = undefined;
      place.querySelector("[data-unsent]").hidden = false;
    }
    if (!underWay) leaving?.click();
  });

  // The next one is at hand at once: the answer to this one comes while it is read.
  const decide = (letter) => {
    const many = chosen().map((box) => box.closest("[data-card]").dataset.card);
    const ofAll = many.length > 0 && together?.querySelector(`[data-key="${letter}"]`);
    const button = ofAll || byId(current)?.querySelector(`[data-key="${letter}"]`);
    if (!button) return false;
    const following = nextOpen(ofAll ? many : [current]);
    if (button.type !== "submit") leave(button);
    else {
      button.click();
      goTo(following);
    }
    return true;
  };

  const deeds = {
    j: () => walk(1),
    k: () => walk(-1),
    arrowdown: () => walk(1),
    arrowup: () => walk(-1),
    x: () => byId(current)?.querySelector("header input[type=checkbox]")?.click(),
    u: () => (byId(current)?.querySelector('[data-key="u"]') ?? document.querySelector('#told [data-key="u"]'))?.click(),
    "?": () => help && (help.open = !help.open),
  };

  addEventListener("keydown", (event) => {
    const key = keyOf(event);
    if ((event.ctrlKey || event.metaKey) && key === "enter") {
      event.target.closest("form")?.querySelector("[data-send]")?.click();
      return;
    }
    if (key === "escape") return place.querySelector('[data-key="escape"]')?.click();
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (key.startsWith("arrow") && event.target.closest("[data-text]")) return;
    if (deeds[key]) deeds[key]();
    else if (!/^[a-z]$/.test(key) || !decide(key)) return;
    event.preventDefault();
  });

  list.addEventListener("focusin", ({ target }) => {
    const card = target.closest("[data-card]");
    if (!card || card.dataset.card === current) return;
    current = card.dataset.card;
    show();
    bringIntoView(wordsOf(current)[0]);
  });
  list.addEventListener("change", count);
  text.addEventListener("click", ({ target }) => {
    const words = target.closest("[data-words]");
    if (words) goTo(byId(words.dataset.words));
  });

  // A card that came anew, from one's own deed or a colleague's: its words in the text follow it.
  document.body.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
    const card = detail.target.id && document.getElementById(detail.target.id);
    if (!card?.dataset.card) return;
    for (const words of wordsOf(card.dataset.card)) words.className = card.dataset.state;
    show();
    count();
    if (card.dataset.card === current && document.activeElement === document.body) card.focus({ preventScroll: true });
  });

  const asked = document.getElementById(location.hash.slice(1))?.closest("[data-card]");
  const first = asked || list.querySelector("[data-editing]") || cards().find(isOpen) || cards()[0];
  current = first?.dataset.card;
  show();
  count();
  const field = list.querySelector("[data-editing] [autofocus]");
  if (field) field.focus();
  else if (asked) goTo(asked);
  bringIntoView(current && wordsOf(current)[0]);
};

if (place) start();

// <form data-waits>: sent once, and says that it takes a while.
for (const form of document.querySelectorAll("form[data-waits]")) {
  form.addEventListener("submit", () => {
    form.querySelector("output").hidden = false;
    form.querySelector("button").disabled = true;
  });
}
