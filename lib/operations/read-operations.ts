import { notFound } from '../errors.ts';
import type { OperationId, UserId } from '../licensing/ids.ts';
import { keysUnder } from '../storage/keys.ts';
import { fromDocument } from '../storage/rows/document.ts';
import { AuditEntry } from '../storage/rows/operation-row.ts';
import { TenantStore } from '../storage/tenant-store.ts';
import type { Call } from './call.ts';
import { freedSeats } from './operation-answer.ts';
import type { Slice } from './paging.ts';
import { fromSkipToken, toSkipToken } from './paging.ts';
import { OperationPath } from './result.ts';
import type { Services } from './services.ts';
import type { OperationDetails } from './shapes.ts';

const rowsAtOnce = 200;
const mostPages = 10;

/** One operation: what was asked, what was done, and whether its message was handled. */
export async function readOperation(
  services: Services,
  call: Call,
  operationId: OperationId,
): Promise<OperationDetails> {
  const found = await new TenantStore(services.tables, call.tenantId).operation(operationId);
  if (found === null) throw notFound('operation', operationId);
  const { operation, parts } = found;
  const { path, at, by, request, message, undoneBy } = operation;
  return {
    operationId,
    path: OperationPath.parse(path),
    at,
    by,
    request,
    results: parts.flatMap(({ results }) => results),
    freedSeats: [...freedSeats(parts)],
    message,
    undoneBy,
  };
}

/** Operations, newest first; of one user where asked. */
export async function listOperations(
  services: Services,
  call: Call,
  query: {
    readonly userId: UserId | null;
    readonly top: number;
    readonly skipToken: string | null;
  },
): Promise<Slice<OperationDetails>> {
  await services.catalogs.of(call.tenantId, call.now);
  const store = new TenantStore(services.tables, call.tenantId);
  const range = keysUnder('E');
  const found: AuditEntry[] = [];
  let next: string | null = fromSkipToken('operations', query.skipToken) ?? range.from;
  for (let pages = 0; next !== null && pages < mostPages && found.length < query.top; pages += 1) {
    const page = await store.page({ from: next, to: range.to }, { top: rowsAtOnce });
    const last = page.rows.at(-1)?.key;
    next = page.continuation === null || last === undefined ? null : `${last}-`;
    for (const row of page.rows) {
      const entry = fromDocument(AuditEntry, row).value;
      if (query.userId !== null && !entry.userIds.includes(query.userId)) continue;
      if (found.length === query.top) {
        next = row.key;
        break;
      }
      found.push(entry);
    }
  }
  const value = await Promise.all(
    found.map(({ operationId }) => readOperation(services, call, operationId)),
  );
  return { value, skipToken: next === null ? null : toSkipToken('operations', next) };
}
