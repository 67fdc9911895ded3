import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { getOperationRoute } from '../../functions/api/get-operation.ts';
import { verifyAuditRoute } from '../../functions/api/verify-audit.ts';
import type { OperationId } from '../../lib/licensing/ids.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { chainLineWrite } from '../../lib/operations/engine/chain-record.ts';
import { operationIdOf } from '../../lib/operations/engine/operation-id.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { fromParts, toParts } from '../../lib/storage/long-text.ts';
import { auditKey } from '../../lib/storage/rows/audit-entry-row.ts';
import { operationKey } from '../../lib/storage/rows/operation-row.ts';
import type { Row } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';
import { Crash, crashingAt } from './crash.ts';

const people = Array.from({ length: 30 }, (_, index) =>
  user([direct('E3')], { id: userId(index + 1), userPrincipalName: `u${index}@contoso.com` }),
);
const userIds = people.map(({ id }) => id);
const request = { path: 'activeUsers', userIds, skuIds: 'allDirect' } as const;

let world: MemoryWorld;
let operationId: OperationId;
const session = () => world.session({ idempotencyKey: 'bulk' });

/** An operation that an earlier version recorded, and that a crash cut off with 20 of its 30 users done. */
beforeEach(async () => {
  world = new MemoryWorld(crashingAt(2));
  await world.load([product('E3', 30)], people);
  operationId = operationIdOf(session());
  await expect(unassignLicenses(session(), request)).rejects.toThrow(Crash);
  const key = operationKey(operationId);
  const recorded = Record.parse(JSON.parse(fromParts('doc', (await rowAt(key)).properties)));
  const earlier = { ...recorded, path: 'activeUsers', fingerprint: 'of its shape', request };
  const row = { kind: 'put', key, properties: toParts('doc', JSON.stringify(earlier)) } as const;
  const { properties } = await rowAt(auditKey({ operationId, at: world.now }));
  const entry = { kind: 'put', key, properties } as const;
  await world.store.submit([row, chainLineWrite(world.now, key, [row, entry])]);
});

const Record = z.looseObject({});

async function rowAt(key: string): Promise<Row> {
  const row = await world.store.row(key);
  if (row === null) throw new Error(`no row ${key}`);
  return row;
}

it('the record of an earlier version is finished and handled, and says to the audit what it said', async () => {
  await world.moveTo(addMs(world.now, 3 * 60_000));
  expect(await world.consumed(skuId('E3'))).toBe(0);
  expect((await ask(world, getOperationRoute, { params: { operationId } })).body).toMatchObject({
    path: 'activeUsers',
    request,
    status: 'done',
    message: 'handled',
  });
  expect((await ask(world, verifyAuditRoute)).body).toMatchObject({ isIntact: true, problems: [] });
});

it('a repeat of what an earlier version recorded goes on with it, and another request is refused', async () => {
  const repeated = await unassignLicenses(session(), request);
  expect(repeated.results).toHaveLength(30);
  const other = { ...request, userIds: userIds.slice(1) };
  await expect(unassignLicenses(session(), other)).rejects.toMatchObject({
    code: 'idempotencyKeyReused',
  });
});
