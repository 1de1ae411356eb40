// The numbers of documents: plugins/vestnik/search/numbering.py.

const LEAST = 4; // numbering.LEAST

// How the documents of a tier are numbered: months one behind the other, in each runs of one group, with gaps.
export class Tier {
  constructor(reader, first) {
    this.months = [];
    this.size = reader.number(); // documents
    let [month, base, batch] = [0, first, 0];
    while (!reader.done) {
      month += reader.number();
      const [space, batches] = [reader.number() * LEAST, reader.number()];
      const runs = [];
      let end = base;
      for (let left = reader.number(); left > 0; left--) {
        const start = end + reader.number() * LEAST;
        const said = reader.number();
        end = start + LEAST * 4 ** (said & 7);
        runs.push({ start, group: said >> 3 });
      }
      this.months.push({ month, base, runs, batch, batches });
      base += space;
      batch += batches;
    }
    this.end = base; // all ids are less
    this.newest = month;
    this.bases = new Map(this.months.map((one) => [one.month, one]));
  }

  id(month, number) {
    const one = this.bases.get(month);
    if (!one) throw new RangeError("the index does not fit together");
    return one.base + number;
  }

  month(id) {
    return this.months[last(this.months, (other) => other.base <= id)];
  }

  place(id) {
    const { month, runs } = this.month(id);
    return { month, group: runs[last(runs, (run) => run.start <= id)].group };
  }

  batch(id) {
    const one = this.month(id);
    return one.batch + ((id - one.base) % one.batches);
  }

  baseOf(batch) {
    return this.months[last(this.months, (other) => other.batch <= batch)].base;
  }
}

// The last place at which a condition holds that first holds and then does not.
export function last(list, holds) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
