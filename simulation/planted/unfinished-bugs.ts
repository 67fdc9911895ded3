import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes in operations of several transactions, before all of them are there. */
export const unfinishedBugs: readonly PlantedBug[] = [
  bug(
    'what finishes an operation gives its targets another time',
    'lib/operations/engine/plan-part.ts',
    'const now = laterOf(at, addDays(read, -latestFinishDays));',
    'const now = laterOf(at, asked);',
  ),
  bug(
    'an undo trusts what it has read before there was something to undo',
    'lib/operations/licenses/undo-operation.ts',
    'refuseNewcomer(current.operation, targets);',
    '',
  ),
  bug(
    'an operation is undone before it is done',
    'lib/operations/licenses/undo-operation.ts',
    "if (status !== 'running') return found.parts;",
    'if (status !== null) return found.parts;',
  ),
  bug(
    'what an undo gives back is removed before the undo is done',
    'lib/operations/purge/remove-old-operations.ts',
    "return undo !== null && undo.operation.message !== 'handled';",
    'return undo === null;',
  ),
  bug(
    'an operation is shown as done before it is',
    'lib/operations/engine/answers/progress.ts',
    "done >= of ? 'done'",
    "done > 0 ? 'done'",
  ),
  bug(
    'a repeat shows a user as it is by now',
    'lib/operations/engine/recorded.ts',
    'known?.parts[0]?.after[0] ?? null',
    'known === null ? null : null',
  ),
  bug(
    'what was decided in the first of two steps is said again in the second',
    'lib/operations/engine/assemble-part.ts',
    'head.isMidTarget ? 1 : 0',
    'head.isMidTarget ? 0 : 0',
  ),
  bug(
    'what goes is gone before what comes is there',
    'lib/licensing/midway.ts',
    '[...going, ...after.assignments]',
    'before.assignments.slice(going.length)',
  ),
  bug(
    'a transaction is measured in characters',
    'lib/storage/sizes.ts',
    'Buffer.byteLength(JSON.stringify(properties))',
    'JSON.stringify(properties).length',
  ),
  bug(
    'an item is measured before it is escaped',
    'lib/operations/held-data/item-size.ts',
    'itemBytes(tenantId, place, item)',
    "itemBytes(tenantId, place, { ...item, content: '' }) + 2 * item.content.length",
  ),
  bug(
    'notices of an operation do not wait for its end',
    'lib/operations/after-commit/handle-operation.ts',
    "progressOf(reached).status === 'running' &&",
    'progressOf(reached).targets.of < 0 &&',
  ),
  bug(
    'a text is cut inside a character',
    'lib/storage/long-text.ts',
    'isPairCut ? end - 1 : end',
    'isPairCut ? end : end',
  ),
];
