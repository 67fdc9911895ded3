import type { Client } from '@microsoft/microsoft-graph-client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { guid, planId, skuId } from '../../simulation/builders/products.ts';
import { reachByGlobalFetch } from '../in-memory/global-fetch.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { TenantClient, person, teamGroup } from '../e2e/running-app.ts';
import { javascriptClient, typescriptClient } from './graph-clients.ts';

const app = new MemoryApp();
reachByGlobalFetch(app);
let tenant: TenantClient;
let graph: Client;

const e3 = skuId('E3');
const p1 = skuId('EXCHANGE_P1');
const archive = skuId('ARCHIVE');
const powerBi = skuId('POWER_BI');

async function setUp(people: readonly unknown[], seats = 100): Promise<void> {
  tenant = new TenantClient(app);
  await tenant.setUp(people, { seats });
  graph = javascriptClient(app.url, await tenant.token('User Administrator'));
}

function assign(
  user: string,
  addLicenses: readonly { skuId: string; disabledPlans?: readonly string[] }[],
  removeLicenses: readonly string[],
): Promise<unknown> {
  return graph.api(`/users/${user}/assignLicense`).post({ addLicenses, removeLicenses });
}

const Licenses = z.object({
  assignedLicenses: z.array(z.object({ skuId: z.string(), disabledPlans: z.array(z.string()) })),
});

async function held(user: string): Promise<readonly string[]> {
  const answer = await graph.api(`/users/${user}`).select('assignedLicenses').get();
  return Licenses.parse(answer).assignedLicenses.map((license) => license.skuId);
}

async function stateOf(user: string): Promise<Record<string, string>> {
  const { data } = await tenant.user(user);
  return Object.fromEntries(data.map(({ service, state }) => [service, state]));
}

function refused(message: string) {
  return { statusCode: 400, code: 'Request_BadRequest', message };
}

const one = guid(3, 1);

