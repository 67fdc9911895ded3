import { beforeEach, describe, expect, it } from 'vitest';
import type { UserId } from '../../lib/licensing/ids.ts';
import type { Service } from '../../lib/licensing/products/service.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { searchList } from '../../lib/operations/ediscovery/search-position.ts';
import { toSkipToken } from '../../lib/operations/lists/paging.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import type {
  FoundMailboxItems,
  SearchQuery,
} from '../../lib/operations/ediscovery/search-mailboxes.ts';
import { searchMailboxes } from '../../lib/operations/ediscovery/search-mailboxes.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const [adele, ben, cleo] = [userId(1), userId(2), userId(3)];

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3'), product('POWER_BI')],
    [
      user([direct('E3')]),
      user([direct('E3')], { id: ben, userPrincipalName: 'ben@contoso.com' }),
      user([direct('POWER_BI')], { id: cleo, userPrincipalName: 'cleo@contoso.com' }),
    ],
  );
  await put(adele, 'm-1', { name: 'Offer for Fabrikam', content: 'The price stays as agreed.' });
  await put(adele, 'm-2', { name: 'Lunch', content: 'At noon?' });
  await put(ben, 'm-1', { name: 'Re: offer', content: 'FABRIKAM has agreed.' });
});

async function put(
  id: UserId,
  itemId: string,
  { name, content }: { readonly name: string; readonly content: string },
  service: Service = 'exchange',
): Promise<void> {
  const item = { itemId, name, content, contentType: 'text/plain', sizeBytes: 1, createdAt: start };
  await putItems(world.session(), id, service, [item]);
}

function search(query: string, changes: Partial<SearchQuery> = {}): Promise<FoundMailboxItems> {
  const all = { query, userIds: null, top: 50, skipToken: null, ...changes };
  return searchMailboxes(world.session(), all);
}

function unassign(id: UserId) {
  const request = { path: 'activeUser', userIds: [id], skuIds: [skuId('E3')] } as const;
  return unassignLicenses(world.session(), request);
}

function found({ value }: FoundMailboxItems): readonly string[] {
  return value.map(({ userPrincipalName, itemId }) => `${userPrincipalName} ${itemId}`);
}

describe('A search of mailboxes', () => {
  it('finds items whose name and content have every word, without regard to case', async () => {
    const answer = await search('fabrikam AGREED');
    expect(found(answer)).toEqual(['adele@contoso.com m-1', 'ben@contoso.com m-1']);
    expect(answer).toMatchObject({ leftOut: [], skipToken: null });
    expect(answer.value[0]).toEqual({
      userId: adele,
      userPrincipalName: 'adele@contoso.com',
      service: 'exchange',
      itemId: 'm-1',
      name: 'Offer for Fabrikam',
      contentType: 'text/plain',
      sizeBytes: 1,
      createdAt: start,
    });
  });

  it('takes words in quotes as one phrase, and accents however they are written', async () => {
    expect(found(await search('"has agreed"'))).toEqual(['ben@contoso.com m-1']);
    await put(adele, 'm-3', { name: 'Cafe\u0301', content: '' });
    expect(found(await search('CAF\u00C9'))).toEqual(['adele@contoso.com m-3']);
  });

  it('refuses a query without a word', async () => {
    await expect(search(' "" ')).rejects.toMatchObject({ code: 'invalidRequest', target: 'query' });
  });

  it('looks only into mailboxes, not into OneDrive', async () => {
    await put(adele, 'f-1', { name: 'Fabrikam plan', content: 'secret' }, 'oneDrive');
    expect(found(await search('secret'))).toEqual([]);
  });

  it('leaves out a mailbox that lost its license, says why, and searches it when relicensed', async () => {
    await unassign(adele);
    const answer = await search('fabrikam');
    expect(found(answer)).toEqual(['ben@contoso.com m-1']);
    expect(answer.leftOut).toEqual([
      {
        userId: adele,
        userPrincipalName: 'adele@contoso.com',
        state: 'held',
        reason: `The mailbox lost its last license at ${start}. Assign a license for Exchange before ${day(30)} to search it.`,
      },
    ]);
    world.now = day(29);
    const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
    await assignLicenses(world.session(), adele, licenses);
    expect(await search('fabrikam')).toMatchObject({ leftOut: [], value: [{}, {}] });
  });

  it('says of a purged mailbox that it is gone, whether or not a sweep was there', async () => {
    await unassign(adele);
    world.now = day(30);
    expect((await search('fabrikam')).leftOut).toMatchObject([{ state: 'purging' }]);
    await world.moveTo(day(30));
    const { leftOut } = await search('fabrikam');
    expect(leftOut).toMatchObject([{ state: 'purged', reason: expect.stringMatching(/for good/) }]);
  });

  it('searches an inactive mailbox for as long as the hold lasts', async () => {
    await placeHold(world.session(), adele, {
      holdId: 'case',
      kind: 'litigation',
      note: null,
    });
    await deleteUsers(world.session(), { path: 'deleteUser', userIds: [adele] });
    await world.moveTo(day(400));
    expect(await search('price')).toMatchObject({ value: [{ userId: adele }], leftOut: [] });
    await liftHold(world.session(), adele, 'case');
    expect(await search('price')).toMatchObject({ value: [], leftOut: [{ state: 'held' }] });
    await world.moveTo(day(431));
    expect(await search('price')).toMatchObject({ value: [], leftOut: [] });
  });

  it('searches only the users that are named, and says which of them have no mailbox', async () => {
    const answer = await search('fabrikam', { userIds: [userId(9), cleo, ben] });
    expect(found(answer)).toEqual(['ben@contoso.com m-1']);
    expect(answer.leftOut).toMatchObject([
      { userId: cleo, userPrincipalName: 'cleo@contoso.com', state: null },
      { userId: userId(9), userPrincipalName: null, state: null },
    ]);
  });
});

