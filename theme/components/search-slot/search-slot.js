// The field in the head of every page suggests as soon as somebody goes there; before that nothing is loaded. It leads
// to the search page, and not to the service for readers without scripts.

export function start(form) {
  const field = form.elements.q;
  form.setAttribute("action", form.dataset.page);
  field.addEventListener("focus", () => load(form), { once: true });
  if (document.activeElement === field) load(form);
}

async function load(form) {
  const { enhance } = await import(form.dataset.script);
  enhance(form);
}
