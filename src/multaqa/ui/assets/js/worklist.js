// <form data-list> worked by keyboard: J and K walk, X picks, and each button with data-key has its letter.
const letters = (list) => Object.fromEntries([...list.querySelectorAll("[data-key]")].map((button) => [button.dataset.key, button]));

const busy = ({ ctrlKey, metaKey, altKey, target }) =>
  ctrlKey || metaKey || altKey || target.closest("textarea, select, input:not([type=checkbox]), [contenteditable]");

const walk = (boxes, step) => {
  const at = boxes.indexOf(document.activeElement);
  boxes[Math.min(boxes.length - 1, Math.max(0, at + step))]?.focus();
};

for (const list of document.querySelectorAll("[data-list]")) {
  const boxes = [...list.querySelectorAll("tbody input[type=checkbox]")];
  const buttons = letters(list);
  const help = list.querySelector("[data-list-help]");
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    for (const place of list.querySelectorAll("[data-count]")) place.textContent = chosen;
  };
  const deeds = {
    j: () => walk(boxes, 1),
    k: () => walk(boxes, -1),
    x: () => boxes.includes(document.activeElement) && document.activeElement.click(),
    "?": () => help && (help.open = !help.open),
  };
  list.addEventListener("change", count);
  count();
  addEventListener("keydown", (event) => {
    if (busy(event)) return;
    const key = event.key.toLowerCase();
    const deed = deeds[key] ?? (buttons[key] && (() => buttons[key].focus()));
    if (!deed) return;
    deed();
    event.preventDefault();
  });
}
