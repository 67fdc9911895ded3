import { z } from 'zod';
import type { Path } from '../paths.ts';
import { MemoryApp } from '../../test/in-memory/memory-app.ts';
import { tenantId } from '../../simulation/builders/memory-world.ts';
import { namedUser, tenantOf } from '../tenant.ts';
import { Recorder } from './record.ts';
import type { Plan, Script } from './script.ts';

const Answered = z.object({ operationId: z.string().optional() });

/** Watches the app do each path once, and writes down the storage calls: the request's and its message's. */
export async function plansOf(paths: readonly Path[]): Promise<Record<string, Plan>> {
  const plans = await Promise.all(
    paths.map(async (path) => [path.name, await planOf(path)] as const),
  );
  return Object.fromEntries(plans);
}

async function planOf(path: Path): Promise<Plan> {
  const recorder = new Recorder();
  const world = await tenantOf(200, recorder);
  const app = new MemoryApp(world);
  const token = await app.token({ tenantId, roles: ['Global Administrator'] });
  const once = async (numbers: readonly number[]): Promise<Plan> => {
    const users = numbers.map(namedUser);
    recorder.take({ users: [], operationId: '' });
    const { method, path: address, body } = path.ask(users.map(({ userId }) => userId));
    const answered = await app.fetch(`${app.url}${address}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await answered.json();
    if (answered.status >= 300) throw new Error(`${path.name}: ${JSON.stringify(answer)}`);
    const { operationId = '' } = Answered.parse(answer);
    const request = named(recorder.take({ users, operationId }), path.name);
    await world.handleMessages();
    return { request, message: recorder.take({ users, operationId }) };
  };
  const numbers = (from: number) => Array.from({ length: path.users }, (_, index) => from + index);
  // The first one fills the caches that every later one finds.
  await once(numbers(1));
  return once(numbers(101));
}

/** The message says which path's calls its consumer makes. */
function named(script: Script, plan: string): Script {
  const message = JSON.stringify({ plan, operationId: '{op}' });
  return script.map((group) =>
    group.map((step) => (step.kind === 'send' ? { ...step, message } : step)),
  );
}
