import { settleDue } from './due.ts';
import type { Occasion } from './occasion.ts';
import type { Service } from './products/service.ts';
import { services } from './products/service.ts';
import type { Instant } from './time.ts';
import type { DataState, ServiceData, User } from './user.ts';

/** The data of one service as a reader sees it at a moment. */
export interface DataEntry extends Pick<
  ServiceData,
  'state' | 'since' | 'until' | 'operationId' | 'ruleSet'
> {
  readonly service: Service;
  readonly eDiscoverySearchable: boolean;
  readonly isReadable: boolean;
  readonly itemCount: number | null;
  readonly sizeBytes: number | null;
}

/** A user as time has made it, whether or not a sweep has been there yet. */
export function asOf(user: User, clocks: Pick<Occasion, 'now' | 'dueBy'>): User {
  return settleDue(user, { ...clocks, products: null });
}

/** The data of each service the user has or had, in the order of the services. */
export function dataEntries(user: User, now: Instant): readonly DataEntry[] {
  return services.flatMap((service) => {
    const data = user.data[service];
    return data === undefined ? [] : [dataEntry(service, data, now)];
  });
}

/** One service's data: what it is, until when, who can find and read it. */
export function dataEntry(service: Service, data: ServiceData, now: Instant): DataEntry {
  const { state, since, until, operationId, ruleSet, usage } = data;
  return {
    service,
    state,
    since,
    until,
    eDiscoverySearchable:
      service === 'exchange' && (state === 'provided' || state === 'inactiveMailbox'),
    isReadable: isReadable(data, now),
    itemCount: usage?.itemCount ?? null,
    sizeBytes: usage?.sizeBytes ?? null,
    operationId,
    ruleSet,
  };
}

/** What a delegate may read; a service that is provided or kept is somebody's at work. */
const openToDelegates: ReadonlySet<DataState> = new Set(['held', 'onHold', 'inactiveMailbox']);

/** What a delegate sees of a user: the services that are held, and no other; null when there is nothing to see. */
export function asDelegateSees(user: User, delegateId: string): User | null {
  if (!user.delegates.some((id) => id === delegateId)) return null;
  const open = Object.entries(user.data).filter(([, { state }]) => openToDelegates.has(state));
  return open.length === 0 ? null : { ...user, data: Object.fromEntries(open) };
}

function isReadable({ state, until, archivedFrom }: ServiceData, now: Instant): boolean {
  if (state === 'purging' || state === 'purged') return false;
  if (state === 'held' && until !== null && now >= until) return false;
  return archivedFrom === null || now < archivedFrom;
}
