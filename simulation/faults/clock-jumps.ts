import { addDays, addMs } from '../../lib/licensing/time.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { wakeUpOf } from '../../lib/storage/rows/wake-up-row.ts';
import type { Random } from '../world/random.ts';
import type { World } from '../world/world.ts';

/** Seconds apart, minutes apart, and more than the 5 minutes within which a purge trusts its clock. */
export const clockOffsets = [
  0, 0, 0, 0, 900, -900, 60_000, -60_000, 299_000, -299_000, 480_000, -480_000,
];

/** Moves the clock forward, most often to where something is due: the instant itself, just before, just after. */
export function jump(world: World, random: Random): void {
  const due = random.pick(duesOf(world));
  const to =
    due !== undefined && random.chance(0.7)
      ? addMs(due, random.pick([-240_000, -60_000, -1000, -1, 0, 0, 0, 1, 1000, 3_600_000]))
      : addMs(addDays(world.now, random.pick([0, 0, 1, 7, 29, 30, 31])), random.int(900_000));
  world.moveTo(to);
}

function duesOf({ memory, now }: World): readonly Instant[] {
  const latest = addDays(now, 100);
  return memory
    .all('licensing')
    .filter(({ key }) => key.startsWith('D~'))
    .map((row) => wakeUpOf(row).due)
    .filter((due) => due > now && due < latest);
}
