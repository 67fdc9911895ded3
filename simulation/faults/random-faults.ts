import type { TableName } from '../../lib/storage/tables.ts';
import type { CallKind, FaultKind, Faults } from './faults.ts';
import { countFault, faultsOf } from './faults.ts';
import type { Random } from '../world/random.ts';

/** How much goes wrong: the share of faulty calls, of slow ones, and how often a storm begins. */
export interface Weather {
  readonly faulty: number;
  readonly slow: number;
  readonly storm: number;
  /** The share of conditional writes that are refused, beside the faulty ones. */
  readonly refused?: number;
}

export const weathers = {
  calm: { faulty: 0, slow: 0, storm: 0 },
  slow: { faulty: 0.05, slow: 0.2, storm: 0 },
  rough: { faulty: 0.25, slow: 0.05, storm: 0.004 },
  /** Everybody writes the same rows, and hardly anybody is let through. */
  contended: { faulty: 0.05, slow: 0.05, storm: 0, refused: 0.7 },
  stormy: { faulty: 0.4, slow: 0.05, storm: 0.03 },
} as const satisfies Record<string, Weather>;

const rare: ReadonlySet<FaultKind> = new Set([
  'crashBefore',
  'crashAfter',
  'paused',
  'hung',
  'noTable',
]);

/** Faults at random, by the weather of the hour; in a storm hardly any call is answered. */
export class RandomFaults implements Faults {
  readonly counts = new Map<FaultKind, number>();
  weather: Weather = weathers.calm;
  readonly #random: Random;
  #stormLeft = 0;
  /** A table that is not there, and for how many calls to it. */
  #missing: { readonly table: TableName; left: number } | null = null;

  constructor(random: Random) {
    this.#random = random;
  }

  next(call: CallKind, table?: TableName): FaultKind | null {
    const kind = this.#isMissing(table) ? 'noTable' : this.#draw(call);
    if (kind === 'noTable' && table !== undefined && this.#missing === null) {
      this.#missing = { table, left: this.#random.int(60) };
    }
    if (kind !== null) countFault(this.counts, kind);
    return kind;
  }

  delay(): number {
    if (!this.#random.chance(this.weather.slow)) return 0;
    countFault(this.counts, 'slow');
    return this.#random.between(5, 80);
  }

  lateness(): number {
    return this.#random.int(50);
  }

  /** Up to as long as the host lets a function run. */
  standstillMs(): number {
    return this.#random.between(10_000, 420_000);
  }

  calm(): void {
    this.weather = weathers.calm;
    this.#stormLeft = 0;
    this.#missing = null;
  }

  #isMissing(table: TableName | undefined): boolean {
    if (this.#missing === null || this.#missing.table !== table) return false;
    this.#missing.left -= 1;
    if (this.#missing.left < 0) this.#missing = null;
    return this.#missing !== null;
  }

  #draw(call: CallKind): FaultKind | null {
    if (this.#stormLeft > 0 && call !== 'handled') {
      this.#stormLeft -= 1;
      if (this.#random.chance(0.8)) return this.#random.pick(['throttled', 'busy', 'lostBefore']);
    }
    if (this.#random.chance(this.weather.storm)) this.#stormLeft = this.#random.between(10, 60);
    const { refused = 0, faulty } = this.weather;
    if (refused > 0 && call === 'write' && this.#random.chance(refused)) return 'refused';
    // Most calls read: what writes and sends is struck more often, so that both come to as much.
    const share = call === 'get' || call === 'page' ? faulty : 2.5 * faulty;
    if (!this.#random.chance(share)) return null;
    const kind = this.#random.pick(faultsOf(call)) ?? null;
    return kind !== null && rare.has(kind) && this.#random.chance(0.7) ? 'lostBefore' : kind;
  }
}
