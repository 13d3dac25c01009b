// F8 and F9 walk through the steps while the cursor stands in a box, where the page's own shortcuts are silent;
// Escape leaves projector view. What was being typed is given to the page first: leaving the field saves it.
(() => {
  if (window.stepKeys) return;
  window.stepKeys = true;
  const inside = "input, textarea, [contenteditable='true']";
  const open = "[role=dialog], [role=listbox], [data-testid=stPopoverBody], [aria-expanded=true][role=combobox]";
  const button = name => document.querySelector(`.st-key-${name} button:not([disabled])`);
  const press = (name, wait) => setTimeout(() => { const found = button(name); if (found) found.click(); }, wait);
  document.addEventListener("keydown", event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const name = {F8: "step-back", F9: "step-next", Escape: "leave-projector"}[event.key];
    const at = document.activeElement, typing = at && at.matches(inside);
    if (!name || !button(name)) return;
    if (event.key === "Escape" ? document.querySelector(open) : !typing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = typing && at.closest("[data-testid=stForm]");
    const add = form && at.value.trim() && form.querySelector("[data-testid=stFormSubmitButton] button");
    if (typing) at.blur();
    if (add) setTimeout(() => add.click(), 60);
    press(name, add ? 700 : 120);
  }, true);
})();