describe('A search in pages', () => {
  it('gives every hit once and every left out mailbox once, whatever the size of a page', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      user([direct('E3')], { id: userId(100 + index), userPrincipalName: `u${index}@contoso.com` }),
    );
    await world.load([], many);
    for (let index = 0; index < 60; index += 7) {
      for (let item = 0; item < 30; item += 1) {
        await put(userId(100 + index), `i-${item}`, { name: 'Fabrikam', content: '' });
      }
    }
    await unassign(userId(101));
    await unassign(userId(159));
    const whole = await search('fabrikam', { top: 200 });
    expect(whole.value).toHaveLength(200);
    for (const top of [1, 7, 200]) {
      const hits: string[] = [];
      const leftOut: UserId[] = [];
      let skipToken: string | null = null;
      do {
        const slice: FoundMailboxItems = await search('fabrikam', { top, skipToken });
        expect(slice.value.length).toBeLessThanOrEqual(top);
        hits.push(...found(slice));
        leftOut.push(...slice.leftOut.map((mailbox) => mailbox.userId));
        ({ skipToken } = slice);
      } while (skipToken !== null);
      expect(hits).toHaveLength(272);
      expect(new Set(hits).size).toBe(272);
      expect(leftOut).toEqual([userId(101), userId(159)]);
    }
  });

  it('refuses a token that is not one of a search', async () => {
    const { tenantId } = world.store;
    const users = { kind: 'users', tenantId, query: {} };
    const own = searchList(tenantId, 'a', null);
    for (const skipToken of ['x', toSkipToken(users, 'U~'), toSkipToken(own, 'U~')]) {
      await expect(search('a', { skipToken })).rejects.toMatchObject({ target: 'skipToken' });
    }
  });

  it('reads nothing of an ended generation, even with a token made for it', async () => {
    await unassign(adele);
    await world.moveTo(day(31));
    const licenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
    await assignLicenses(world.session(), adele, licenses);
    // What a dying writer left behind in the generation that ended.
    const late = { kind: 'put', key: 'exchange~000001~late', properties: {} } as const;
    await world.memory.submit('vault', `${world.store.tenantId}~${adele}`, [late]);
    const skipToken = toSkipToken(
      searchList(world.store.tenantId, 'fabrikam', null),
      `${adele}|exchange~000001~a`,
    );
    expect(found(await search('fabrikam', { skipToken }))).toEqual(['ben@contoso.com m-1']);
  });
});
