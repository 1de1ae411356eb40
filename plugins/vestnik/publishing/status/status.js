// Loads the page anew when there is something new to say.
"use strict";
{
  const { moment, step } = document.currentScript.dataset;
  const seconds = step === "checking" ? 3 : 20;

  const look = async () => {
    try {
      const answer = await fetch("status.json", { cache: "no-store" });
      const now = await answer.json();
      if (now.moment !== moment || now.step !== step) location.reload();
    } catch {
      // The next look may find the server again.
    }
  };

  setInterval(() => document.hidden || look(), seconds * 1000);
}
