import { afterAll, describe, expect, it } from 'vitest';
import type { CallKind } from '../../simulation/faults/faults.ts';
import type { Strike } from '../../simulation/runs/exhaustive.ts';
import { complaintsOf, noStrike, strike, strikesOf } from '../../simulation/runs/exhaustive.ts';
import { claim } from '../../simulation/runs/claim.ts';
import { print } from '../../simulation/runs/print.ts';
import { scenarios } from '../../simulation/clients/scenarios.ts';
import type { Violation } from '../../simulation/world/violations.ts';

let faults = 0;
const violations: Violation[] = [];
afterAll(() =>
  print([`Each at one call of one of ${scenarios.length} paths: ${claim(faults, violations)}`]),
);

/** Right away, and after the sender has looked again. */
const latenesses = [0, 2];

/** Of many reads in a row the first and the last, and no missing table, which is one more outage; `npm run simulate -- --exhaustive` strikes them all. */
function isShare(calls: readonly CallKind[], { at, kind }: Strike): boolean {
  return kind !== 'noTable' && ![at - 1, at, at + 1].every((index) => calls[index] === 'get');
}

describe.each(scenarios)('$name', (scenario) => {
  it('ends the same whatever single fault strikes whichever of its storage calls', async () => {
    const well = await strike(scenario, noStrike);
    expect(well.violations).toEqual([]);
    const strikes = strikesOf(well.calls, latenesses);
    for (const each of strikes.filter((one) => isShare(well.calls, one))) {
      const struck = await strike(scenario, each);
      faults += struck.faults;
      violations.push(...struck.violations);
      expect(complaintsOf(well, struck, each), JSON.stringify(each)).toEqual([]);
    }
  });
});
