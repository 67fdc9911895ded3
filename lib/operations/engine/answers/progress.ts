import { z } from 'zod';
import type { OperationWithParts } from '../../../storage/tenant-store.ts';

/** How far an operation of several transactions has come: every part is written once and stays, so it only ever grows. */
export const Progress = z.strictObject({
  status: z
    .enum(['running', 'done', 'cancelled'])
    .describe(
      'running: a part of it is still to come; cancelled: none is, though some are not done.',
    ),
  targets: z.strictObject({ done: z.number().int(), of: z.number().int() }),
});
export type Progress = z.infer<typeof Progress>;

/** What of an operation is done. One that a crash cut off is running until its wake-up or a repeat has finished it. */
export function progressOf({
  operation,
  parts,
}: Pick<OperationWithParts, 'operation' | 'parts'>): Progress {
  const of = operation.targetCount;
  const done = Math.min(parts.at(-1)?.doneTargets ?? 0, of);
  const isCancelled = parts.at(-1)?.isCancelled === true;
  const status = done >= of ? 'done' : isCancelled ? 'cancelled' : 'running';
  return { status, targets: { done, of } };
}
