import { skuId } from '../../simulation/builders/products.ts';
import { groupId, userId } from '../../simulation/builders/users.ts';

/** What one request of a script is answered: done, or refused in a sentence that holds these words. */
export type Expected =
  | { readonly ids: readonly string[] }
  | { readonly has: object }
  | { readonly refused: string };

export interface ScriptRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly expected: Expected;
}

/** Scripts that are published again and again, by what they are for, with the requests they send. */
export interface ScriptFamily {
  readonly name: string;
  readonly requests: readonly ScriptRequest[];
}

export const [blocked, holder, inGroup, failing] = [userId(1), userId(2), userId(3), userId(4)];
export const sales = groupId(1);
/** A product, and a larger one that provides as much and more. */
export const larger = 'EXCHANGE_P2';
const [e3, e5] = [skuId('E3'), skuId(larger)];

function get(path: string, expected: Expected): ScriptRequest {
  return { method: 'GET', path, expected };
}

function post(path: string, body: object, expected: Expected): ScriptRequest {
  return { method: 'POST', path, body, expected };
}

const patch = (path: string, body: object): ScriptRequest => ({
  method: 'PATCH',
  path,
  body,
  expected: { has: {} },
});
const remove = (path: string): ScriptRequest => ({ method: 'DELETE', path, expected: { has: {} } });
const noLicenses = { has: { assignedLicenses: [] } };

export const scriptFamilies: readonly ScriptFamily[] = [
  {
    name: 'Licenses of disabled users',
    requests: [
      get(
        '/users?$filter=AccountEnabled eq false and assignedLicenses/$count ne 0&$count=true&$select=id',
        { ids: [blocked] },
      ),
      post(
        `/users/${blocked}/assignLicense`,
        { addLicenses: [], removeLicenses: [e3] },
        noLicenses,
      ),
    ],
  },
  {
    name: 'Who holds a product',
    requests: [
      get('/subscribedSkus?$select=skuId,consumedUnits', {
        has: { value: [{ skuId: e3, consumedUnits: 3 }, { skuId: e5 }] },
      }),
      get(`/users?$filter=assignedLicenses/any(x:x/skuid eq ${e3})&$select=id`, {
        ids: [blocked, holder, inGroup],
      }),
      get(`/users?$filter=assignedLicenses/any(x:skuId eq ${e3})`, { refused: 'skuId' }),
      get(`/users/${holder}/licenseDetails`, { has: { value: [{ skuId: e3 }] } }),
    ],
  },
  {
    name: 'License errors of groups',
    requests: [
      get('/groups?$filter=hasMembersWithLicenseErrors eq true&$select=id', { ids: [sales] }),
      get(`/groups/${sales}/membersWithLicenseErrors?$select=id`, { ids: [failing] }),
      post(
        `/users/${failing}/reprocessLicenseAssignment`,
        {},
        { has: { assignedLicenses: [{ skuId: e3 }] } },
      ),
    ],
  },
  {
    name: 'From a group to direct licenses',
    requests: [
      get(`/users/${inGroup}/memberOf/microsoft.graph.group?$select=id`, { ids: [sales] }),
      post(
        `/users/${inGroup}/assignLicense`,
        { addLicenses: [{ skuId: e3, disabledPlans: [] }], removeLicenses: [] },
        { has: { assignedLicenses: [{ skuId: e3 }] } },
      ),
      remove(`/groups/${sales}/members/${inGroup}/$ref`),
      get(`/users/${inGroup}?$select=licenseAssignmentStates`, {
        has: { licenseAssignmentStates: [{ skuId: e3, assignedByGroup: null }] },
      }),
    ],
  },
  {
    name: 'Inactive users',
    requests: [
      get('/users?$select=id,signInActivity', { refused: 'signInActivity' }),
      get('/users?$filter=signInActivity/lastSignInDateTime le 2026-01-01T00:00:00Z', {
        refused: 'signInActivity',
      }),
    ],
  },
  {
    name: 'Somebody leaves',
    requests: [
      patch(`/users/${holder}`, { accountEnabled: false }),
      post(`/users/${holder}/revokeSignInSessions`, {}, { has: { value: true } }),
      post(`/users/${holder}/assignLicense`, { addLicenses: [], removeLicenses: [e3] }, noLicenses),
      remove(`/users/${holder}`),
      get('/directory/deletedItems/microsoft.graph.user?$select=id', { ids: [holder] }),
      post(
        `/directory/deletedItems/${holder}/restore`,
        { autoReconcileProxyConflict: true },
        { refused: 'autoReconcileProxyConflict' },
      ),
      post(
        `/directory/deletedItems/${holder}/restore`,
        { newUserPrincipalName: 'new@contoso.com' },
        { has: { id: holder, userPrincipalName: 'new@contoso.com' } },
      ),
      remove(`/users/${holder}`),
      remove(`/directory/deletedItems/${holder}`),
    ],
  },
  {
    name: 'One product replaced by another',
    requests: [
      post(
        `/users/${holder}/assignLicense`,
        { addLicenses: [{ skuId: e5 }], removeLicenses: [e3] },
        { has: { assignedLicenses: [{ skuId: e5 }] } },
      ),
      post(
        `/users/${holder}/assignLicense`,
        { addLicenses: [], removeLicenses: [] },
        { refused: 'No license changes provided' },
      ),
      post(`/users/${holder}/assignLicense`, { removeLicenses: [e5] }, { refused: 'addLicenses' }),
    ],
  },
  {
    name: 'Facts of the tenant',
    requests: [
      get('/organization?$select=displayName', { has: { value: [{ displayName: 'Contoso' }] } }),
      get('/domains?$select=id', { ids: ['contoso.com'] }),
      get('/directory/subscriptions?$select=skuId', {
        has: { value: [{ skuId: e3 }, { skuId: e5 }] },
      }),
      get('/users/$count?$filter=assignedLicenses/$count eq 0', { has: {} }),
    ],
  },
  {
    name: 'Keeping in step',
    requests: [
      get('/users/delta?$select=id,assignedLicenses', { refused: "'delta'" }),
      get('/users?$select=id,assignedLicenses&$top=1', { ids: [blocked] }),
      get(`/users/${holder}/manager`, { refused: "'manager'" }),
    ],
  },
];
