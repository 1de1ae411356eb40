// Loads the page anew when the site has changed. Listens only while the page is looked at: a browser
// keeps six connections to one server, and each listening page holds one.
"use strict";
{
  const seen = document.currentScript.dataset.number;
  let source = null;

  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = null;
      return;
    }
    source ??= new EventSource(`/_vestnik/events?since=${seen}`);
    source.onmessage = (event) => {
      if (event.data !== seen) location.reload();
    };
  };

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  listen();
}