describe('POST /users/{id}/assignLicense', () => {
  it('removes a product: seat free, data held, recorded as path graph, undone like any other', async () => {
    await setUp([person(1, ['E3', 'POWER_BI']), person(2, ['E3'])]);
    const answer = await assign('person1@contoso.com', [], [e3]);
    expect(answer).toMatchObject({
      '@odata.context': expect.stringMatching(/\$metadata#users\/\$entity$/),
      id: one,
      assignedLicenses: [{ disabledPlans: [], skuId: powerBi }],
    });
    expect(await tenant.consumed('E3')).toBe(1);
    expect(await stateOf(one)).toMatchObject({ exchange: 'held', oneDrive: 'kept', teams: 'held' });
    const operations = z
      .object({ value: z.array(z.looseObject({ operationId: z.string(), path: z.string() })) })
      .parse(await tenant.ok('GET', `/api/operations?userId=${one}`)).value;
    expect(operations[0]?.path).toBe('graph');
    await tenant.operate('POST', `/api/operations/${operations[0]?.operationId}/undo`);
    expect(await held(one)).toEqual([powerBi, e3]);
    expect(await stateOf(one)).toMatchObject({ exchange: 'provided', teams: 'provided' });
  });

  it('swaps products in one change; a service provided on both sides is not touched', async () => {
    await setUp([person(1, ['E3'])]);
    const before = await tenant.user(one);
    await assign(one, [{ skuId: p1 }], [e3]);
    const after = await tenant.user(one);
    expect(after.data[0]).toEqual(before.data[0]);
    expect(await stateOf(one)).toMatchObject({ exchange: 'provided', teams: 'held' });
    expect([await tenant.consumed('E3'), await tenant.consumed('EXCHANGE_P1')]).toEqual([0, 1]);
  });

  it('gives a product that is held other disabled plans, without another seat', async () => {
    await setUp([person(1, ['E3'])]);
    const answer = await assign(one, [{ skuId: e3, disabledPlans: [planId('TEAMS1')] }], []);
    expect(answer).toMatchObject({
      assignedLicenses: [{ skuId: e3, disabledPlans: [planId('TEAMS1')] }],
    });
    expect(await tenant.consumed('E3')).toBe(1);
    expect(await stateOf(one)).toMatchObject({ exchange: 'provided', teams: 'held' });
  });

  it('fails as a whole, in Graph’s words, and changes nothing', async () => {
    await setUp(
      [
        person(1, ['E3', { product: 'POWER_BI', group: teamGroup }]),
        person(2, ['EXCHANGE_P1'], { usageLocation: null }),
        person(3, []),
      ],
      1,
    );
    const two = guid(3, 2);
    const unknown = guid(2, 99);
    await expect(assign(one, [], [e3, p1])).rejects.toMatchObject(
      refused('User does not have a corresponding license.'),
    );
    await expect(assign(one, [], [e3, powerBi])).rejects.toMatchObject(
      refused(
        'User license is inherited from a group membership and it cannot be removed directly from the user.',
      ),
    );
    await expect(assign(one, [{ skuId: unknown }], [e3])).rejects.toMatchObject(
      refused(`License ${unknown} does not correspond to a valid company License.`),
    );
    await expect(assign(one, [{ skuId: p1 }], [e3])).rejects.toMatchObject(
      refused(`Subscription with SKU ${p1} does not have any available licenses.`),
    );
    await expect(assign(two, [{ skuId: archive }], [])).rejects.toMatchObject(
      refused('License assignment cannot be done for user with invalid usage location.'),
    );
    await expect(
      assign(one, [{ skuId: e3, disabledPlans: [planId('POWER_BI_PRO_PLAN')] }], []),
    ).rejects.toMatchObject({ statusCode: 400, code: 'Request_BadRequest' });
    await expect(assign(one, [{ skuId: e3 }], [e3])).rejects.toMatchObject({ statusCode: 400 });
    await expect(
      graph.api(`/users/${one}/assignLicense`).post({ addLicenses: [] }),
    ).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('removeLicenses'),
    });
    await expect(assign('nobody@contoso.com', [], [e3])).rejects.toMatchObject({
      statusCode: 404,
      code: 'Request_ResourceNotFound',
    });
    expect(await held(one)).toEqual([e3, powerBi]);
    expect(await tenant.consumed('E3')).toBe(1);
  });

  it('does not leave a plan alone that depends on another one', async () => {
    await setUp([person(1, ['EXCHANGE_P1', 'ARCHIVE']), person(2, [])]);
    await expect(assign(one, [], [p1])).rejects.toMatchObject({
      statusCode: 400,
      code: 'Request_BadRequest',
      message: expect.stringMatching(
        new RegExp(
          `^License assignment failed because service plan ${planId('EXCHANGE_S_ARCHIVE_ADDON')} depends on the ` +
            String.raw`service plan\(s\) ${planId('EXCHANGE_S_STANDARD')}\. Product ARCHIVE needs .* EXCHANGE_P1`,
        ),
      ),
    });
    await expect(assign(guid(3, 2), [{ skuId: archive }], [])).rejects.toMatchObject({
      message: expect.stringContaining('depends on'),
    });
    await assign(one, [], [p1, archive]);
    expect(await held(one)).toEqual([]);
  });

  it('never gives more seats than there are, however many ask at once', async () => {
    const people = Array.from({ length: 10 }, (_, index) => person(index + 1, []));
    await setUp(people, 4);
    const answers = await Promise.allSettled(
      people.map(({ id }) => assign(id, [{ skuId: powerBi }], [])),
    );
    const reasons = answers.flatMap((answer): unknown[] =>
      answer.status === 'rejected' ? [answer.reason] : [],
    );
    expect(reasons).toHaveLength(6);
    for (const reason of reasons) {
      expect(reason).toMatchObject(
        refused(`Subscription with SKU ${powerBi} does not have any available licenses.`),
      );
    }
    expect(await tenant.consumed('POWER_BI')).toBe(4);
    expect(await tenant.holders('POWER_BI')).toBe(4);
  });

  it('takes what the TypeScript SDK sends', async () => {
    await setUp([person(1, ['POWER_BI'])]);
    const sdk = typescriptClient(app.url, await tenant.token('License Administrator'));
    const user = await sdk.users.byUserId(one).assignLicense.post({
      addLicenses: [{ skuId: e3, disabledPlans: [planId('TEAMS1')] }],
      removeLicenses: [powerBi],
    });
    expect(user?.assignedLicenses).toMatchObject([
      { skuId: e3, disabledPlans: [planId('TEAMS1')] },
    ]);
    await expect(
      sdk.users.byUserId(one).assignLicense.post({ addLicenses: [], removeLicenses: [powerBi] }),
    ).rejects.toMatchObject({
      responseStatusCode: 400,
      errorEscaped: {
        code: 'Request_BadRequest',
        message: 'User does not have a corresponding license.',
      },
    });
  });

  it('takes an app with the permission, and nobody without the right', async () => {
    await setUp([person(1, ['E3', 'POWER_BI'])]);
    const { tenantId } = tenant;
    const granted = await app.token({ tenantId, permissions: ['LicenseAssignment.ReadWrite.All'] });
    const body = { addLicenses: [], removeLicenses: [e3] };
    const path = `/users/${one}/assignLicense`;
    const answer: unknown = await javascriptClient(app.url, granted).api(path).post(body);
    expect(answer).toMatchObject({ id: one });
    const reader = await app.token({ tenantId, permissions: ['User.Read.All'] });
    await expect(javascriptClient(app.url, reader).api(path).post(body)).rejects.toMatchObject({
      statusCode: 403,
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    });
  });
});

