import type { Access } from '../../lib/api/route.ts';
import { skuId } from '../../simulation/builders/products.ts';
import { person } from '../e2e/running-app.ts';
import type { ApiRequest } from './ask.ts';
import type { Names } from './stocked-tenant.ts';
import { nameKey } from '../../lib/storage/rows/name-row.ts';

/** Where a new route needs a request of its own, as a refusal of the tests says it. */
export const tableFile = 'test/security/api-requests.ts';

type Make = (names: Names) => readonly [method: string, path: string, body?: unknown];

interface TableEntry {
  readonly access: Access;
  readonly make: Make;
}

/** One request to a route: right in itself, and without any effect. */
export interface TableRequest extends ApiRequest {
  /** The route's name, which is its operationId in the description. */
  readonly name: string;
  readonly access: Access;
}

const dry = '?dryRun=true';
const user = (id: string): string => `/api/users/${id}`;
const exchange = (id: string): string => `${user(id)}/data/exchange/items`;

/** Every route the app describes, with who may: the table of the article and of Microsoft's role descriptions. */
const table: Readonly<Record<string, TableEntry>> = {
  ...entries('open', {
    health: () => ['GET', '/api/health'],
    openapi: () => ['GET', '/api/openapi.json'],
    getSignIn: () => ['GET', '/api/sign-in'],
  }),
  ...entries('signedIn', {
    getMe: () => ['GET', '/api/me'],
  }),
  ...entries('unassign', {
    unassignProduct: ({ product, active }) => [
      'POST',
      `/api/products/${product}/unassign${dry}`,
      { userIds: [active] },
    ],
    unassignUser: ({ active, product }) => [
      'POST',
      `${user(active)}/unassign${dry}`,
      { skuIds: [product] },
    ],
    unassignAll: ({ active }) => ['POST', `/api/users/unassign-all${dry}`, { userIds: [active] }],
    assignLicenses: ({ active }) => [
      'POST',
      `${user(active)}/assign${dry}`,
      { licenses: [{ skuId: skuId('POWER_BI') }] },
    ],
    setUsageLocation: ({ active }) => ['PATCH', `${user(active)}${dry}`, { usageLocation: 'BE' }],
    undoOperation: ({ operation }) => ['POST', `/api/operations/${operation}/undo${dry}`],
  }),
  ...entries('delete', {
    deleteUser: ({ active }) => ['DELETE', `${user(active)}${dry}`],
    deleteSyncedUsers: ({ synced }) => [
      'POST',
      `/api/directory-sync/deletions${dry}`,
      { userIds: [synced] },
    ],
    restoreUser: ({ deleted }) => ['POST', `${user(deleted)}/restore${dry}`],
    addDelegate: ({ deleted, delegate }) => ['PUT', `${user(deleted)}/delegates/${delegate}${dry}`],
    removeDelegate: ({ active, delegate }) => [
      'DELETE',
      `${user(active)}/delegates/${delegate}${dry}`,
    ],
    deleteItem: ({ synced }) => ['DELETE', `${exchange(synced)}/mail-1${dry}`],
    putItem: ({ active }) => [
      'PUT',
      `${exchange(active)}/mail-2${dry}`,
      { name: 'mail-2', content: 'hello' },
    ],
  }),
  ...entries('block', {
    blockUser: ({ active }) => ['POST', `${user(active)}/block${dry}`],
    unblockUser: ({ active }) => ['POST', `${user(active)}/unblock${dry}`],
  }),
  ...entries('seats', {
    setSeats: ({ product }) => ['PATCH', `/api/products/${product}${dry}`, { enabledUnits: 99 }],
  }),
  ...entries('holds', {
    placeHold: ({ active }) => [
      'PUT',
      `${user(active)}/holds/case-2${dry}`,
      { kind: 'eDiscovery' },
    ],
    liftHold: ({ active }) => ['DELETE', `${user(active)}/holds/case-1${dry}`],
    searchMailboxes: ({ active }) => [
      'POST',
      '/api/ediscovery/searches',
      { query: 'hello', userIds: [active] },
    ],
  }),
  ...entries('tenant', {
    repairTenant: ({ active }) => [
      'POST',
      `/api/tenant/repair${dry}`,
      { rows: [{ userId: active, key: nameKey('adele@contoso.com') }] },
    ],
    putTenant: () => ['PUT', `/api/tenant${dry}`, { displayName: 'Contoso' }],
    importTenant: () => [
      'POST',
      `/api/tenant/import${dry}`,
      { kind: 'users', value: [person(800, ['E3'])] },
    ],
  }),
  ...entries('ofJob', {
    createJob: ({ active }) => [
      'POST',
      `/api/jobs${dry}`,
      { action: 'unassignAll', userIds: [active] },
    ],
    cancelJob: ({ job }) => ['POST', `/api/jobs/${job}/cancel${dry}`],
  }),
  ...entries('read', {
    listJobs: () => ['GET', '/api/jobs'],
    getJob: ({ job }) => ['GET', `/api/jobs/${job}`],
    listJobResults: ({ job }) => ['GET', `/api/jobs/${job}/results`],
    listUsers: () => ['GET', '/api/users'],
    getUser: ({ active }) => ['GET', user(active)],
    listHolds: () => ['GET', '/api/holds'],
    listUserHolds: ({ active }) => ['GET', `${user(active)}/holds`],
    listPurges: () => ['GET', '/api/purges?from=2026-01-01T00:00:00Z'],
    listProducts: () => ['GET', '/api/products'],
    getProduct: ({ product }) => ['GET', `/api/products/${product}`],
    listProductUsers: ({ product }) => ['GET', `/api/products/${product}/users`],
    listRetention: () => ['GET', '/api/retention'],
    getCalendar: () => ['GET', '/api/retention/calendar'],
    retentionCsv: () => ['GET', '/api/retention.csv'],
    listOperations: ({ active }) => ['GET', `/api/operations?userId=${active}`],
    getOperation: ({ operation }) => ['GET', `/api/operations/${operation}`],
    verifyAudit: () => ['GET', '/api/audit/verify'],
    getTenant: () => ['GET', '/api/tenant'],
    checkTenant: () => ['GET', '/api/tenant/check'],
    listNotices: () => ['GET', '/api/notices?delivery=delivered'],
    listUndelivered: () => ['GET', '/api/notices/undelivered'],
    createCalendarLink: () => ['POST', `/api/retention/calendar-links${dry}`, { name: 'mine' }],
    listCalendarLinks: () => ['GET', '/api/retention/calendar-links'],
    revokeCalendarLink: ({ link }) => ['DELETE', `/api/retention/calendar-links/${link}${dry}`],
  }),
  ...entries('readOrCalendarLink', {
    retentionIcs: () => ['GET', '/api/retention.ics'],
  }),
  ...entries('readOrDelegate', {
    getData: ({ unassigned }) => ['GET', `${user(unassigned)}/data`],
    listItems: ({ unassigned }) => ['GET', exchange(unassigned)],
    getItem: ({ unassigned }) => ['GET', `${exchange(unassigned)}/mail-1`],
  }),
};

/** The requests of the table, about these ids. */
export function requestsAbout(names: Names): readonly TableRequest[] {
  return Object.entries(table).map(([name, { access, make }]) => {
    const [method, path, body] = make(names);
    return { name, access, method, path, ...(body !== undefined && { body }) };
  });
}

/** Whether a path is one of a route. */
export function fits(template: string, path: string): boolean {
  const [plain = ''] = path.split('?');
  const pattern = template.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(plain);
}

function entries(access: Access, makes: Readonly<Record<string, Make>>) {
  return Object.fromEntries(
    Object.entries(makes).map(([name, make]) => [name, { access, make }] as const),
  );
}
