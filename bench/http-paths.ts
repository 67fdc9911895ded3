import type { Azurite } from '../dev/azurite.ts';
import { readRecord } from '../dev/azurite/record.ts';
import { plansOf } from './bare/plans.ts';
import { createAll, rawClients } from './bare/raw-clients.ts';
import type { Script } from './bare/script.ts';
import type { Contender } from './drive/contender.ts';
import { startApp, startBare } from './drive/contender.ts';
import type { Figure, TakeUsers } from './drive/measure.ts';
import { measure } from './drive/measure.ts';
import { callers, paths, usersNeeded } from './paths.ts';
import type { Path } from './paths.ts';
import { medianOf } from './report/median.ts';
import { layOut, namedUser, tenantOf } from './tenant.ts';

/** The app and the bare server on one path at so many callers: medians of the rounds. */
export interface PathResult {
  readonly path: string;
  readonly callers: number;
  readonly app: Figure;
  readonly bare: Figure;
  /** Storage calls of a request, and of the message it sends. */
  readonly calls: { readonly request: number; readonly message: number };
}

/** Measures every path over HTTP, the app and the bare server in turn: A B A B. */
export async function measurePaths(
  azurite: Azurite,
  rounds: number,
  say: (line: string) => void,
): Promise<readonly PathResult[]> {
  say('writing down the storage calls of each path');
  const plans = await plansOf(paths);
  const users = usersNeeded(rounds) + 200;
  const { connectionString } = azurite;
  await Promise.all([createAll(connectionString, ''), createAll(connectionString, 'bare')]);
  const world = await tenantOf(users);
  for (const whose of ['', 'bare'] as const) {
    const rows = await layOut(world, rawClients(connectionString, whose));
    say(
      `${rows} rows of ${users} users are laid out for the ${whose === '' ? 'app' : 'bare server'}`,
    );
  }
  const contenders = [await startApp(azurite), await startBare(azurite, plans)];
  try {
    const results: PathResult[] = [];
    const takes = contenders.map(() => takeUsers());
    for (const path of paths) {
      await warmUp(contenders, path, azurite, takes);
      for (const level of callers) {
        const [app, bare] = await alternate(contenders, path, level, { rounds, azurite, takes });
        const plan = plans[path.name];
        const calls = { request: count(plan?.request), message: count(plan?.message) };
        results.push({ path: path.name, callers: level, app, bare, calls });
        say(`${path.name}, ${level} callers: ${(app.perSecond / bare.perSecond).toFixed(2)}`);
      }
    }
    return results;
  } finally {
    for (const contender of contenders) await contender.stop();
  }
}

interface Round {
  readonly rounds: number;
  readonly azurite: Azurite;
  readonly takes: readonly TakeUsers[];
}

async function alternate(
  contenders: readonly Contender[],
  path: Path,
  level: number,
  { rounds, azurite, takes }: Round,
): Promise<readonly [Figure, Figure]> {
  const storagePid = readRecord(azurite.stateFolder)?.pid ?? 0;
  const figures: Figure[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const take = takes[index] ?? takeUsers();
      figures[index]?.push(await measure(contender, path, level, { take, storagePid }));
    }
  }
  return [medianOf(figures[0] ?? []), medianOf(figures[1] ?? [])];
}

/** Code is compiled and connections are open before anything is measured. */
async function warmUp(
  contenders: readonly Contender[],
  path: Path,
  azurite: Azurite,
  takes: readonly TakeUsers[],
): Promise<void> {
  const few: Path = { ...path, requests: [0, 8, 0] };
  await alternate(contenders, few, 16, { rounds: 1, azurite, takes });
}

function takeUsers(): TakeUsers {
  let next = 1;
  return (wanted) =>
    Array.from({ length: wanted }, () => {
      next += 1;
      return namedUser(next - 1);
    });
}

function count(script: Script | undefined): number {
  return (script ?? []).flat().length;
}
