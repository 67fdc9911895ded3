import { expect, it } from 'vitest';
import { describeApi } from '../../lib/api/openapi/describe-api.ts';
import { holdersOf, permissions, rightsOfPermissions, roles } from '../../lib/http/rights.ts';
import type { Right } from '../../lib/http/rights.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { deleteUserRoute } from '../../functions/api/delete-user.ts';
import { ask } from '../in-memory/ask.ts';
import { permissionsMay, rolesMay } from '../security/callers.ts';

it('the table says of every role and permission what the article says', () => {
  expect(Object.fromEntries(roles.map(({ name, may }) => [name, may]))).toEqual(rolesMay);
  for (const [name, may] of Object.entries(permissionsMay)) {
    expect([name, [...rightsOfPermissions([name])]]).toEqual([name, may]);
  }
});

it.each(['unassign', 'delete', 'block', 'read'] as const)(
  'the words of %s name every permission that gives it, and no other',
  (right: Right) => {
    for (const [name, may] of Object.entries(permissions)) {
      expect([name, holdersOf(right).includes(name)]).toEqual([name, may.includes(right)]);
    }
  },
);

it('several administrators share the word', () => {
  expect(holdersOf('tenant')).toBe('Global Administrator');
  expect(holdersOf('seats')).toBe('Global or Billing Administrator');
  expect(holdersOf('read')).toMatch(
    /^Global, License, User, Billing, Compliance Administrator or Global Reader, or an app/,
  );
});

it('a refusal and the description say the same', async () => {
  const refused = await ask(new MemoryWorld(), deleteUserRoute, { as: 'License Administrator' });
  expect(JSON.stringify(refused.body)).toContain(holdersOf('delete'));
  const { paths } = await describeApi('https://unseat.example');
  expect(paths?.['/api/users/{userId}']?.delete?.description).toBe(`Takes ${holdersOf('delete')}.`);
});
