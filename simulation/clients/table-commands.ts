import type { Row, TableName, Tables, Write } from '../../lib/storage/tables.ts';
import { StorageRefusal } from '../../lib/storage/tables.ts';
import type { Random } from '../world/random.ts';

const keys = [
  'A~1',
  'A~2',
  'A~2~x',
  'A~10',
  'B',
  'B-',
  'B.',
  'B_',
  'Ba',
  'D~1',
  'D~~',
  'a',
] as const;
type Properties = Row['properties'];
const properties: readonly [Properties, ...Properties[]] = [
  { text: "d'Angelo ü" },
  { count: -7 },
  { flag: true, text: '' },
];

/** The latest etag that was read of each row. */
type Etags = Map<string, string>;

/**
 * Makes random calls and tells what each of them answered. Etags differ from store to store: a write names the latest
 * one that was read of its row, which may be an older version by now, or one of another row.
 */
export async function runCommands(
  tables: Tables,
  random: Random,
  partition: string,
  count: number,
): Promise<readonly unknown[]> {
  const etags: Etags = new Map();
  const told: unknown[] = [];
  const see = (row: Row): unknown => {
    etags.set(row.key, row.etag);
    return { key: row.key, properties: row.properties };
  };
  for (let number = 0; number < count; number += 1) {
    told.push(await one({ tables, random, partition, etags }, see).catch(refusalOf));
  }
  return [...told, await allRows(tables, 'licensing', partition)];
}

interface Commanding {
  readonly tables: Tables;
  readonly random: Random;
  readonly partition: string;
  readonly etags: Etags;
}

async function one(
  { tables, random, partition, etags }: Commanding,
  see: (row: Row) => unknown,
): Promise<unknown> {
  const key = random.pick(keys);
  switch (random.pick(['get', 'page', 'submit', 'submit', 'submit', 'remove'])) {
    case 'get': {
      const row = await tables.get('licensing', partition, key);
      return row && see(row);
    }
    case 'page': {
      const [from = '', to = ''] = [key, random.pick(keys)].toSorted(byCodeUnit);
      const top = random.between(1, 4);
      const rows: unknown[] = [];
      let continuation: string | null = null;
      do {
        const page = await tables.page('licensing', partition, { from, to }, { top, continuation });
        rows.push(...page.rows.map(see));
        ({ continuation } = page);
      } while (continuation !== null);
      return rows;
    }
    case 'submit': {
      const writes = random
        .some(keys, random.between(1, 4))
        .map((written) => randomWrite(random, written, etags));
      await tables.submit('licensing', partition, writes);
      return 'written';
    }
    case 'remove':
      await tables.remove('licensing', partition, key, anyEtag(random, key, etags));
      return 'removed';
  }
}

function randomWrite(random: Random, key: string, etags: Etags): Write {
  const written = random.pick(properties);
  switch (random.pick(['create', 'put', 'replace', 'delete'])) {
    case 'create':
      return { kind: 'create', key, properties: written };
    case 'put':
      return { kind: 'put', key, properties: written };
    case 'replace':
      return { kind: 'replace', key, properties: written, ifMatch: anyEtag(random, key, etags) };
    case 'delete':
      return { kind: 'delete', key };
  }
}

/** Most often the latest that was read of the row, so that now and then it still fits. */
function anyEtag(random: Random, key: string, etags: Etags): string {
  const of = random.chance(0.8) ? key : random.pick(keys);
  return etags.get(of) ?? 'W/"datetime\'2020-01-01T00%3A00%3A00.0000000Z\'"';
}

function refusalOf(error: unknown): unknown {
  if (!(error instanceof StorageRefusal)) throw error;
  return { refused: error.reason, index: error.index };
}

/** Every row of a partition, without etags. */
export async function allRows(
  tables: Tables,
  table: TableName,
  partition: string,
): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  let continuation: string | null = null;
  do {
    const page = await tables.page(table, partition, { from: '-', to: '~~~' }, { continuation });
    rows.push(...page.rows.map((row) => ({ key: row.key, properties: row.properties })));
    ({ continuation } = page);
  } while (continuation !== null);
  return rows;
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
