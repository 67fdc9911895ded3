import type { Scheduler } from 'fast-check';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnseatError } from '../../lib/errors.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { purgeUser } from '../../lib/operations/purge/purge-user.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { readData, readItem } from '../../lib/operations/held-data/read-data.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { OperationAnswer } from '../../lib/operations/engine/answers/result.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';
import { scheduledTables } from './scheduled-tables.ts';

const id = userId(1);
const other = userId(2);
const e3 = [{ skuId: skuId('E3'), disabledPlans: [] }];
const hold = { holdId: 'case', kind: 'litigation', note: null } as const;
const item = {
  itemId: 'mail-1',
  name: 'Offer',
  contentType: 'text/plain',
  sizeBytes: 5,
  createdAt: start,
  content: 'hello',
};

type Act = (world: MemoryWorld) => Promise<unknown>;
const names = [
  'unassign',
  'assign',
  'assignToOther',
  'delete',
  'restore',
  'placeHold',
  'liftHold',
  'purge',
  'putItem',
] as const;
type ActName = (typeof names)[number];
const acts: Readonly<Record<ActName, Act>> = {
  unassign: (world) =>
    unassignLicenses(world.session(), {
      path: 'activeUser',
      userIds: [id],
      skuIds: [skuId('E3')],
    }),
  assign: (world) => assignLicenses(world.session(), id, e3),
  assignToOther: (world) => assignLicenses(world.session(), other, e3),
  delete: (world) => deleteUsers(world.session(), { path: 'deleteUser', userIds: [id] }),
  restore: (world) => restoreUser(world.session(), id),
  placeHold: (world) => placeHold(world.session(), id, hold),
  liftHold: (world) => liftHold(world.session(), id, hold.holdId),
  purge: (world) => purgeUser(world.services, tenantId, id),
  putItem: (world) => putItems(world.session(), id, 'exchange', [{ ...item, itemId: 'mail-2' }]),
};
/** How the user stands when the race begins, and when that is. */
const beginnings: readonly Beginning[] = [
  { name: 'licensed', before: [], at: start },
  { name: 'held, at the due instant', before: ['unassign'], at: day(30) },
  { name: 'held, a moment before', before: ['unassign'], at: addMs(day(30), -1) },
  { name: 'deleted, at the due instant', before: ['delete'], at: day(30) },
  { name: 'on hold, at the due instant', before: ['placeHold', 'unassign'], at: day(30) },
];

interface Beginning {
  readonly name: string;
  readonly before: readonly ActName[];
  readonly at: Instant;
}

async function begin(
  beginning: Beginning,
  decorate: (tables: Tables) => Tables,
): Promise<MemoryWorld> {
  const world = new MemoryWorld(decorate);
  // One seat: who takes it, has it alone.
  await world.load(
    [product('E3', 1)],
    [user([direct('E3')]), user([], { id: other, userPrincipalName: 'other@contoso.com' })],
  );
  await putItems(world.session(), id, 'exchange', [item]);
  const { before, at } = beginning;
  for (const name of before) await acts[name](world);
  await world.handleMessages();
  world.now = at;
  return world;
}

/** What a reader finds of the mailbox: its state, and whether the letter is there. */
async function look(world: MemoryWorld): Promise<{ state: string; letter: string }> {
  const reader = { kind: 'reader' } as const;
  const data = await readData(world.session(), id, reader).catch(codeOf);
  const entry =
    typeof data === 'string' ? null : data.find(({ service }) => service === 'exchange');
  const read = readItem(
    world.session(),
    { idOrName: id, service: 'exchange', reader },
    item.itemId,
  );
  const letter = await read.then(() => 'there').catch(codeOf);
  return { state: entry?.state ?? 'gone', letter };
}

function codeOf(error: unknown): string {
  if (error instanceof UnseatError) return error.kind;
  throw error;
}

async function race(
  scheduler: Scheduler,
  beginning: Beginning,
  pair: readonly ActName[],
): Promise<void> {
  let current: Scheduler | null = null;
  const world = await begin(beginning, (tables) => scheduledTables(tables, () => current));
  current = scheduler;
  const running = pair.map((name) =>
    acts[name](world).then((answer) => ({ name, answer }), codeOf),
  );
  const outcomes = await scheduler.waitFor(Promise.all(running));
  current = null;
  await world.handleMessages();

  const consumed = await world.consumed(skuId('E3'));
  const holders = world.memory.all('licensing').filter(({ key }) => key.startsWith('A~'));
  expect(consumed).toBe(holders.length);
  expect(consumed).toBeLessThanOrEqual(1);
  const { state, letter } = await look(world);
  // A hold wins completely or loses completely: nothing is gone of what its answer says it holds.
  if (beginning.before.length > 0 && outcomes.some(holdsLetter))
    expect({ state, letter }).toMatchObject({ letter: 'there' });
  // The point of no return is one: what is not purged is whole.
  expect(letter).toBe(letterOf(state, letter, pair));

  await world.sweep();
  world.now = addMs(world.now, 2 * 60 * 60 * 1000);
  await world.sweep();
  const after = await look(world);
  if (after.letter === 'there') expect(vaultKeys(world)).toContain('exchange~000001~mail-1');
  else expect(vaultKeys(world)).not.toContain('exchange~000001~mail-1');
}

/** Whether this is the answer of a hold that came in time; one that came after the purge holds what is left. */
function holdsLetter(outcome: string | { readonly name: ActName; readonly answer: unknown }) {
  if (typeof outcome === 'string' || outcome.name !== 'placeHold') return false;
  const { results } = OperationAnswer.parse(outcome.answer);
  const mailbox = results[0]?.data.find(({ service }) => service === 'exchange');
  return mailbox !== undefined && mailbox.state !== 'purged';
}

/** What a reader has to get: in a new mailbox, after a license that came too late, the letter is not found. */
function letterOf(state: string, letter: string, pair: readonly ActName[]): string {
  if (state === 'gone' || state === 'purged' || state === 'purging') return 'purged';
  return pair.includes('assign') && letter === 'notFound' ? 'notFound' : 'there';
}

function vaultKeys(world: MemoryWorld): readonly string[] {
  return world.memory.all('vault').map(({ key }) => key);
}

const pairs = names.flatMap((first, index) =>
  names.slice(index).map((second) => [first, second] as const),
);
/** What can't be taken back meets the others in the most orders. */
const purges = pairs.filter((pair) => pair.includes('purge'));
const anyPair = fc.oneof(fc.constantFrom(...pairs), fc.constantFrom(...purges));

describe.each(beginnings)('Two things at once to a user who is $name', (beginning) => {
  it('come out as if one came first, in every order of their storage calls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyPair, (scheduler, pair) =>
        race(scheduler, beginning, pair),
      ),
      { numRuns: 700 },
    );
  });
});
