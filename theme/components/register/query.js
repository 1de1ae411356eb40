// The state of the filter: in the form, in the address and checked.

export const FIELDS = ["number", "from", "to", "kind", "issuer", "section", "year", "status", "sort"];

const DATE = /^(?:(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4})|(\d{4})-(\d{1,2})-(\d{1,2}))(?:\s*г\.?)?$/;

// A day typed as «23.05.2023» or «2023-05-23» in ISO form; null where there is no such day.
export function day(typed) {
  const found = DATE.exec(typed.trim());
  if (!found) return null;
  const [year, month, date] = (found[3] ? [found[3], found[2], found[1]] : found.slice(4, 7)).map(Number);
  const made = new Date(Date.UTC(2000, month - 1, date));
  made.setUTCFullYear(year, month - 1, date);
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== date || year < 1) return null;
  return made.toISOString().slice(0, 10);
}

// «2023-05-23» as people write it.
export function dayInWords(iso) {
  return iso.split("-").reverse().join(".");
}

// What the address asks for, as typed; fields that ask for nothing are left out.
export function fromAddress(search) {
  const parameters = new URLSearchParams(search);
  const state = {};
  for (const name of [...FIELDS, "page"]) {
    const value = (parameters.get(name) ?? "").trim().slice(0, 60);
    if (value) state[name] = value;
  }
  return state;
}

export function toAddress(state) {
  const parameters = new URLSearchParams();
  for (const name of FIELDS) if (state[name]) parameters.set(name, state[name]);
  if (Number(state.page) > 1) parameters.set("page", state.page);
  const text = parameters.toString().replaceAll("%2F", "/");
  return text && `?${text}`;
}

// {query, errors}: what to look for, and for each wrong field what is wrong: "date", "no-day" or "order".
export function understood(state) {
  const errors = {};
  const query = { ...state, page: Math.max(1, Math.floor(Number(state.page)) || 1) };
  for (const name of ["from", "to"]) {
    if (!state[name]) continue;
    query[name] = day(state[name]);
    if (!query[name]) errors[name] = DATE.test(state[name].trim()) ? "no-day" : "date";
  }
  if (!errors.from && !errors.to && query.from && query.to && query.from > query.to) errors.to = "order";
  return { query, errors };
}
