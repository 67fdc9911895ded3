import { UnseatError } from '../../lib/errors.ts';
import type { Instance } from '../world/instance.ts';
import type { Findings } from '../world/violations.ts';

/** What the app calls apart: more than this, and one of two clocks is wrong. */
const mostApartMs = 5 * 60_000;

/** Two clocks that agree are never called apart, however long the work takes that reads them. */
export function checkClocks(findings: Findings, instance: Instance, error: unknown): void {
  if (error instanceof AggregateError) {
    for (const each of error.errors) checkClocks(findings, instance, each);
  }
  const isRefused = error instanceof UnseatError && error.kind === 'clocksApart';
  findings.check('error', !isRefused || instance.furthestMs > mostApartMs, () => {
    return `clocks ${instance.furthestMs} ms apart at most: ${String(error)}`;
  });
}
