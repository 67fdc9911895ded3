import { beforeEach, expect, it } from 'vitest';
import { listHoldsRoute } from '../../functions/api/list-holds.ts';
import { listUserHoldsRoute } from '../../functions/api/list-user-holds.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

const people = [1, 2, 3].map((number) =>
  user([direct('E3')], {
    id: userId(number),
    userPrincipalName: `person${number}@contoso.com`,
    displayName: `Person ${number}`,
  }),
);
const litigation = { holdId: 'case-1', kind: 'litigation', note: 'Case 1' } as const;

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3')], people);
  await placeHold(world.session(), userId(1), litigation);
  await placeHold(world.session(), userId(3), litigation);
});

const ofPerson1 = {
  ...litigation,
  placedBy: 'admin',
  userId: userId(1),
  displayName: 'Person 1',
};

it('A hold on somebody whose restore period is over is listed, with whose data it keeps', async () => {
  await deleteUsers(world.session(), { path: 'deleteUser', userIds: [userId(1)] });
  const deleted = await ask(world, listUserHoldsRoute, { params: { userId: userId(1) } });
  expect(deleted).toMatchObject({ body: { value: [{ ...ofPerson1, userState: 'deleted' }] } });
  await world.moveTo(day(31));
  const gone = await ask(world, listUserHoldsRoute, { params: { userId: userId(1) } });
  const expected = { ...ofPerson1, userState: 'gone', userPrincipalName: 'person1@contoso.com' };
  expect(gone).toMatchObject({ status: 200, body: { value: [expected], nextLink: null } });
  expect((await ask(world, listHoldsRoute)).body).toMatchObject({
    value: [expected, { userId: userId(3), userState: 'active' }],
  });
});

it('Who is under no hold, or no longer, is not listed', async () => {
  await liftHold(world.session(), userId(1), 'case-1');
  expect((await ask(world, listHoldsRoute)).body).toMatchObject({ value: [{ userId: userId(3) }] });
  const none = await ask(world, listUserHoldsRoute, { params: { userId: userId(2) } });
  expect(none).toMatchObject({ status: 200, body: { value: [] } });
  const nobody = await ask(world, listUserHoldsRoute, { params: { userId: userId(9) } });
  expect(nobody.status).toBe(404);
});

it('A page of holds reads the people on it and no other', async () => {
  const reads: string[] = [];
  const counted = new MemoryWorld((tables) => ({
    get: (...call) => {
      reads.push(call[2]);
      return tables.get(...call);
    },
    page: (...call) => tables.page(...call),
    pageBelow: (...call) => tables.pageBelow(...call),
    submit: (...call) => tables.submit(...call),
    remove: (...call) => tables.remove(...call),
    lastSeenClock: () => tables.lastSeenClock(),
  }));
  await counted.load([product('E3')], people);
  await placeHold(counted.session(), userId(3), litigation);
  reads.length = 0;
  await ask(counted, listHoldsRoute);
  expect(reads.filter((key) => key.startsWith('U'))).toHaveLength(1);
});

it('Pages go on where they ended, and those of one user stay together', async () => {
  await placeHold(world.session(), userId(1), { ...litigation, holdId: 'case-2' });
  const first = await ask(world, listHoldsRoute, { query: { top: '1' } });
  expect(first.body).toMatchObject({
    value: [{ holdId: 'case-1' }, { holdId: 'case-2' }],
    nextLink: expect.stringContaining('skipToken='),
  });
});
