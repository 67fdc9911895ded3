import { Operation, OperationPart } from '../../lib/storage/rows/operation-row.ts';
import type { Write } from '../../lib/storage/tables.ts';
import { documentOf } from '../world/shadow.ts';
import type { Findings } from '../world/violations.ts';

/** How far the operations of one tenant have come, and which of them were undone. */
export class Progress {
  readonly #done = new Map<string, { readonly done: number; readonly targets: number }>();
  readonly #undone = new Set<string>();

  /** Only what is done is undone, and what was undone goes on no more. */
  check(findings: Findings, writes: readonly Write[]): void {
    for (const write of writes) {
      if (!write.key.startsWith('O~')) continue;
      const [, id = '', part] = write.key.split('~');
      if (write.kind === 'delete') {
        // Kept its time: its key is a new one after that.
        this.#done.delete(id);
        this.#undone.delete(id);
        continue;
      }
      if (part === undefined) this.#checkRecord(findings, id, write.properties);
      else this.#checkPart(findings, id, documentOf(OperationPart, write.properties).doneTargets);
    }
  }

  #checkRecord(findings: Findings, id: string, properties: Parameters<typeof documentOf>[1]): void {
    const { part, targetCount: targets, undoneBy } = documentOf(Operation, properties);
    const known = this.#done.get(id) ?? { done: part.doneTargets, targets };
    this.#done.set(id, known);
    if (undoneBy === null) return;
    this.#undone.add(id);
    findings.check('I10', known.done >= targets, () => {
      return `${id} is undone with ${known.done} of ${targets} targets done`;
    });
  }

  #checkPart(findings: Findings, id: string, done: number): void {
    findings.check('I10', !this.#undone.has(id), () => `${id} was undone and goes on`);
    this.#done.set(id, { done, targets: this.#done.get(id)?.targets ?? done });
  }
}
