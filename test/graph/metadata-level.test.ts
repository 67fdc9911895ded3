import { beforeEach, expect, it } from 'vitest';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { direct, groupId, inherited, user, userId } from '../../simulation/builders/users.ts';
import { askGraph } from '../in-memory/ask.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  const second = user([inherited('E3')], { id: userId(2), userPrincipalName: 'b@contoso.com' });
  await world.load([product('E3')], [user([direct('E3'), inherited('E3')]), second]);
});

function list(accept: string) {
  const headers = { accept };
  return askGraph(world, 'GET', '/users?$select=id&$top=1&$count=true', { headers });
}

it.each(['application/json;odata.metadata=none', 'application/json; Metadata=None'])(
  'none, by %s, leaves what a client goes on with',
  async (accept) => {
    const { body, headers } = await list(accept);
    expect(Object.keys(Object(body)).toSorted()).toEqual([
      '@odata.count',
      '@odata.nextLink',
      'value',
    ]);
    expect(headers.get('content-type')).toContain('odata.metadata=none');
  },
);

it('none leaves the types of entries out too', async () => {
  const headers = { accept: 'application/json;odata.metadata=none' };
  const path = `/users/${userId(2)}/memberOf?$select=id`;
  const { body } = await askGraph(world, 'GET', path, { headers });
  expect(Object(body).value).toEqual([{ id: groupId(1) }]);
});

it.each(['application/json', '*/*', 'application/json;odata.metadata=minimal'])(
  'without it, by %s, the context is said',
  async (accept) => {
    const { body, headers } = await list(accept);
    expect(body).toMatchObject({ '@odata.context': expect.stringContaining('#users(id)') });
    expect(headers.get('content-type')).toContain('odata.metadata=minimal');
  },
);

it('full is answered as minimal, and the answer says so', async () => {
  const { headers } = await list('application/json;odata.metadata=full');
  expect(headers.get('content-type')).toContain('odata.metadata=minimal');
});

it('a batch is minimal, outside and inside', async () => {
  const headers = { accept: 'application/json;odata.metadata=none' };
  const body = { requests: [{ id: '1', method: 'GET', url: '/users?$select=id' }] };
  const answer = await askGraph(world, 'POST', '/$batch', { headers, body });
  expect(answer.headers.get('content-type')).toContain('odata.metadata=minimal');
  expect(JSON.stringify(answer.body)).toContain('@odata.context');
});
