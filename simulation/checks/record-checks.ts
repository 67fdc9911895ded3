import { fromDocument } from '../../lib/storage/rows/document.ts';
import { Operation, OperationPart } from '../../lib/storage/rows/operation-row.ts';
import type { Row } from '../../lib/storage/tables.ts';
import type { World } from '../world/world.ts';

/** Every operation was handled and finished, and none waits for a message. */
export function checkOperations({ findings, now }: World, rows: readonly Row[]): void {
  const records = rows.filter(({ key }) => key.startsWith('O~'));
  const handledOf = new Map<string, Operation>();
  const done = new Map<string, number>();
  for (const row of records) {
    const [, id = '', part] = row.key.split('~');
    if (part === undefined) {
      const operation = fromDocument('operation', Operation, row).value;
      handledOf.set(id, operation);
      done.set(id, Math.max(done.get(id) ?? 0, operation.part.doneTargets));
    } else {
      const { doneTargets } = fromDocument('part', OperationPart, row).value;
      done.set(id, Math.max(done.get(id) ?? 0, doneTargets));
    }
  }
  for (const [id, { request, message, targetCount }] of handledOf) {
    const { path } = request;
    findings.check('I4', message === 'handled', () => `${path} ${id} is ${message} at ${now}`);
    // An import that was cut off is sent again by its caller.
    if (path === 'import') continue;
    findings.check('I4', (done.get(id) ?? 0) >= targetCount, () => {
      return `${path} ${id}: ${done.get(id)} of ${targetCount} targets are done`;
    });
  }
  const waiting = rows.filter(({ key }) => key.startsWith('D~') && key.includes('~O~'));
  findings.check('I4', waiting.length === 0, () => waiting.map(({ key }) => key).join());
}

/** Where nothing has happened for longer than records are kept, none is left, and no line of the audit. */
export function checkRemoved({ findings, memory, now }: World): void {
  const left = memory.all('licensing').filter(({ key }) => /^[OE]~/.test(key));
  findings.check('I11', left.length === 0, () => {
    return `${left.length} rows of quiet tenants are left at ${now}: ${left[0]?.key}`;
  });
}
