// Disclosures work by themselves. Esc closes an open one and gives the focus back; one that covers the page also
// closes when the reader turns to something else. In browsers that cannot show a closed one on wide screens
// (`::details-content`), those that should always be open there are opened.

const WIDE = "(min-width: 60em)";

export function start(details) {
  const summary = details.querySelector("summary");
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    summary.focus();
  });
  if (details.classList.contains("region")) closeFromOutside(details);
  if (details.classList.contains("wide-open") && !CSS.supports("selector(::details-content)")) {
    openWhereWide(details);
  }
}

function closeFromOutside(details) {
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
}

function openWhereWide(details) {
  const wide = matchMedia(WIDE);
  const follow = () => {
    details.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
}
