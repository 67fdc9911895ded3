import { z } from 'zod';
import { Service } from './products/service.ts';
import { services } from './products/service.ts';
import { Instant } from './time.ts';
import type { ServiceData, User } from './user.ts';

/** Data that came under a clock (`held`, also when its end moved), or that left it and is there to stay (`restored`). */
export const DataMove = z.strictObject({
  kind: z.enum(['held', 'restored']),
  service: Service,
  /** When held data ends; null for restored data. */
  until: Instant.nullable(),
  itemCount: z.number().nullable(),
  sizeBytes: z.number().nullable(),
});
export type DataMove = z.infer<typeof DataMove>;

/** What became held and what was restored when a user became another; a new, empty service is neither. */
export function dataMoves(before: User | null, after: User): readonly DataMove[] {
  return services.flatMap((service) => {
    const now = after.data[service];
    const kind = now && kindOfMove(before?.data[service], now);
    if (now === undefined || kind === null || kind === undefined) return [];
    const { itemCount = null, sizeBytes = null } = now.usage ?? {};
    return [{ kind, service, until: now.until, itemCount, sizeBytes }];
  });
}

function kindOfMove(before: ServiceData | undefined, after: ServiceData): DataMove['kind'] | null {
  if (after.state === 'held') {
    return before?.state === 'held' && before.until === after.until ? null : 'held';
  }
  const isBack = after.state === 'provided' || after.state === 'kept';
  const wasAtRisk =
    before?.state === 'held' || before?.state === 'onHold' || before?.state === 'inactiveMailbox';
  return isBack && wasAtRisk ? 'restored' : null;
}
