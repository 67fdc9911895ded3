/** Numbers that depend on nothing but a seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 included to 1 excluded. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below the bound. */
  int(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** A whole number from the first to the last, both included. */
  between(first: number, last: number): number {
    return first + this.int(last - first + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<const Value>(values: readonly [Value, ...Value[]]): Value;
  pick<const Value>(values: readonly Value[]): Value | undefined;
  pick<const Value>(values: readonly Value[]): Value | undefined {
    return values[this.int(values.length)];
  }

  /** So many different values, in random order; all of them when there are fewer. */
  some<Value>(values: readonly Value[], count: number): Value[] {
    const rest = [...values];
    const picked: Value[] = [];
    while (picked.length < count && rest.length > 0) {
      picked.push(...rest.splice(this.int(rest.length), 1));
    }
    return picked;
  }

  /** One of the values, each as likely as its weight says. */
  weighted<const Value>(choices: readonly (readonly [Value, number])[]): Value {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new RangeError('no value has a weight');
  }
}
