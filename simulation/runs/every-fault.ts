import colors from 'picocolors';
import { claim } from './claim.ts';
import { complaintsOf, noStrike, strike, strikesOf } from './exhaustive.ts';
import { number } from './number.ts';
import { scenarios } from '../clients/scenarios.ts';
import type { Violation } from '../world/violations.ts';

const latenesses = [0, 1, 2, 4, 8];

/** Every fault at every call of every path, one by one. */
export async function runEveryFault(): Promise<{
  readonly lines: readonly string[];
  readonly isGreen: boolean;
}> {
  let [strikes, checks, failures] = [0, 0, 0];
  const violations: Violation[] = [];
  for (const scenario of scenarios) {
    const well = await strike(scenario, noStrike);
    const all = strikesOf(well.calls, latenesses);
    for (const each of all) {
      const struck = await strike(scenario, each);
      strikes += 1;
      checks += struck.checks;
      violations.push(...struck.violations);
      const complaints = complaintsOf(well, struck, each);
      if (complaints.length === 0) continue;
      failures += 1;
      console.log(colors.red(`${scenario.name}: ${JSON.stringify(each)}`), complaints);
    }
    console.log(`${scenario.name}: ${well.calls.length} calls, ${all.length} faults one by one`);
  }
  const lines = [
    `${number(checks)} checks of invariants, ${failures} faults with a violation`,
    `Each at one call of one of ${scenarios.length} paths: ${claim(strikes, violations)}`,
  ];
  return { lines, isGreen: failures === 0 };
}
