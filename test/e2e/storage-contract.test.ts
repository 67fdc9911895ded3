import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Azurite } from '../../dev/azurite.ts';
import { startAzurite } from '../../dev/azurite.ts';
import { toInstant } from '../../lib/licensing/time.ts';
import { connect } from '../../lib/storage/connect.ts';
import { MemoryTables } from '../../lib/storage/memory-tables.ts';
import type { Tables, Write } from '../../lib/storage/tables.ts';
import { StorageRefusal } from '../../lib/storage/tables.ts';

let azurite: Azurite;
const opened = new Map<string, Tables>();

beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
  const { connectionString } = azurite;
  const storage = await connect({ kind: 'connectionString', connectionString });
  await storage.create();
  opened.set('Azurite', storage.tables);
  opened.set('memory', new MemoryTables(() => toInstant(new Date())));
});
afterAll(() => azurite.stop());

let partitions = 0;
/** A partition nobody else has written to. */
function fresh(): string {
  partitions += 1;
  return `p${partitions}`;
}

function create(key: string, value = 1): Write {
  return { kind: 'create', key, properties: { value } };
}

async function refusal(promise: Promise<unknown>): Promise<StorageRefusal> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof StorageRefusal) return error;
  throw new Error(`no refusal: ${String(error)}`);
}

