import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes with clocks, and in what the sweep brings to its end. */
export const sweepBugs: readonly PlantedBug[] = [
  bug(
    'an operation sets an end while the clocks stand apart',
    'lib/operations/engine/plan-part.ts',
    'if (plan.startsClock) readClocks(session);',
    '',
  ),
  bug(
    'a request counts from when it came in, however long ago',
    'lib/operations/engine/clocks.ts',
    'return areApart(received, now) ? now : received;',
    'return received;',
  ),
  bug(
    'a purge trusts its machine’s clock alone',
    'lib/operations/engine/clocks.ts',
    'if (areApart(now, storage)) throw new ClocksApartError(now, storage);',
    '',
  ),
  bug(
    'old records are removed by the clock of the machine alone',
    'lib/operations/purge/remove-old-operations.ts',
    'const { dueBy } = readClocks(services);',
    'const dueBy = services.clock();',
  ),
  bug(
    'a sweep ends with its first page of marks',
    'lib/operations/purge/sweep.ts',
    'if (page.continuation !== null) {',
    "if (page.continuation === 'never') {",
  ),
  bug(
    'only the first tenant of a batch is told',
    'lib/operations/purge/handle-sweep-message.ts',
    'await pMap(message.tenants, send,',
    'await pMap(message.tenants.slice(0, 1), send,',
  ),
  bug(
    'nothing leads to the end of the oldest operation of a quiet tenant',
    'lib/operations/purge/sweep-tenant.ts',
    'await markOldestOperation(services, store);',
    '',
  ),
  bug(
    'old operations that are not handled keep the rest from its end',
    'lib/operations/purge/remove-old-operations.ts',
    'if (next !== null)',
    'if (next !== null && left === 0)',
  ),
  bug(
    'freed seats are left to whoever reads them',
    'lib/operations/purge/sweep-tenant.ts',
    'const isMore = await foldFreedSeats(services, store);',
    'const isMore = false;',
  ),
  bug(
    'a reader folds for as long as there is something to fold',
    'lib/operations/engine/seat-ledger.ts',
    'const mostFolds = 3;',
    'const mostFolds = 300;',
  ),
  bug(
    'notices that were not delivered end by the clock of a machine',
    'lib/operations/engine/clocks.ts',
    'return earlierOf(clock(), tables.lastSeenClock());',
    'return clock();',
  ),
  bug(
    'nothing leads to the end of a notice that was not delivered',
    'lib/operations/notices/undelivered-notices.ts',
    'await services.marks.mark(tenantId, [addDays(notice.at, keptDays)]);',
    '',
  ),
  bug(
    'an operation is recorded at the time of a clock that is wrong',
    'lib/operations/engine/run-operation.ts',
    'await store.tenant();\n  return countedFrom(now, tables.lastSeenClock());',
    'return now;',
  ),
  bug(
    'a purge that is given up takes its message with it',
    'lib/operations/purge/handle-purge-message.ts',
    'throw new PurgeGivenUpError(count);',
    '',
  ),
  bug(
    'a poisoned purge is not seen in health',
    'lib/operations/purge/report-poisoned.ts',
    "await noteGivenUp(services, 'purges', tenantId);",
    '',
  ),
];
