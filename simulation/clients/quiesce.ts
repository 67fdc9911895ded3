import { checkAudit } from '../checks/audit-checks.ts';
import type { Background } from './background.ts';
import type { Clients } from './clients.ts';
import type { Instance } from '../world/instance.ts';
import type { Keepers } from './keepers.ts';
import type { Readers } from './readers.ts';
import type { Random } from '../world/random.ts';
import { checkRemoved } from '../checks/record-checks.ts';
import { checkTables } from '../checks/table-checks.ts';
import type { World } from '../world/world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

interface Everybody {
  readonly background: Background;
  readonly clients: Clients;
  readonly keepers: Keepers;
  readonly readers: Readers;
}

/**
 * Faults have stopped: the clock goes on, sweeps run, messages are handled, portals repeat what they have asked. Then
 * the tables are read, now, after the restore period and after the second look.
 */
export async function quiesce(
  world: World,
  { background, clients, keepers, readers }: Everybody,
  random: Random,
): Promise<void> {
  const instance = world.instance();
  const run = async <Answer>(what: Promise<Answer>): Promise<void> => {
    await world.scheduler.run();
    await what;
  };
  await run(Promise.resolve());
  // Some portals ask again for what they never got an answer to; the rest is left to the wake-ups.
  for (const sent of clients.sent) {
    if (sent.answer === null && random.chance(0.3)) await run(clients.attempt(sent, instance));
  }
  // No clock was ahead by more than 8 minutes: by then every lost message is due to be sent again.
  for (const wait of [15 * minute, 70 * minute, 31 * day, 61 * minute, 62 * day, 61 * minute]) {
    world.advance(wait);
    await twoSweeps(world, background, instance, run);
    await checkTables(world, 'rows');
  }
  for (const sent of clients.sent) {
    if (sent.answer !== null) await run(clients.attempt(sent, instance));
  }
  await run(keepers.checkAll());
  await run(readers.readAll(instance));
  await twoSweeps(world, background, instance, run);
  await checkTables(world, 'texts');
  await checkAudit(world, instance);
  if (!random.chance(0.2)) return;
  // Nobody asks for anything any more, for longer than any record is kept.
  for (const wait of [3 * day, 30 * day, 400 * day]) {
    world.advance(wait);
    await twoSweeps(world, background, instance, run);
  }
  checkRemoved(world);
  await checkAudit(world, instance);
}

async function twoSweeps(
  world: World,
  background: Background,
  instance: Instance,
  run: (what: Promise<void>) => Promise<void>,
): Promise<void> {
  for (let sweeps = 0; sweeps < 2; sweeps += 1) {
    world.advance(15 * minute);
    await run(background.sweep(instance));
    while (world.mailbox.messages.length > 0) await run(background.handleAny(instance));
  }
}
