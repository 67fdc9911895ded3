import { number } from './number.ts';
import type { Invariant, Violation } from '../world/violations.ts';
import { invariants } from '../world/violations.ts';

/** What a violation of an invariant is called by somebody whose people and money it is about. */
const harms: Readonly<Record<Invariant, string>> = {
  I1: 'licenses lost',
  I2: 'seats freed twice',
  I3: 'operations carried out twice or answered differently',
  I4: 'messages lost',
  I5: 'early purges',
  I6: 'things left or read after their purge',
  I7: 'rows across tenants',
  I8: 'names where only ids belong',
  I9: 'unknowns read as none',
  I10: 'unfinished operations taken for done',
  I11: 'things that wait for ever',
  I12: 'readings of what is not theirs',
  audit: 'audit records that do not fit their chain',
  rows: 'rows that contradict each other',
  error: 'unforeseen errors',
};

/** Our claim in one sentence, with what was seen. */
export function claim(faults: number, violations: readonly Violation[]): string {
  const counts = invariants.map((invariant) => {
    const seen = violations.filter((violation) => violation.invariant === invariant);
    return `${number(seen.length)} ${harms[invariant]}`;
  });
  return `${number(faults)} faults injected: ${counts.join(', ')}`;
}
