import { beforeEach, describe, expect, it } from 'vitest';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { askGraph } from '../in-memory/ask.ts';

const [adele, dollar, graphName] = [userId(1), userId(2), userId(3)];
let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3')],
    [
      user([direct('E3')]),
      user([], { id: dollar, userPrincipalName: '$pay@contoso.com' }),
      user([], { id: graphName, userPrincipalName: 'graph.delta@contoso.com' }),
    ],
  );
});

async function refusalOf(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly code: unknown; readonly message: unknown }> {
  const answer = await askGraph(world, method, path, { body });
  const { code, message } = Object(Object(answer.body).error);
  return { status: answer.status, code, message };
}

describe('A path that is not there', () => {
  it.each([
    [`/users/${adele}/drive`, 'drive', "Under 'users/{user}' Unseat answers licenseDetails, "],
    ['/directory/roles', 'roles', "Under 'directory' Unseat answers subscriptions, deletedItems."],
    ['/directory', 'directory', "Under 'directory' Unseat answers subscriptions, deletedItems."],
    ['/sites', 'sites', 'Unseat answers users, '],
    ['/subscribedSkus/$count', '$count', "Under 'subscribedSkus' Unseat answers {sku}."],
    ['/users/$value', '$value', "Under 'users' Unseat answers $count, {user}."],
    ['/users/microsoft.graph.user', 'microsoft.graph.user', "Under 'users' Unseat"],
    ['/groups/getByIds', 'getByIds', "Under 'groups' Unseat answers $count, {group}."],
    [
      '/directory/deletedItems/microsoft.graph.group',
      'microsoft.graph.group',
      "Under 'directory/deletedItems' Unseat answers microsoft.graph.user, {item}.",
    ],
    ['/organization/$count', '$count', "Under 'organization' Unseat answers {organization}."],
  ])('%s is refused with the segment that failed and what there is', async (path, segment, is) => {
    const message = expect.stringContaining(is);
    const begin = expect.stringContaining(`Resource not found for the segment '${segment}'. `);
    const refusal = await refusalOf('GET', path);
    expect(refusal).toEqual({ status: 400, code: 'Request_BadRequest', message });
    expect(refusal.message).toEqual(begin);
  });

  it.each(['/users/delta', '/users/delta()', '/users/microsoft.graph.delta', '/groups/delta'])(
    '%s is no id, and says what to read instead',
    async (path) => {
      const list = path.slice(0, path.indexOf('/', 1));
      expect(await refusalOf('GET', `${path}?$select=id`)).toEqual({
        status: 400,
        code: 'Request_UnsupportedQuery',
        message: expect.stringContaining(`Read the list itself, GET ${list},`),
      });
    },
  );

  it('is no user to be changed either', async () => {
    expect(await refusalOf('DELETE', '/users/$count')).toMatchObject({ status: 400 });
    expect(await refusalOf('POST', '/users/delta/assignLicense', {})).toMatchObject({
      status: 400,
      code: 'Request_UnsupportedQuery',
    });
  });
});

it('a name is a name in the form of a key, and with its @', async () => {
  const dollared = await askGraph(world, 'GET', "/users('$pay@contoso.com')?$select=id");
  expect(dollared.body).toMatchObject({ id: dollar });
  const named = await askGraph(world, 'GET', '/users/graph.delta@contoso.com?$select=id');
  expect(named.body).toMatchObject({ id: graphName });
});

describe('A parameter that is not supported', () => {
  it.each([{ autoReconcileProxyConflict: true }, { newName: 'new@contoso.com' }])(
    'of restore, %j, is refused and nothing is restored',
    async (body) => {
      await deleteUsers(world.session(), { path: 'deleteUser', userIds: [adele] });
      const item = `/directory/deletedItems/${adele}`;
      expect(await refusalOf('POST', `${item}/restore`, body)).toEqual({
        status: 400,
        code: 'Request_BadRequest',
        message: expect.stringContaining(`'${Object.keys(body).join()}'`),
      });
      expect((await askGraph(world, 'GET', item)).status).toBe(200);
      const plain = { body: { autoReconcileProxyConflict: false } };
      expect((await askGraph(world, 'POST', `${item}/restore`, plain)).status).toBe(200);
    },
  );

  it('of assignLicense is refused and nothing is changed', async () => {
    const body = { addLicenses: [], removeLicenses: [skuId('E3')], force: true };
    const refusal = await refusalOf('POST', `/users/${adele}/assignLicense`, body);
    expect(refusal).toMatchObject({ status: 400, message: expect.stringContaining("'force'") });
    const { body: after } = await askGraph(
      world,
      'GET',
      `/users/${adele}?$select=assignedLicenses`,
    );
    expect(after).toMatchObject({ assignedLicenses: [{ skuId: skuId('E3') }] });
  });
});
