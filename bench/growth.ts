import { MemoryApp } from '../test/in-memory/memory-app.ts';
import { CountedTables } from '../test/in-memory/counted-tables.ts';
import { tenantId } from '../simulation/builders/memory-world.ts';
import { paths } from './paths.ts';
import { namedUser, tenantOf } from './tenant.ts';

/** What a path reads in a tenant of so many users. */
export interface Growth {
  readonly path: string;
  readonly users: number;
  /** Reading calls of a request and its message, and rows that came back. */
  readonly calls: number;
  readonly rows: number;
}

/** Counts what every path reads as a tenant grows, in memory: what is exact needs no stopwatch. */
export async function countGrowth(sizes: readonly number[]): Promise<readonly Growth[]> {
  const counted = await Promise.all(sizes.map(countOf));
  return counted.flat();
}

async function countOf(users: number): Promise<readonly Growth[]> {
  const tables = new CountedTables();
  const world = await tenantOf(users, { tables: tables.decorate });
  const app = new MemoryApp(world);
  const token = await app.token({ tenantId, roles: ['Global Administrator'] });
  const growth: Growth[] = [];
  let next = 1;
  for (const path of paths) {
    const once = async (): Promise<void> => {
      const named = Array.from({ length: path.users }, () => {
        next += 1;
        return namedUser(next - 1).userId;
      });
      const { method, path: address, body } = path.ask(named);
      const answer = await app.fetch(`${app.url}${address}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (answer.status !== 200) throw new Error(`${path.name}: ${await answer.text()}`);
      await world.handleMessages();
    };
    // The first fills the caches.
    await once();
    tables.take();
    await once();
    growth.push({ path: path.name, users, ...tables.take() });
  }
  return growth;
}
