// Starts every element with `data-module`. A component that fails is left as it was: the page works without it.

import { start as tableRoles } from "../components/act-table/roles.js";
import { start as alert } from "../components/alert/alert.js";
import { start as disclosure } from "../components/menu/disclosure.js";
import { start as notFound } from "../components/not-found/not-found.js";
import { start as searchSlot } from "../components/search-slot/search-slot.js";
import { start as print } from "../components/share/print.js";
import { start as vision } from "../components/vision/vision.js";

const modules = {
  alert, disclosure, "not-found": notFound, print, "search-slot": searchSlot, "table-roles": tableRoles, vision,
};

for (const element of document.querySelectorAll("[data-module]")) {
  try {
    modules[element.dataset.module]?.(element)?.catch(report);
  } catch (error) {
    report(error);
  }
}

function report(error) {
  console.error("Vestnik:", error);
}
