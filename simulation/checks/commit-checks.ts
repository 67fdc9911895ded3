import { addDays, addMs, farFuture } from '../../lib/licensing/time.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import type { Service } from '../../lib/licensing/products/service.ts';
import { services } from '../../lib/licensing/products/service.ts';
import type { ServiceData } from '../../lib/licensing/user.ts';
import { User } from '../../lib/licensing/user.ts';
import type { Write } from '../../lib/storage/tables.ts';
import { Operation } from '../../lib/storage/rows/operation-row.ts';
import { ProductRow } from '../../lib/storage/rows/product-row.ts';
import { documentOf } from '../world/shadow.ts';
import type { Shadow } from '../world/shadow.ts';
import type { Findings } from '../world/violations.ts';
import { checkProvided } from './provided-checks.ts';

interface Moment {
  /** The storage service's clock. */
  readonly now: Instant;
  readonly markedDays: ReadonlySet<string>;
}

/** An activity lives this long at the most, so a setting it has read may be this old. */
const oldestSettingMs = 16 * 60_000;
/** What finishes an operation that was cut off keeps its time, so long at the most. */
const latestFinishDays = 7;
/** How far apart the clocks of machines and storage may stand. */
const mostSkewMs = 10 * 60_000;

/** Holds the writes of one transaction against what was there before it. */
export function checkCommit(
  findings: Findings,
  shadow: Shadow,
  writes: readonly Write[],
  moment: Moment,
): void {
  for (const write of writes) {
    const { kind, key } = write;
    if (key.startsWith('D~') && kind !== 'delete') checkMark(findings, key, moment);
    if (key.startsWith('P~')) {
      findings.check('I6', !shadow.records.has(key), () => `${key}: purged a second time`);
      shadow.records.add(key);
    }
    if (kind !== 'delete' && /^S~[^~]*$/.test(key)) {
      const { servicePlans } = documentOf(ProductRow, write.properties).product;
      findings.check('I9', servicePlans.length > 0, () => `${key}: silence is read as no plans`);
    }
    if (!key.startsWith('U~')) continue;
    const before = shadow.users.get(key.slice(2));
    const after = kind === 'delete' ? undefined : documentOf(User, write.properties);
    if (after !== undefined) checkProvided(findings, shadow, before ?? null, after);
    if (before === undefined) continue;
    checkUser({ findings, shadow }, before, after, {
      ...moment,
      earliest: addDays(
        addMs(moment.now, -oldestSettingMs),
        writes.some(({ key: own }) => /^O~[^~]*~/.test(own)) ? -latestFinishDays : 0,
      ),
      isEnded: before.deletion !== null && endsForGood(writes, before.id),
    });
  }
}

/** An administrator may end the restore period of a deleted user, and with it the time its data is held. */
function endsForGood(writes: readonly Write[], userId: string): boolean {
  return writes.some((write) => {
    if (write.kind !== 'create' || !/^O~[^~]*$/.test(write.key)) return false;
    const { request } = documentOf(Operation, write.properties);
    return request.path === 'permanentDelete' && request.userId === userId;
  });
}

/** Without a mark of its day or of one before, no sweep would look for this wake-up in time. */
function checkMark(findings: Findings, key: string, { now, markedDays }: Moment): void {
  const due = key.split('~')[1] ?? '';
  if (due >= farFuture.replaceAll(/[-:.]/g, '')) return;
  const today = now.slice(0, 10).replaceAll('-', '');
  const latest = due.slice(0, 8) > today ? due.slice(0, 8) : today;
  const isMarked = [...markedDays].some((day) => day <= latest);
  findings.check('I6', isMarked, () => `${key} is written, no mark leads to it`);
}

/** What is checked against, and where a violation goes. */
interface Checking {
  readonly findings: Findings;
  readonly shadow: Shadow;
}

/** One service of a user before a commit. */
interface Before {
  readonly user: User;
  readonly service: Service;
  readonly data: ServiceData;
}

function checkUser(
  checking: Checking,
  before: User,
  after: User | undefined,
  moment: Moment & { readonly isEnded: boolean; readonly earliest: Instant },
): void {
  const { findings, shadow } = checking;
  for (const service of services) {
    const data = before.data[service];
    if (data === undefined) continue;
    const next = after?.data[service];
    const at = (): string => `${before.id} ${service} ${data.state} -> ${next?.state}`;
    if (next === undefined) {
      findings.check('I5', data.state === 'purged', () => `${at()}: removed before it was purged`);
      continue;
    }
    if (next.generation !== data.generation) {
      findings.check('I5', isDue(shadow, { user: before, service, data }, moment), () => {
        return `${at()}: claimed at ${moment.now}, due ${data.until}, ${before.holds.length} holds`;
      });
      findings.check('I5', next.generation === data.generation + 1, at);
      const isClaimed = after?.claims.some(
        (claim) => claim.service === service && claim.generation === data.generation,
      );
      findings.check('I6', isClaimed === true, () => `${at()}: a generation ends without a claim`);
    }
    if (next.state === 'held' && data.state === 'held' && service !== 'oneDrive') {
      const isNoSooner = (next.until ?? '') >= (data.until ?? '');
      findings.check('I5', isNoSooner, () => `${at()}: from ${data.until} to ${next.until}`);
    }
    if (next.state === 'held' && data.state !== 'held') {
      const begun = { service, data: next, isDeleted: after?.deletion !== null };
      checkClock(checking, begun, moment, at);
    }
  }
}

function isDue(
  shadow: Shadow,
  { user, service, data: { state, until, since } }: Before,
  { now, isEnded }: { readonly now: Instant; readonly isEnded: boolean },
): boolean {
  if (state !== 'held' || until === null || user.holds.length > 0) return false;
  if (user.holdsLiftedAt !== null && addDays(user.holdsLiftedAt, 30) > now) return false;
  if (isEnded) return true;
  if (service === 'oneDrive' && user.deletion === null && !user.isGone) return false;
  if (until <= now) return true;
  // A changed setting applies to deletes in progress.
  const { deletion } = user;
  if (service !== 'oneDrive' || since !== deletion?.at) return false;
  return retentionsNow(shadow, now).some((days) => addDays(deletion.at, days) <= now);
}

/** A clock that begins now ends in 30 days, or for OneDrive when the tenant says; OneDrive's only after a delete. */
function checkClock(
  { findings, shadow }: Checking,
  { service, data: { until, since }, isDeleted }: Omit<Before, 'user'> & { isDeleted: boolean },
  { now, earliest }: { readonly now: Instant; readonly earliest: Instant },
  at: () => string,
): void {
  if (service === 'oneDrive')
    findings.check('I5', isDeleted, () => `${at()} of a user who is kept`);
  const days = service === 'oneDrive' ? [30, ...retentionsNow(shadow, now)] : [30];
  const ends = days.map((count) => addDays(since, count));
  findings.check('I5', until !== null && ends.includes(until), () => `${at()}: until ${until}`);
  const isNow = since >= earliest && since <= addMs(now, mostSkewMs);
  findings.check('I5', isNow, () => `${at()}: since ${since}, it is ${now}`);
}

/** The values the setting has had lately: an instance may know any of them. */
function retentionsNow({ retentions }: Shadow, now: Instant): readonly number[] {
  const oldest = addMs(now, -oldestSettingMs);
  return retentions
    .filter((_, index) => (retentions[index + 1]?.since ?? farFuture) >= oldest)
    .map(({ days }) => days);
}
