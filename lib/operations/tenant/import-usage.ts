import pMap from 'p-map';
import { withAssignments } from '../../licensing/data.ts';
import { isRemoved, settleDue } from '../../licensing/due.ts';
import type { UserId } from '../../licensing/ids.ts';
import type { Service } from '../../licensing/products/service.ts';
import type { ServiceData, Usage, User } from '../../licensing/user.ts';
import { readsAtOnce } from '../engine/load-users.ts';
import type { DecisionInput } from '../engine/operation-spec.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import type { Entry, EntryResult, ImportDecision, Read } from './import-part.ts';
import { accepted, importEntries, readEntries, rejected, unchanged } from './import-part.ts';
import type { UsageRow } from './usage-report.ts';
import { countsBefore, namesNobody, namesSomebody, reports, usageRow } from './usage-report.ts';

type Found = UsageRow & { readonly userId: UserId };

/**
 * Takes item counts, sizes and what a mailbox is for from a usage report; what the vault counted itself stays. The rows
 * of what is deleted say nothing of what is provided, and of several rows of one person one counts, wherever they stand.
 */
export async function importUsage(
  session: Session,
  kind: keyof typeof reports,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  const report = reports[kind];
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const { entries, rejected: refused } = readEntries(part, usageRow(report), ({ name }) => name, {
    mayRepeat: true,
  });
  const named = entries.filter(({ value }) => namesSomebody(value));
  const live = named.filter(({ value }) => !value.isDeleted);
  const counting = onePerPerson(live);
  const found = await findPeople(session, counting);
  const settled: EntryResult[] = [
    ...refused,
    ...found.rejected,
    ...entries
      .filter(({ value }) => !namesSomebody(value))
      .map((entry) => rejected(entry, namesNobody)),
    ...named.filter((entry) => !counting.includes(entry)).map((entry) => unchanged(entry)),
  ];
  return importEntries(
    session,
    catalog,
    { entries: found.entries, rejected: settled },
    {
      kind,
      userIdOf: ({ value }) => value.userId,
      decide: (input) => Promise.resolve(decideUsage(report.service, input)),
    },
  );
}

function onePerPerson(entries: readonly Entry<UsageRow>[]): readonly Entry<UsageRow>[] {
  const best = new Map<string, Entry<UsageRow>>();
  for (const entry of entries) {
    const name = entry.value.name.toLowerCase();
    const other = best.get(name);
    if (other === undefined || countsBefore(entry.value, other.value)) best.set(name, entry);
  }
  return [...best.values()];
}

async function findPeople(
  { store }: Session,
  entries: readonly Entry<UsageRow>[],
): Promise<Read<Found>> {
  const ids = await pMap(entries, ({ value }) => store.userIdByName(value.name), {
    concurrency: readsAtOnce,
  });
  const found: Entry<Found>[] = [];
  const refused: EntryResult[] = [];
  for (const [index, entry] of entries.entries()) {
    const userId = ids[index] ?? null;
    if (userId === null) refused.push(rejected(entry, 'no user of the tenant has this name'));
    else found.push({ ...entry, value: { ...entry.value, userId } });
  }
  return { entries: found, rejected: refused };
}

function decideUsage(
  service: Service,
  { target, user, occasion }: DecisionInput<Entry<Found>>,
): ImportDecision {
  const { value: row } = target;
  if (user === null || user.deletion !== null || isRemoved(user)) {
    return { after: null, result: rejected(target, 'no user of the tenant has this name') };
  }
  const typed: User =
    service === 'exchange'
      ? {
          ...user,
          mailboxType: row.mailboxType ?? user.mailboxType,
          hasArchive: row.hasArchive ?? user.hasArchive,
        }
      : user;
  const before = user.data[service];
  if (before !== undefined) return counted(target, user, withUsage(typed, service, before, row));
  // It is there though no license provides it: as if its last license went now, so that no clock ends too early.
  const data: ServiceData = {
    generation: 1,
    state: 'provided',
    since: occasion.now,
    until: null,
    archivedFrom: null,
    operationId: occasion.operationId,
    ruleSet: occasion.tenant.ruleSet,
    usage: usageOf(row, null),
  };
  const settled = settleDue(typed, occasion);
  const there = { ...settled, data: { ...settled.data, [service]: data } };
  return counted(target, user, withAssignments(there, user.assignments, occasion), service);
}

/** The result of a row; of a service that is new to the user with the end it has. */
function counted(
  target: Entry<Found>,
  before: User,
  after: User,
  begun: Service | null = null,
): ImportDecision {
  if (JSON.stringify(after) === JSON.stringify(before)) {
    return { after: null, result: unchanged(target) };
  }
  const data = begun && after.data[begun];
  if (!data) return { after, result: accepted(target) };
  const end = data.until === null ? 'without an end' : `until ${data.until}`;
  const note = `no license provides its ${begun}: shown as ${data.state}, ${end}`;
  return { after, result: accepted(target, note) };
}

/** The user with what a row says, where it says it and says it later than what is known. */
function withUsage(user: User, service: Service, data: ServiceData, row: UsageRow): User {
  const { usage } = data;
  const isEnded = data.state === 'purging' || data.state === 'purged';
  const says = row.itemCount !== null || row.sizeBytes !== null;
  const isOld =
    usage !== null &&
    usage.reportedOn !== null &&
    row.reportedOn !== null &&
    !countsBefore(row, usage);
  if (isEnded || !says || isOld || usage?.countedBy === 'vault') return user;
  return { ...user, data: { ...user.data, [service]: { ...data, usage: usageOf(row, usage) } } };
}

/** What a row does not say stays as it was known; null when nothing is. */
function usageOf(
  { itemCount, sizeBytes, reportedOn }: UsageRow,
  before: Usage | null,
): Usage | null {
  if (itemCount === null && sizeBytes === null) return before;
  return {
    itemCount: itemCount ?? before?.itemCount ?? null,
    sizeBytes: sizeBytes ?? before?.sizeBytes ?? null,
    countedBy: 'report',
    reportedOn,
  };
}
