import type { OperationId, SkuId, TenantId, UserId } from '../../lib/licensing/ids.ts';
import { services as serviceNames } from '../../lib/licensing/products/service.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { requestUser } from '../../lib/api/request-user.ts';
import { setSignIn } from '../../lib/operations/users/block-user.ts';
import { addDelegate, removeDelegate } from '../../lib/operations/held-data/delegate-data.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { changeLicenses } from '../../lib/operations/licenses/change-licenses.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import { importUsers } from '../../lib/operations/tenant/import-users.ts';
import { importProducts } from '../../lib/operations/tenant/import-products.ts';
import { purgeDeletedUser } from '../../lib/operations/purge/delete-permanently.ts';
import { reprocessLicenses } from '../../lib/operations/licenses/reprocess-licenses.ts';
import { updateUser } from '../../lib/operations/users/update-user.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import type { Session } from '../../lib/operations/engine/session.ts';
import { setSeats } from '../../lib/operations/licenses/set-seats.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { userId } from '../builders/users.ts';
import { canary, plentiful } from '../world/population.ts';
import type { Population } from '../world/population.ts';
import type { Random } from '../world/random.ts';
import { dumpedProduct, dumpedUser, laterProduct } from './dumps.ts';

/** What a portal asks for under one Idempotency-Key, as often as it takes. */
export interface Request {
  readonly name: RequestName;
  readonly tenantId: TenantId;
  readonly run: (session: Session) => Promise<unknown>;
}

const weights = [
  ['licensesPage', 8],
  ['activeUser', 8],
  ['activeUsers', 3],
  ['graph', 5],
  ['deleteUser', 7],
  ['directorySync', 3],
  ['assign', 12],
  ['restore', 7],
  ['undo', 6],
  ['placeHold', 4],
  ['liftHold', 6],
  ['seats', 3],
  ['tenant', 1],
  ['import', 3],
  ['importProducts', 3],
  ['permanentDelete', 2],
  ['reprocess', 2],
  ['update', 1],
  ['signIn', 1],
  ['addDelegate', 3],
  ['removeDelegate', 1],
] as const;
export type RequestName = (typeof weights)[number][0];

/** Requests that may name a product the tenant does not have yet. */
const naming: ReadonlySet<RequestName> = new Set([
  'activeUser',
  'assign',
  'graph',
  'import',
  'importProducts',
]);

/** What a request is made of, drawn beforehand, so that each attempt asks the same. */
interface Drawn {
  readonly population: Population;
  readonly users: readonly [UserId, ...UserId[]];
  readonly skus: readonly [SkuId, ...SkuId[]];
  readonly taking: OperationId | null;
  readonly number: number;
  readonly isOn: boolean;
}

export function randomRequest(
  random: Random,
  population: Population,
  takings: readonly OperationId[],
): Request {
  return draw(random, population, takings, random.weighted(weights));
}

/** A request of a kind; `takings` are operations that took licenses and might be undone. */
function draw(
  random: Random,
  population: Population,
  takings: readonly OperationId[],
  name: RequestName,
): Request {
  const isLarge = name === 'activeUsers' && random.chance(0.25);
  const count = name === 'licensesPage' || name === 'directorySync' ? 5 : 8;
  const from = usersFor(name, population);
  const some = random.some(from, isLarge ? 100 : random.between(1, count));
  // Now and then somebody who is not there.
  if (name !== 'import' && random.chance(0.05)) some.push(userId(99_999));
  const [user = userId(99_999), ...users] = some;
  const skuIds = naming.has(name) ? [...population.skuIds, laterProduct] : population.skuIds;
  const [sku, ...skus] = random.some(skuIds, random.between(1, 3));
  if (sku === undefined) throw new RangeError('a tenant without products');
  const drawn: Drawn = {
    population,
    users: [user, ...users],
    skus: [sku, ...skus],
    taking: random.pick(takings) ?? null,
    number: random.int(100),
    isOn: random.chance(0.5),
  };
  const { tenantId } = population;
  return { name, tenantId, run: (session) => run(name, session, drawn) };
}

async function run(
  name: RequestName,
  session: Session,
  { population, users, skus, taking, number, isOn }: Drawn,
): Promise<unknown> {
  const [user] = users;
  const [sku] = skus;
  const holdId = `case-${number % 2}`;
  switch (name) {
    case 'licensesPage':
      return unassignLicenses(session, { path: name, userIds: users, skuIds: [sku] });
    case 'activeUser':
      return unassignLicenses(session, { path: name, userIds: [user], skuIds: skus });
    case 'activeUsers':
      return unassignLicenses(session, { path: name, userIds: users, skuIds: 'allDirect' });
    case 'graph': {
      const [removed, ...added] = skus.toReversed();
      const change = {
        remove: removed === undefined ? [] : [removed],
        add: added.map((skuId) => ({ skuId, disabledPlans: [] })),
      };
      return changeLicenses(session, user, change);
    }
    case 'deleteUser': {
      const userIds = [await requestUser(session, isOn ? nameOf(population, user) : user)];
      return deleteUsers(session, { path: name, userIds });
    }
    case 'directorySync':
      return deleteUsers(session, { path: name, userIds: users });
    case 'assign':
      return assignLicenses(
        session,
        user,
        skus.map((skuId) => ({ skuId, disabledPlans: [] })),
      );
    case 'restore':
      return restoreUser(session, user);
    case 'undo':
      return taking === null ? restoreUser(session, user) : undoOperation(session, taking);
    case 'placeHold':
      return placeHold(session, user, { holdId, kind: 'litigation', note: canary });
    case 'liftHold':
      return liftHold(session, user, holdId);
    case 'seats':
      return setSeats(session, sku, sku === plentiful ? 500 + number : 12 + (number % 10));
    case 'tenant':
      return putTenant(session, {
        displayName: canary,
        oneDriveRetentionDays: [30, 45, 60][number % 3],
      });
    case 'import':
      return importUsers(
        session,
        users.map((id, index) => dumpedUser(population, id, skus[index % 2] ?? sku, number)),
      );
    case 'importProducts':
      return importProducts(
        session,
        skus.map((skuId, index) => dumpedProduct(skuId, number + index)),
      );
    case 'permanentDelete':
      return purgeDeletedUser(session, user);
    case 'reprocess':
      return reprocessLicenses(session, user);
    case 'update':
      return updateUser(session, user, { usageLocation: isOn ? 'NL' : 'DE' });
    case 'addDelegate':
      return addDelegate(session, user, users[1] ?? user);
    case 'removeDelegate':
      return removeDelegate(session, user, users[1] ?? user);
    case 'signIn':
      return setSignIn(session, user, isOn);
  }
}

/** Imports bring back whoever was removed, under the same id: people who are imported are never deleted here. */
function usersFor(name: RequestName, { userIds }: Population): readonly UserId[] {
  const staying = Math.min(4, Math.floor(userIds.length / 2));
  if (name === 'import') return userIds.slice(-staying);
  const deletes = name === 'deleteUser' || name === 'directorySync' || name === 'permanentDelete';
  return deletes ? userIds.slice(0, -staying) : userIds;
}

/** The name a portal knows the user by. */
function nameOf({ users }: Population, userIdWanted: UserId): string {
  return users.find(({ id }) => id === userIdWanted)?.userPrincipalName ?? userIdWanted;
}

/** A service to keep or read items of. */
export function randomService(random: Random): (typeof serviceNames)[number] {
  return random.pick(serviceNames) ?? 'exchange';
}