describe.each(['memory', 'Azurite'])('Tables in %s', (name) => {
  const tables = (): Tables => {
    const found = opened.get(name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  it('give back what was written, with its types', async () => {
    const partition = fresh();
    const properties = {
      text: "d'Angelo ü",
      count: -3,
      big: 2_147_483_647,
      ratio: 0.5,
      flag: true,
    };
    await tables().submit('licensing', partition, [{ kind: 'create', key: 'a', properties }]);
    expect(await tables().get('licensing', partition, 'a')).toMatchObject({
      partition,
      key: 'a',
      properties,
    });
  });

  it('say null for a row that is not there', async () => {
    expect(await tables().get('licensing', fresh(), 'nothing')).toBeNull();
  });

  it('refuse to create what exists, naming which write of the transaction', async () => {
    const partition = fresh();
    await tables().submit('licensing', partition, [create('a')]);
    const error = await refusal(
      tables().submit('licensing', partition, [create('b'), create('a')]),
    );
    expect(error).toMatchObject({ reason: 'exists', index: 1 });
  });

  it('write all of a transaction or nothing', async () => {
    const partition = fresh();
    await tables().submit('licensing', partition, [create('a')]);
    await refusal(tables().submit('licensing', partition, [create('b'), create('a'), create('c')]));
    expect(await tables().get('licensing', partition, 'b')).toBeNull();
    expect(await tables().get('licensing', partition, 'c')).toBeNull();
  });

  it('replace only the version that was read', async () => {
    const partition = fresh();
    await tables().submit('licensing', partition, [create('a')]);
    const row = await tables().get('licensing', partition, 'a');
    const replace: Write = {
      kind: 'replace',
      key: 'a',
      properties: { value: 2 },
      ifMatch: row?.etag ?? '',
    };
    await tables().submit('licensing', partition, [replace]);
    expect(await refusal(tables().submit('licensing', partition, [replace]))).toMatchObject({
      reason: 'changed',
      index: 0,
    });
    const after = await tables().get('licensing', partition, 'a');
    expect(after?.properties).toEqual({ value: 2 });
  });

  it('replace all properties of a row, not only those named', async () => {
    const partition = fresh();
    await tables().submit('licensing', partition, [create('a')]);
    await tables().submit('licensing', partition, [
      { kind: 'put', key: 'a', properties: { other: 1 } },
    ]);
    expect((await tables().get('licensing', partition, 'a'))?.properties).toEqual({ other: 1 });
  });

  it('refuse to replace or delete what is missing', async () => {
    const partition = fresh();
    const replace: Write = { kind: 'replace', key: 'a', properties: {}, ifMatch: 'W/"1"' };
    expect((await refusal(tables().submit('licensing', partition, [replace]))).reason).toBe(
      'missing',
    );
    const remove: Write = { kind: 'delete', key: 'a' };
    expect((await refusal(tables().submit('licensing', partition, [remove]))).reason).toBe(
      'missing',
    );
  });

  it('remove a row only in the version that was read', async () => {
    const partition = fresh();
    await tables().submit('licensing', partition, [create('a')]);
    const old = await tables().get('licensing', partition, 'a');
    await tables().submit('licensing', partition, [
      { kind: 'put', key: 'a', properties: { value: 2 } },
    ]);
    const removal = tables().remove('licensing', partition, 'a', old?.etag ?? '');
    expect((await refusal(removal)).reason).toBe('changed');
    const current = await tables().get('licensing', partition, 'a');
    await tables().remove('licensing', partition, 'a', current?.etag ?? '');
    expect(await tables().get('licensing', partition, 'a')).toBeNull();
  });

  it('page a range in the order of keys, from included and to excluded', async () => {
    const partition = fresh();
    const keys = ['D~1', 'D~10', 'D~2', 'D~a', 'D~~', 'E', 'Z', '_', 'a'];
    await tables().submit(
      'licensing',
      partition,
      keys.toReversed().map((key) => create(key)),
    );
    const range = { from: 'D~1', to: 'E' };
    const first = await tables().page('licensing', partition, range, { top: 2 });
    expect(first.rows.map(({ key }) => key)).toEqual(['D~1', 'D~10']);
    const { continuation } = first;
    const rest = await tables().page('licensing', partition, range, { top: 9, continuation });
    expect(rest.rows.map(({ key }) => key)).toEqual(['D~2', 'D~a', 'D~~']);
    expect(rest.continuation).toBeNull();
  });

  it('give a page of keys without what the rows say', async () => {
    const partition = fresh();
    const write: Write = { kind: 'create', key: 'a', properties: { value: 1 } };
    await tables().submit('licensing', partition, [write]);
    const range = { from: '-', to: '~' };
    const page = await tables().page('licensing', partition, range, { keysOnly: true });
    expect(page.rows).toMatchObject([{ partition, key: 'a', properties: {} }]);
  });

  it('keep partitions and tables apart', async () => {
    const [one, other] = [fresh(), fresh()];
    await tables().submit('licensing', one, [create('a')]);
    expect(await tables().get('licensing', other, 'a')).toBeNull();
    expect(await tables().get('vault', one, 'a')).toBeNull();
  });

  it('page over all partitions below a name', async () => {
    await tables().submit('wakeups', '20260101~1', [create('t1')]);
    await tables().submit('wakeups', '20260102~0', [create('t2')]);
    await tables().submit('wakeups', '20260103~0', [create('t3')]);
    const page = await tables().pageBelow('wakeups', '20260103');
    expect(page.rows.map(({ key }) => key)).toEqual(['t1', 't2']);
  });

  it.each<[string, string, Write[]]>([
    ['no write', 'p', []],
    ['101 writes', 'p', Array.from({ length: 101 }, (_, index) => create(`k${index}`))],
    ['one row twice', 'p', [create('a'), create('a')]],
    ['a key outside the alphabet', 'p', [create("a',b")]],
    ['a partition outside the alphabet', 'p/q', [create('a')]],
    ['a key of 513 characters', 'p', [create('k'.repeat(513))]],
    [
      'a text over 32,768 characters',
      'p',
      [{ kind: 'create', key: 'a', properties: { text: 'x'.repeat(32_769) } }],
    ],
    [
      'a row over 1 MiB',
      'p',
      [
        {
          kind: 'create',
          key: 'a',
          properties: Object.fromEntries(
            Array.from({ length: 20 }, (_, part) => [`t${part}`, 'x'.repeat(32_000)]),
          ),
        },
      ],
    ],
  ])('refuse %s before anything is sent', async (_, partition, writes) => {
    await expect(async () => tables().submit('licensing', partition, writes)).rejects.toThrow(
      RangeError,
    );
  });

  it('show the clock of the service, never ahead of it', async () => {
    await tables().get('licensing', fresh(), 'a');
    const ahead = Date.parse(tables().lastSeenClock()) - Date.now();
    expect(ahead).toBeLessThanOrEqual(0);
    expect(ahead).toBeGreaterThan(-60_000);
  });
});
