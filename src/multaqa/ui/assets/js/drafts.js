// <form data-draft="a-key">: what was typed survives a crash, and goes once the form was sent and led elsewhere,
// or back to itself with a message that it is done (data-done).
// <output data-draft-restored hidden> inside the form says that words came back.
const kept = (form) =>
  [...form.elements].filter(
    (field) => field.name && !["password", "file", "hidden", "submit"].includes(field.type) && !("private" in field.dataset),
  );

// What a field held when the page came: a draft comes back only where nothing else stands there meanwhile.
const stood = (field) => field.defaultValue ?? [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value;

const restore = (form, key) => {
  const saved = JSON.parse(localStorage.getItem(key) ?? "[]");
  let restored = false;
  form.dispatchEvent(new CustomEvent("draft", { detail: saved })); // fields that a script added are added again
  for (const [name, value, checked, before = ""] of saved) {
    for (const field of kept(form).filter((candidate) => candidate.name === name)) {
      if (["checkbox", "radio"].includes(field.type)) {
        if (field.value === value) field.checked = checked;
      } else if (value && value !== before && (!field.value || field.value === before)) {
        field.value = value;
        restored = true;
      }
    }
  }
  const told = form.querySelector("[data-draft-restored]");
  if (told && restored) told.hidden = false;
};

const save = (form, key) =>
  localStorage.setItem(key, JSON.stringify(kept(form).map((field) => [field.name, field.value, field.checked, stood(field)])));

const sent = sessionStorage.getItem("draft-sent");
const again = sent && document.querySelector(`form[data-draft="${CSS.escape(sent)}"]`);
if (sent && (!again || document.querySelector("[data-done]"))) {
  localStorage.removeItem(`draft:${sent}`);
  sessionStorage.removeItem("draft-sent");
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `draft:${form.dataset.draft}`;
  restore(form, key);
  form.addEventListener("input", () => save(form, key));
  form.addEventListener("submit", () => sessionStorage.setItem("draft-sent", form.dataset.draft));
}
