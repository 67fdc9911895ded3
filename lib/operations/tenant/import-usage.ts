import pMap from 'p-map';
import { z } from 'zod';
import { isRemoved } from '../../licensing/due.ts';
import type { UserId } from '../../licensing/ids.ts';
import type { Service } from '../../licensing/products/service.ts';
import { readsAtOnce } from '../engine/load-users.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import type { Entry, EntryResult, ImportDecision } from './import-part.ts';
import { accepted, importEntries, readEntries, rejected, unchanged } from './import-part.ts';

const count = z.coerce.number().int().nonnegative();

/** A row of Graph's report `getMailboxUsageDetail`. */
const MailboxRow = z
  .object({ 'User Principal Name': z.string(), 'Item Count': count, 'Storage Used (Byte)': count })
  .transform((row) => ({
    name: row['User Principal Name'],
    itemCount: row['Item Count'],
    sizeBytes: row['Storage Used (Byte)'],
  }));

/** A row of Graph's report `getOneDriveUsageAccountDetail`. */
const OneDriveRow = z
  .object({ 'Owner Principal Name': z.string(), 'File Count': count, 'Storage Used (Byte)': count })
  .transform((row) => ({
    name: row['Owner Principal Name'],
    itemCount: row['File Count'],
    sizeBytes: row['Storage Used (Byte)'],
  }));

type UsageRow = z.infer<typeof MailboxRow>;
type Found = UsageRow & { readonly userId: UserId };

const reports = {
  mailboxUsage: { service: 'exchange', schema: MailboxRow },
  oneDriveUsage: { service: 'oneDrive', schema: OneDriveRow },
} as const;

/** Takes item counts and sizes from a usage report, for data that is there; what the vault counted itself stays. */
export async function importUsage(
  session: Session,
  kind: keyof typeof reports,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  const { service, schema } = reports[kind];
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const read = readEntries(part, schema, ({ name }) => name.toLowerCase());
  const ids = await pMap(read.entries, ({ value }) => store.userIdByName(value.name), {
    concurrency: readsAtOnce,
  });
  const entries: Entry<Found>[] = [];
  const refused: EntryResult[] = [...read.rejected];
  for (const [index, entry] of read.entries.entries()) {
    const userId = ids[index] ?? null;
    if (userId === null) refused.push(rejected(entry, 'no user of the tenant has this name'));
    else entries.push({ ...entry, value: { ...entry.value, userId } });
  }
  return importEntries(
    session,
    catalog,
    { entries, rejected: refused },
    {
      kind,
      userIdOf: ({ value }) => value.userId,
      decide: ({ target, user }) => {
        const data = user === null || isRemoved(user) ? undefined : user.data[service];
        return Promise.resolve(
          user === null || data === undefined
            ? noData(target, service)
            : decideUsage(target, user, data, service),
        );
      },
    },
  );
}

function noData(target: Entry<Found>, service: Service): ImportDecision {
  return {
    after: null,
    result: rejected(target, `has no ${service} data: no license provided it`),
  };
}

function decideUsage(
  target: Entry<Found>,
  user: NonNullable<ImportDecision['after']>,
  data: NonNullable<NonNullable<ImportDecision['after']>['data'][Service]>,
  service: Service,
): ImportDecision {
  const { itemCount, sizeBytes } = target.value;
  const isEnded = data.state === 'purging' || data.state === 'purged';
  const isSame = data.usage?.itemCount === itemCount && data.usage.sizeBytes === sizeBytes;
  if (isEnded || isSame || data.usage?.countedBy === 'vault') {
    return { after: null, result: unchanged(target) };
  }
  const usage = { itemCount, sizeBytes, countedBy: 'report' as const };
  return {
    after: { ...user, data: { ...user.data, [service]: { ...data, usage } } },
    result: accepted(target),
  };
}
