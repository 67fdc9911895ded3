import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QueueClient } from '@azure/storage-queue';
import { exitWithParentVariable } from '../../dev/exit-with-parent.ts';
import { startLocalHost } from '../../dev/start-local-host.ts';
import type { Azurite } from '../../dev/azurite.ts';
import { tenantId } from '../../simulation/builders/memory-world.ts';
import { rawClients } from '../bare/raw-clients.ts';
import type { Given } from '../bare/answer.ts';
import type { Named } from '../bare/script.ts';
import { buildApp } from '../hosted/build.ts';
import type { Path } from '../paths.ts';
import type { Sent } from './drive.ts';

/** One of those that are measured against each other. */
export interface Contender {
  readonly name: 'app' | 'bare' | 'hosted';
  readonly url: string;
  readonly pid: number;
  /** Where its messages are, to see that all were handled. */
  readonly queue: QueueClient;
  /** The request of a path for these users. */
  toSend(path: Path, users: readonly Named[]): Sent;
  stop(): Promise<void>;
}

/** The built app in the local host. */
export async function startApp(azurite: Azurite): Promise<Contender> {
  const host = await startLocalHost({
    azurite,
    env: { RATE_LIMIT_PER_CALLER: '0', RATE_LIMIT_PER_TENANT: '0' },
  });
  const token = await host.token({ tenantId, roles: ['Global Administrator'] });
  return {
    name: 'app',
    url: host.url,
    pid: host.pid,
    queue: rawClients(azurite.connectionString, '').queues.retention,
    toSend: (path, users) => ({
      ...path.ask(users.map(({ userId }) => userId)),
      headers: { authorization: `Bearer ${token}` },
    }),
    stop: () => host.stop(),
  };
}

/** The calls that were written down, in a Functions app that does nothing else. */
export async function startHosted(azurite: Azurite, plansFile: string): Promise<Contender> {
  const appFolder = join(azurite.stateFolder, 'hosted');
  await buildApp(join(import.meta.dirname, '../hosted/functions.ts'), appFolder);
  const host = await startLocalHost({ azurite, appFolder, env: { BENCH_PLANS: plansFile } });
  return {
    name: 'hosted',
    url: host.url,
    pid: host.pid,
    queue: rawClients(azurite.connectionString, 'hosted').queues.retention,
    toSend: ({ name }, users) => replayOf(`/replay/${encodeURIComponent(name)}`, users),
    stop: () => host.stop(),
  };
}

/** What a server that only replays is sent. */
function replayOf(path: string, users: readonly Named[]): Sent {
  return { method: 'POST', path, headers: {}, body: { users } };
}

/** Where the servers that replay find what to do. */
export async function writePlans(
  { connectionString, stateFolder }: Azurite,
  plans: Given['plans'],
): Promise<string> {
  const file = join(stateFolder, 'plans.json');
  const given: Given = { connectionString, plans };
  await writeFile(file, JSON.stringify(given));
  return file;
}

/** The bare server with the calls that were written down. */
export async function startBare(
  { connectionString }: Azurite,
  plansFile: string,
): Promise<Contender> {
  const program = join(import.meta.dirname, '../bare/server.ts');
  const child = spawn(process.execPath, [program, plansFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, [exitWithParentVariable]: String(process.pid) },
  });
  const exited = once(child, 'exit');
  const [line] = await Promise.race([once(child.stdout, 'data'), exited]);
  const url = /http:\S+/.exec(String(line))?.[0];
  if (url === undefined) throw new Error('The bare server did not start.');
  return {
    name: 'bare',
    url,
    pid: child.pid ?? 0,
    queue: rawClients(connectionString, 'bare').queues.retention,
    toSend: ({ name }, users) => replayOf(`/${encodeURIComponent(name)}`, users),
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
