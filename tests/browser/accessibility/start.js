// From here Tab goes on: a part of the page, wherever the focus was before.
(name) => {
  const part = document.querySelector(name);
  const own = part.getAttribute("tabindex");
  part.setAttribute("tabindex", "-1");
  part.focus();
  if (own === null) part.removeAttribute("tabindex");
  scrollTo(0, 0);
}
