// Fetches the files of the register, each once. Years are always asked for anew (a host answers «not changed»);
// months carry their stamp in the address, so they may be kept for ever.

import { rowsOf } from "./table.js";

export function files(base) {
  const years = kept((year) => read(`${base}${year}.json`, "no-cache").then((columns) => rowsOf(year, columns)));
  const months = kept(async (address, stamp) => {
    let month = await read(address, "default");
    if (month.stamp !== stamp) month = await read(address, "reload");
    if (month.stamp !== stamp) throw new Error(`${address} belongs to another state of the register`);
    return month.rows;
  });
  return {
    // The rows of these years, in their order.
    rows: async (wanted) => (await Promise.all(wanted.map((year) => years(year)))).flat(),
    // [title, address] of a row.
    texts: async (row) => {
      const month = String(row.month).padStart(2, "0");
      return (await months(`${base}${row.year}-${month}.json?${row.stamp}`, row.stamp))[row.inMonth];
    },
  };
}

// Remembers the promises of a function by its first argument; one that fails may be asked for again.
function kept(get) {
  const known = new Map();
  return (name, ...rest) => {
    if (!known.has(name)) {
      const promise = get(name, ...rest);
      promise.catch(() => known.delete(name));
      known.set(name, promise);
    }
    return known.get(name);
  };
}

async function read(address, cache) {
  const response = await fetch(address, { cache, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
