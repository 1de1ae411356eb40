// Whether the moment that a warning lasts until has passed. What cannot be read has not: better a stale warning
// than none.

export function isOver(until, now) {
  const end = Date.parse(until);
  return !Number.isNaN(end) && end <= now.getTime();
}
