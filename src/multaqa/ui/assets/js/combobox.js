// <div data-combobox="/address/"><input type="text"></div>: while a name is typed, a list of what it can mean. Without
// the script the name is sent as it stands, and the server asks where it is unclear.
// The address answers ?words= with <ul role="listbox" data-said="how many"><li role="option" data-value="the name">.
// A <template> of a ticked box beside the input: what is picked joins the boxes in [data-chosen], and the next may be typed.
const PAUSE_MILLISECONDS = 150;
const FEWEST_LETTERS = 2;

const made = (tag, attributes) => Object.assign(document.createElement(tag), attributes);

const start = (field) => {
  const input = field.querySelector("input");
  const box = field.querySelector("template")?.content.firstElementChild;
  const chosen = field.parentElement.querySelector("[data-chosen]");
  const answers = made("div", { className: "answers", hidden: true });
  const said = made("output", { className: "vh" });
  const listId = `${input.id}_list`;
  let options = [];
  let active = -1;
  let picked = input.value;
  let pause;
  let call;

  const close = () => {
    call?.abort();
    answers.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = (html) => {
    answers.innerHTML = html;
    const list = answers.querySelector("[role=listbox]");
    if (list) list.id = listId;
    options = [...answers.querySelectorAll("[role=option]")];
    options.forEach((option, place) => (option.id = `${listId}_${place}`));
    const told = answers.querySelector("[data-said]");
    said.textContent = told?.dataset.said || told?.textContent || "";
    active = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(options.length > 0));
    answers.hidden = false;
    answers.scrollIntoView({ block: "nearest" });
  };

  const ask = async () => {
    call?.abort();
    const words = input.value.trim();
    if (words.length < FEWEST_LETTERS) return close();
    call = new AbortController();
    const address = new URL(field.dataset.combobox, location.href);
    address.searchParams.set("words", words);
    try {
      const response = await fetch(address, { signal: call.signal });
      if (response.ok) show(await response.text());
    } catch (error) {
      if (error.name !== "AbortError") close(); // no answer: the name is sent as it stands
    }
  };

  const walk = (step) => {
    if (answers.hidden || !options.length) return ask();
    active = (active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  };

  const tick = (name) => {
    const added = box.cloneNode(true);
    added.querySelector("input").value = name;
    added.append(" ", name);
    chosen.append(added);
  };

  const pick = (option) => {
    picked = box ? "" : option.dataset.value;
    if (box) tick(option.dataset.value);
    input.value = picked;
    said.textContent = option.dataset.value;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true })); // a draft is kept of it
  };

  const keys = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Enter: () => active >= 0 && pick(options[active]),
    Escape: () => !answers.hidden && close(),
  };

  input.after(answers, said);
  const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId };
  for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);
  input.addEventListener("focus", () => input.select()); // what is typed takes the place of the name that stood there
  input.addEventListener("input", () => {
    clearTimeout(pause);
    if (input.value !== picked) pause = setTimeout(ask, PAUSE_MILLISECONDS);
  });
  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && keys[event.key] && keys[event.key]() !== false) event.preventDefault();
  });
  input.addEventListener("blur", () => {
    clearTimeout(pause);
    close();
  });
  answers.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
  answers.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) pick(option);
  });
  if (box) {
    input.form?.addEventListener("draft", ({ detail }) => {
      const there = new Set([...chosen.querySelectorAll("input")].map((known) => known.value));
      const name = box.querySelector("input").name;
      for (const [field, value, ticked] of detail) if (field === name && ticked && !there.has(value)) tick(value);
    });
  }
};

document.querySelectorAll("[data-combobox]").forEach(start);
