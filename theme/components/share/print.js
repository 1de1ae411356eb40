// The print button: shown only where it can do something.

export function start(button) {
  button.addEventListener("click", () => window.print());
  button.hidden = false;
}
