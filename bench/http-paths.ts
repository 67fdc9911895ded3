import type { Azurite } from '../dev/azurite.ts';
import { readRecord } from '../dev/azurite/record.ts';
import { plansOf } from './bare/plans.ts';
import { createAll, rawClients } from './bare/raw-clients.ts';
import type { Script } from './bare/script.ts';
import type { Contender } from './drive/contender.ts';
import { startApp, startBare, startHosted, writePlans } from './drive/contender.ts';
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
  /** The bare server as a Functions app in the same host. */
  readonly hosted: Figure;
  /** Storage calls of a request, and of the message it sends. */
  readonly calls: { readonly request: number; readonly message: number };
}

const everybody = ['', 'bare', 'hosted'] as const;

export interface Measuring {
  readonly rounds: number;
  /** The name of a path; null for all of them. */
  readonly only: string | null;
  readonly say: (line: string) => void;
}

/** Measures every path over HTTP, the app and both that only replay in turn: A B C A B C. */
export async function measurePaths(
  azurite: Azurite,
  { rounds, only, say }: Measuring,
): Promise<readonly PathResult[]> {
  const measured = paths.filter(({ name }) => only === null || name === only);
  say('writing down the storage calls of each path');
  const plans = await plansOf(paths);
  const users = usersNeeded(rounds) + 200;
  const { connectionString } = azurite;
  for (const whose of everybody) await createAll(connectionString, whose);
  const world = await tenantOf(users);
  for (const whose of everybody) {
    const rows = await layOut(world, rawClients(connectionString, whose));
    say(`${rows} rows of ${users} users are laid out`);
  }
  const plansFile = await writePlans(azurite, plans);
  const contenders = [
    await startApp(azurite),
    await startBare(azurite, plansFile),
    await startHosted(azurite, plansFile),
  ];
  try {
    const results: PathResult[] = [];
    const takes = contenders.map(() => takeUsers());
    for (const path of measured) {
      await warmUp(contenders, path, azurite, takes);
      for (const level of callers) {
        const [app, bare, hosted] = await alternate(contenders, path, level, {
          rounds,
          azurite,
          takes,
        });
        const plan = plans[path.name];
        const calls = { request: count(plan?.request), message: count(plan?.message) };
        results.push({ path: path.name, callers: level, app, bare, hosted, calls });
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
): Promise<readonly [Figure, Figure, Figure]> {
  const storagePid = readRecord(azurite.stateFolder)?.pid ?? 0;
  const figures: Figure[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const take = takes[index] ?? takeUsers();
      figures[index]?.push(await measure(contender, path, level, { take, storagePid }));
    }
  }
  return [medianOf(figures[0] ?? []), medianOf(figures[1] ?? []), medianOf(figures[2] ?? [])];
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
