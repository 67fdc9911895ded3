import type { OperationId, SkuId, UserId } from '../../lib/licensing/ids.ts';
import type { User } from '../../lib/licensing/user.ts';
import { TenantId } from '../../lib/licensing/ids.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { changeLicenses } from '../../lib/operations/licenses/change-licenses.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import { setSignIn } from '../../lib/operations/users/block-user.ts';
import { addDelegate } from '../../lib/operations/held-data/delegate-data.ts';
import { importProducts } from '../../lib/operations/tenant/import-products.ts';
import { importUsers } from '../../lib/operations/tenant/import-users.ts';
import { purgeDeletedUser } from '../../lib/operations/purge/delete-permanently.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { setSeats } from '../../lib/operations/licenses/set-seats.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { guid, product, productNames, skuId } from '../builders/products.ts';
import { direct, inherited, user, userId } from '../builders/users.ts';
import { canary } from '../world/population.ts';
import type { Population } from '../world/population.ts';
import type { Request, RequestName } from './requests.ts';

const tenantId = TenantId.parse(guid(9, 1));
/** More than fit into one transaction. */
const size = 22;

function person(index: number): User {
  const own = 100 + index;
  const assignments =
    index === 3 ? [inherited('E3'), direct('ARCHIVE')] : [direct('E3'), direct('POWER_BI')];
  return user(assignments, {
    id: userId(own),
    userPrincipalName: `${canary}-${own}-@contoso.com`,
    displayName: `${canary}-${own}- person`,
    isSynced: index >= 20,
  });
}

const users = Array.from({ length: size }, (_, index) => person(index));
const ids = users.map(({ id }) => id);
const [first, second] = [userId(100), userId(101)];
const synced = ids.slice(20);

/** The tenant every scenario begins with. */
export const scenarioPopulation: Population = {
  tenantId,
  users,
  userIds: ids,
  skuIds: productNames.map((name) => skuId(name)),
  auditRetentionDays: 365,
};

/** What happened before, how long ago, and the request whose every call is struck by every fault. */
export interface Scenario {
  readonly name: string;
  readonly before: readonly Request[];
  readonly daysLater: number;
  /** Null: the sweep and what it queues. */
  readonly request: ((earlier: readonly OperationId[]) => Request) | null;
  /** A purge says in its rows when it was done, which may be a sweep later: only what there is, is compared. */
  readonly isPurging?: boolean;
}

function request(name: RequestName, run: Request['run']): Request {
  return { name, tenantId, run };
}

const e3 = [skuId('E3')];
const unassignOne = request('activeUser', (session) =>
  unassignLicenses(session, { path: 'activeUser', userIds: [first], skuIds: e3 }),
);
const unassignAll = request('activeUsers', (session) =>
  unassignLicenses(session, { path: 'activeUsers', userIds: ids, skuIds: 'allDirect' }),
);
const deleteOne = request('deleteUser', (session) =>
  deleteUsers(session, { path: 'deleteUser', userIds: [first] }),
);
const deleteSynced = request('directorySync', (session) =>
  deleteUsers(session, { path: 'directorySync', userIds: synced }),
);
const hold = request('placeHold', (session) =>
  placeHold(session, first, { holdId: 'case', kind: 'litigation', note: canary }),
);
const retention = request('tenant', (session) =>
  putTenant(session, { displayName: canary, oneDriveRetentionDays: 45 }),
);

/** A user as a dump has it. */
function graphUser(id: UserId, skuIds: readonly SkuId[], name: string): unknown {
  return {
    id,
    userPrincipalName: `${canary}-${name}@contoso.com`,
    displayName: `${canary} ${name}`,
    licenseAssignmentStates: skuIds.map((each) => ({ skuId: each, assignedByGroup: null })),
  };
}

function simple(
  name: string,
  wanted: Request,
  before: readonly Request[] = [],
  daysLater = 0,
): Scenario {
  return { name, before, daysLater, request: () => wanted };
}

export const scenarios: readonly Scenario[] = [
  simple(
    'licensesPage, 20 users',
    request('licensesPage', (session) =>
      unassignLicenses(session, {
        path: 'licensesPage',
        userIds: ids.slice(0, 20),
        skuIds: e3,
      }),
    ),
  ),
  simple('activeUser', unassignOne),
  simple('activeUsers, two transactions', unassignAll),
  simple(
    'graph, one product for another',
    request('graph', (session) =>
      changeLicenses(session, first, {
        remove: e3,
        add: [{ skuId: skuId('EXCHANGE_P1'), disabledPlans: [] }],
      }),
    ),
  ),
  simple('deleteUser', deleteOne),
  simple('directorySync', deleteSynced),
  simple(
    'assign, held data comes back',
    request('assign', (session) =>
      assignLicenses(session, first, [{ skuId: skuId('E3'), disabledPlans: [] }]),
    ),
    [unassignOne],
    29,
  ),
  simple(
    'restore',
    request('restore', (session) => restoreUser(session, first)),
    [deleteOne],
    29,
  ),
  {
    name: 'undo, two transactions',
    before: [unassignAll],
    daysLater: 1,
    request: ([taking]) =>
      request('undo', (session) => {
        if (taking === undefined) throw new RangeError('nothing to undo');
        return undoOperation(session, taking);
      }),
  },
  simple('placeHold', hold, [unassignOne], 1),
  simple(
    'liftHold',
    request('liftHold', (session) => liftHold(session, first, 'case')),
    [hold, unassignOne],
    40,
  ),
  simple(
    'seats',
    request('seats', (session) => setSeats(session, skuId('E3'), 40)),
    [unassignOne],
  ),
  simple('tenant', retention, [deleteOne, deleteSynced], 1),
  simple(
    'assign to somebody else after a delete',
    request('assign', (session) =>
      assignLicenses(session, second, [{ skuId: skuId('ARCHIVE'), disabledPlans: [] }]),
    ),
    [deleteOne],
  ),
  simple(
    'import of users, one of them new',
    request('import', (session) =>
      importUsers(session, [
        graphUser(first, [], 'renamed'),
        graphUser(second, [skuId('ARCHIVE')], 'kept'),
        graphUser(userId(999), e3, 'new'),
      ]),
    ),
  ),
  simple(
    'import of products',
    request('importProducts', (session) =>
      importProducts(session, [product('E3', 77), product('POWER_BI', 99)]),
    ),
    [unassignOne],
  ),
  simple(
    'block',
    request('signIn', (session) => setSignIn(session, first, false)),
  ),
  simple(
    'delegate',
    request('addDelegate', (session) => addDelegate(session, first, second)),
    [unassignOne],
  ),
  {
    name: 'permanent deletion',
    before: [deleteOne],
    daysLater: 1,
    request: () => request('permanentDelete', (session) => purgeDeletedUser(session, first)),
    isPurging: true,
  },
  {
    name: 'purge of an unassigned user',
    before: [unassignOne],
    daysLater: 30,
    request: null,
    isPurging: true,
  },
  {
    name: 'purge of deleted users',
    before: [deleteOne, deleteSynced],
    daysLater: 30,
    request: null,
    isPurging: true,
  },
];