describe('Other changes of a user', () => {
  it('PATCH changes what Unseat keeps, refuses the rest by name', async () => {
    await setUp([person(1, ['E3']), person(2, [], { onPremisesSyncEnabled: true })]);
    const user = graph.api(`/users/${one}`);
    expect(
      await user.patch({ accountEnabled: false, usageLocation: 'de', displayName: 'Adele' }),
    ).toBeUndefined();
    expect(
      await user.select(['accountEnabled', 'usageLocation', 'displayName']).get(),
    ).toMatchObject({ accountEnabled: false, usageLocation: 'DE', displayName: 'Adele' });
    await expect(graph.api(`/users/${one}`).patch({ city: 'Delft' })).rejects.toMatchObject({
      code: 'Request_BadRequest',
      message: expect.stringContaining("'city'"),
    });
    await expect(
      graph.api(`/users/${guid(3, 2)}`).patch({ displayName: 'Other' }),
    ).rejects.toMatchObject({ message: expect.stringContaining('on-premises mastered') });
    const license = javascriptClient(app.url, await tenant.token('License Administrator'));
    await license.api(`/users/${one}`).patch({ usageLocation: 'NL' });
    await expect(
      license.api(`/users/${one}`).patch({ accountEnabled: true }),
    ).rejects.toMatchObject({ statusCode: 403 });
  });

  it('revokes sessions and processes licenses again', async () => {
    const waiting = {
      skuId: e3,
      assignedByGroup: teamGroup,
      disabledPlans: [],
      state: 'Error',
      error: 'CountViolation',
    };
    await setUp([person(1, ['POWER_BI'], { licenseAssignmentStates: [waiting] })]);
    expect(await held(one)).toEqual([]);
    expect(await graph.api(`/users/${one}/revokeSignInSessions`).post({})).toMatchObject({
      value: true,
    });
    const answer = await graph.api(`/users/${one}/reprocessLicenseAssignment`).post({});
    expect(answer).toMatchObject({ assignedLicenses: [{ skuId: e3 }] });
    expect(await tenant.consumed('E3')).toBe(1);
    expect(await stateOf(one)).toMatchObject({ exchange: 'provided' });
  });
});

describe('Deleting users', () => {
  it('deletes, lists what is deleted with its name rewritten, restores', async () => {
    await setUp([person(1, ['E3']), person(2, ['E3']), person(3, ['E3'])]);
    expect(await graph.api(`/users/${one}`).delete()).toBeUndefined();
    await graph.api(`/users/${guid(3, 2)}`).delete();
    await expect(graph.api(`/users/${one}`).get()).rejects.toMatchObject({ statusCode: 404 });
    expect(await tenant.consumed('E3')).toBe(1);

    const list: unknown = await graph
      .api('/directory/deletedItems/microsoft.graph.user')
      .select(['id', 'userPrincipalName', 'deletedDateTime'])
      .orderby('deletedDateTime desc')
      .top(1)
      .get();
    expect(list).toMatchObject({
      '@odata.nextLink': expect.any(String),
      value: [
        {
          id: guid(3, 2),
          userPrincipalName: `${guid(3, 2).replaceAll('-', '')}person2@contoso.com`,
          deletedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        },
      ],
    });

    const sdk = typescriptClient(app.url, await tenant.token('User Administrator'));
    const deleted = await sdk.directory.deletedItems.graphUser.get();
    expect(deleted?.value?.map(({ id }) => id)).toEqual([one, guid(3, 2)]);
    const item = await sdk.directory.deletedItems.byDirectoryObjectId(one).get();
    expect(item?.odataType).toBe('#microsoft.graph.user');
    const restored = await sdk.directory.deletedItems.byDirectoryObjectId(one).restore.post();
    expect(restored?.id).toBe(one);
    expect(await held(one)).toEqual([e3]);
    await expect(
      graph.api(`/directory/deletedItems/${one}/restore`).post({}),
    ).rejects.toMatchObject({ statusCode: 404, code: 'Request_ResourceNotFound' });
  });

  it('deletes for good: the data is gone at once and can’t be brought back', async () => {
    await setUp([person(1, ['E3'])]);
    await tenant.putItem(one, 'exchange', 'mail-1', 'the letter');
    await graph.api(`/users/${one}`).delete();
    const item = `/api/users/${one}/data/exchange/items/mail-1`;
    expect((await tenant.send('GET', item)).status).toBe(200);
    await graph.api(`/directory/deletedItems/${one}`).delete();
    expect([404, 410]).toContain((await tenant.send('GET', item)).status);
    await expect(graph.api(`/directory/deletedItems/${one}`).get()).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(
      graph.api(`/directory/deletedItems/${one}/restore`).post({}),
    ).rejects.toMatchObject({ statusCode: 404 });
    await app.clock.settle();
  });

  it('does not delete for good what is under a hold', async () => {
    await setUp([person(1, ['E3'])]);
    await tenant.putItem(one, 'exchange', 'mail-1', 'the letter');
    await graph.api(`/users/${one}`).delete();
    await tenant.ok('PUT', `/api/users/${one}/holds/case-1`, { kind: 'litigation', note: null });
    await expect(graph.api(`/directory/deletedItems/${one}`).delete()).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('case-1'),
    });
    const item = `/api/users/${one}/data/exchange/items/mail-1`;
    expect((await tenant.send('GET', item)).status).toBe(200);
  });
});
