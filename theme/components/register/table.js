// The register in columns, filtered and sorted: the same answers as plugins/vestnik/register/query.py. The files are
// described in plugins/vestnik/register/browser.py.

import { isNumber, numberKey, numberOrder, typedKeys } from "./number.js";

// The rows of a year, newest first.
export function rowsOf(year, columns) {
  const rows = [];
  let place = 0;
  for (const [month, count, stamp] of columns.months) {
    for (let inMonth = 0; inMonth < count; inMonth += 1, place += 1) {
      const number = columns.number[place];
      rows.push({
        year, month, stamp, inMonth, number,
        key: numberKey(number),
        day: `${String(year).padStart(4, "0")}-${pad(month)}-${pad(columns.day[place])}`,
        kind: columns.kinds[columns.kind[place]],
        issuer: columns.issuers[columns.issuer[place]],
        section: columns.sections[columns.section[place]],
        status: columns.statuses[columns.status[place]],
        titleRank: columns.title[place],
      });
    }
  }
  return rows;
}

const pad = (value) => String(value).padStart(2, "0");

// The years that a query can find something in.
export function yearsFor(query, years) {
  return years.filter(
    (year) =>
      (!query.year || year === Number(query.year)) &&
      (!query.from || year >= Number(query.from.slice(0, 4))) &&
      (!query.to || year <= Number(query.to.slice(0, 4))),
  );
}

// The rows that a query asks for, newest first as they come.
export function select(rows, query) {
  const numbers = typedKeys(query.number ?? "");
  return rows.filter(
    (row) =>
      (!query.kind || row.kind[0] === query.kind) &&
      (!query.issuer || row.issuer[0] === query.issuer) &&
      (!query.section || row.section === query.section) &&
      (!query.status || row.status[0] === query.status) &&
      (!query.year || row.year === Number(query.year)) &&
      (!query.from || query.from <= row.day) &&
      (!query.to || row.day <= query.to) &&
      (!numbers.length || isNumber(row.key, numbers)),
  );
}

// The rows in the order asked for, up to the `count`-th. `titleOf(row)` gives a promise of a row's title: titles come
// in parts, so the years, each in its own order by title, are merged only as far as is shown.
export async function sorted(rows, sort, count, titleOf) {
  if (sort === "oldest") return [...rows].reverse().slice(0, count);
  if (sort === "number") {
    const keyed = rows.map((row, place) => [numberOrder(row.key), place, row]);
    keyed.sort((a, b) => compare(a[0], b[0]) || a[1] - b[1]);
    return keyed.slice(0, count).map((one) => one[2]);
  }
  if (sort === "title") return byTitle(rows, count, titleOf);
  return rows.slice(0, count);
}

const AHEAD = 2;

async function byTitle(rows, count, titleOf) {
  const years = new Map();
  for (const row of rows) {
    if (!years.has(row.year)) years.set(row.year, []);
    years.get(row.year).push(row);
  }
  const queues = [...years.values()].map((queue) => queue.sort((a, b) => a.titleRank - b.titleRank));
  const head = async (queue) => {
    for (const next of queue.slice(1, AHEAD)) titleOf(next).catch(() => {}); // on its way while others are merged
    return queue.length ? titleOrder(await titleOf(queue[0])) : null;
  };
  const heads = await Promise.all(queues.map(head));
  const merged = [];
  while (merged.length < count) {
    let first = -1;
    // Of equal titles the newest comes first, and the years stand newest first.
    for (let place = 0; place < queues.length; place += 1) {
      if (heads[place] !== null && (first < 0 || compare(heads[place], heads[first]) < 0)) first = place;
    }
    if (first < 0) break;
    merged.push(queues[first].shift());
    heads[first] = await head(queues[first]);
  }
  return merged;
}

export function titleOrder(title) {
  return title.toLowerCase().replaceAll("ё", "е").replace(/^[^\p{L}\p{N}]+/u, "");
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}
