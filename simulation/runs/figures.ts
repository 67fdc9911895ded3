import { claim } from './claim.ts';
import type { FaultKind } from '../faults/faults.ts';
import { faultKinds } from '../faults/faults.ts';
import type { HistoryResult } from './history.ts';
import { number } from './number.ts';

/** What many histories have shown together. */
export class Figures {
  histories = 0;
  activities = 0;
  calls = 0;
  checks = 0;
  purged = 0;
  readonly faults = new Map<FaultKind, number>();
  /** Seeds that ended in a violation. */
  readonly failed: HistoryResult[] = [];

  add(result: HistoryResult): void {
    this.histories += 1;
    this.activities += result.activities;
    this.calls += result.calls;
    this.checks += result.checks;
    this.purged += result.purged;
    for (const [kind, count] of result.faults) {
      this.faults.set(kind, (this.faults.get(kind) ?? 0) + count);
    }
    if (result.violations.length > 0) this.failed.push(result);
  }

  /** Without calls that were only overtaken. */
  get faultCount(): number {
    return [...this.faults].reduce((sum, [kind, count]) => sum + (kind === 'slow' ? 0 : count), 0);
  }

  /** One line for each figure. */
  lines(): readonly string[] {
    const kinds = faultKinds
      .filter((kind) => kind !== 'slow')
      .map((kind) => `${kind} ${number(this.faults.get(kind) ?? 0)}`);
    return [
      `${number(this.histories)} histories, ${number(this.activities)} activities, ${number(this.calls)} turns`,
      `${number(this.faultCount)} faults injected: ${kinds.join(', ')}`,
      `${number(this.faults.get('slow') ?? 0)} calls overtaken by up to 80 others`,
      `${number(this.purged)} generations of data purged`,
      `${number(this.checks)} checks of invariants, ${number(this.failed.length)} histories with a violation`,
      claim(
        this.faultCount,
        this.failed.flatMap(({ violations }) => violations),
      ),
    ];
  }
}
