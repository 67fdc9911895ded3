import { beforeEach, expect, it } from 'vitest';
import { assignLicensesRoute } from '../../functions/api/assign-licenses.ts';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { unassignUserRoute } from '../../functions/api/unassign-user.ts';
import type { UserId } from '../../lib/licensing/ids.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { productKey } from '../../lib/storage/rows/product-row.ts';
import { userKey } from '../../lib/storage/rows/user-row.ts';
import type { Row } from '../../lib/storage/tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';
import type { Answered } from '../in-memory/ask.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const [adele, beth, carl] = [userId(1), userId(2), userId(3)];
const power = productKey(skuId('POWER_BI'));

let world: MemoryWorld;
/** Adele and Beth hold Power BI beside E3, Carl holds E3 alone. */
beforeEach(async () => {
  world = new MemoryWorld();
  const both = [direct('E3'), direct('POWER_BI')];
  await world.load(
    [product('E3'), product('POWER_BI')],
    [adele, beth, carl].map((id) =>
      user(id === carl ? [direct('E3')] : both, { id, userPrincipalName: `${id}@contoso.com` }),
    ),
  );
});

/** Writes over a row what nobody of this app has written. @returns what puts it right again */
async function damage(key: string, properties: Row['properties'] = { doc0: '{}' }) {
  const before = await world.store.row(key);
  await world.store.submit([{ kind: 'put', key, properties }]);
  world.services.catalogs.forget(tenantId);
  return () => damage(key, before?.properties);
}

function unassign(of: UserId, name: 'E3' | 'POWER_BI' = 'E3'): Promise<Answered> {
  return ask(world, unassignUserRoute, { params: { userId: of }, body: { skuIds: [skuId(name)] } });
}

function refusedBy(key: string): object {
  const message = expect.stringMatching(new RegExp(`row '${key}.* is damaged .*restore the row`));
  return { status: 500, body: { error: { code: 'rowDamaged', message } } };
}

it('nothing is decided on a user with a product whose row is damaged, and others go on', async () => {
  const before = await world.store.user(adele);
  const mend = await damage(power);
  expect(await unassign(adele)).toMatchObject(refusedBy(power));
  expect(await world.store.user(adele)).toEqual(before);
  expect(await unassign(carl)).toMatchObject({ status: 200 });
  await mend();
  expect(await unassign(adele)).toMatchObject({ status: 200 });
});

it('a product whose row is damaged is not one the tenant lacks, over both doors', async () => {
  await damage(power);
  expect(await unassign(carl, 'POWER_BI')).toMatchObject(refusedBy(power));
  const licenses = [{ skuId: skuId('POWER_BI') }];
  const assigned = { params: { userId: carl }, body: { licenses } };
  expect(await ask(world, assignLicensesRoute, assigned)).toMatchObject(refusedBy(power));
  const body = { addLicenses: licenses, removeLicenses: [] };
  const graph = await askGraph(world, 'POST', `/users/${carl}/assignLicense`, { body });
  const message = expect.stringContaining(`row '${power}' is damaged`);
  expect(graph).toMatchObject({ status: 500, body: { error: { message } } });
  expect(JSON.stringify(graph.body)).not.toContain('/api');
});

it('no seat is taken where a change of the seats is damaged; freeing one needs none of it', async () => {
  await unassign(adele);
  const delta = world.memory.all('licensing').find(({ key }) => key.includes('~d~'))?.key ?? '';
  await damage(delta);
  const request = { params: { userId: adele }, body: { licenses: [{ skuId: skuId('E3') }] } };
  expect(await ask(world, assignLicensesRoute, request)).toMatchObject(refusedBy(delta));
  expect(await unassign(beth)).toMatchObject({ status: 200 });
});

it('an import of products takes in those beside a damaged one, which it names', async () => {
  await damage(power);
  const value = (['E3', 'POWER_BI'] as const).map((name) => {
    const { prepaid: prepaidUnits, ...rest } = product(name, 40);
    return { ...rest, prepaidUnits, consumedUnits: 3, subscriptionIds: [] };
  });
  const answer = await ask(world, importTenantRoute, { body: { kind: 'subscribedSkus', value } });
  const reason = expect.stringContaining(`row '${power}' is damaged`);
  expect(answer.body).toMatchObject({ accepted: 1, rejected: [{ index: 1, reason }] });
});

/** What is still held of a user, or being purged. */
async function stateOf(of: UserId): Promise<unknown> {
  const row = await world.store.row(userKey(of));
  return row === null
    ? null
    : JSON.stringify(row.properties).match(/"state\\":\\"(held|purged)/)?.[1];
}

async function unassignE3(of: readonly UserId[]): Promise<void> {
  const request = { path: 'licensesPage', userIds: of, skuIds: [skuId('E3')] } as const;
  await unassignLicenses(world.session(), request);
  await world.handleMessages();
}

it('data is not purged of a user with a damaged product; it is once the row is right again', async () => {
  await unassignE3([adele, carl]);
  const mend = await damage(power);
  await world.moveTo(day(31));
  expect([await stateOf(adele), await stateOf(carl)]).toEqual(['held', 'purged']);
  expect(world.log.join('\n')).toContain(`row '${power}' is damaged`);
  await mend();
  await world.moveTo(day(32));
  expect(await stateOf(adele)).toBe('purged');
});

it('the sweep goes on past the damaged row of a user, a wake-up and a mark', async () => {
  await unassignE3([adele, beth, carl]);
  const mend = await damage(userKey(adele));
  const wakeUp = world.memory.all('licensing').find(({ key }) => key.startsWith('D~'))?.key ?? '';
  const [, due = ''] = wakeUp.split('~');
  await damage(`D~${due}~-nobody`);
  const mark = world.memory.all('wakeups').find(({ partition }) => partition > '20261201');
  const put = { kind: 'put', key: '-nobody', properties: {} } as const;
  await world.memory.submit('wakeups', mark?.partition ?? '', [put]);
  await world.moveTo(day(31));
  expect([await stateOf(beth), await stateOf(carl)]).toEqual(['purged', 'purged']);
  for (const key of [userKey(adele), `D~${due}~-nobody`, '-nobody']) {
    expect(world.log.join('\n')).toContain(`row '${key}' is damaged`);
  }
  await mend();
  await world.moveTo(day(32));
  expect(await stateOf(adele)).toBe('purged');
});

it('old operations are removed past one whose audit line is damaged, which stays', async () => {
  await unassignE3([adele]);
  world.now = addMs(start, 3_600_000);
  await unassignE3([beth]);
  const lines = () => world.memory.all('licensing').filter(({ key }) => key.startsWith('E~'));
  const [line] = lines();
  await damage(line?.key ?? '');
  for (const at of [366, 367]) await world.moveTo(day(at));
  expect(lines().map(({ key }) => key)).toEqual([line?.key]);
});
