export const invariants = [
  'I1',
  'I2',
  'I3',
  'I4',
  'I5',
  'I6',
  'I7',
  'I8',
  'I9',
  'I10',
  'I11',
  'I12',
  'audit',
  'rows',
  'error',
] as const;
/**
 * The invariants of the design; `audit`: the chain holds every record as it was committed; `rows`: derived rows agree with
 * their user; `error`: nothing fails unforeseen.
 */
export type Invariant = (typeof invariants)[number];

export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
}

/** Collects what was found wrong and counts what was looked at; it never throws, since an operation might catch it. */
export class Findings {
  readonly violations: Violation[] = [];
  checks = 0;

  check(invariant: Invariant, holds: boolean, what: () => string): void {
    this.checks += 1;
    if (!holds && this.violations.length < 20) this.violations.push({ invariant, what: what() });
  }
}
