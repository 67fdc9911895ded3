import type { CallKind, FaultKind, Faults } from './faults.ts';
import { countFault, faultsOf } from './faults.ts';

/** One fault at one call, counted from 0 since it was armed; every other call goes well. */
export class OneFault implements Faults {
  readonly counts = new Map<FaultKind, number>();
  /** The calls since it was armed. */
  readonly calls: CallKind[] = [];
  isArmed = false;
  readonly #at: number;
  readonly #kind: FaultKind;
  readonly #lateness: number;

  constructor(at: number, kind: FaultKind, lateness = 0) {
    this.#at = at;
    this.#kind = kind;
    this.#lateness = lateness;
  }

  next(call: CallKind): FaultKind | null {
    if (!this.isArmed) return null;
    this.calls.push(call);
    if (this.calls.length - 1 !== this.#at || !faultsOf(call).includes(this.#kind)) return null;
    countFault(this.counts, this.#kind);
    return this.#kind;
  }

  delay(): number {
    return 0;
  }

  lateness(): number {
    return this.#lateness;
  }

  /** Nobody else is there to go on meanwhile. */
  standstillMs(): number {
    return 0;
  }
}
