import type { Surroundings } from './instance.ts';
import type { Life } from './scheduler.ts';

/** Many calls of others come first, and minutes go by: then whoever stood still goes on as if nothing had been. */
export async function standStill(
  { scheduler, faults, passTime }: Surroundings,
  life: Life,
): Promise<void> {
  const ms = faults.standstillMs();
  await scheduler.turn(life, Math.floor(ms / 5000));
  passTime(ms);
}
