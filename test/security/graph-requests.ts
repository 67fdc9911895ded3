import type { Right } from '../../lib/http/rights.ts';
import { subscription, teamGroup } from '../e2e/running-app.ts';
import type { ApiRequest } from './ask.ts';
import type { Names } from './stocked-tenant.ts';

/** Where a new route of Graph needs a request of its own, as a refusal of the tests says it. */
export const graphTableFile = 'test/security/graph-requests.ts';

/** What a request to the Graph-compatible API can name. */
export interface GraphNames extends Names {
  readonly tenantId: string;
  /** Whom the requests change: nobody, where only the right is asked for. */
  readonly victim: string;
}

/** One request to a route of the Graph-compatible API; of a victim that is nobody it changes nothing. */
export interface GraphTableRequest extends ApiRequest {
  /** Method and path as the table of routes says them. */
  readonly name: string;
  readonly right: Right;
  /** For whoever has the right, when the victim is nobody. */
  readonly status: number;
  /** For whoever has the right, when the victim is somebody. */
  readonly done: number;
}

/** Every route of lib/graph/routes.ts, and the batch. */
export function graphRequestsAbout(names: GraphNames): readonly GraphTableRequest[] {
  const { victim } = names;
  const removal = { addLicenses: [], removeLicenses: [names.product] };
  const item = `directory/deletedItems/${victim}`;
  return [
    read('GET users', 'users'),
    read('GET users/$count', 'users/$count'),
    read('GET users/{user}', `users/${names.active}`),
    read('GET users/{user}/licenseDetails', `users/${names.active}/licenseDetails`),
    read('GET subscribedSkus', 'subscribedSkus'),
    read('GET subscribedSkus/{sku}', `subscribedSkus/${names.tenantId}_${names.product}`),
    read('GET organization', 'organization'),
    read('GET organization/{organization}', `organization/${names.tenantId}`),
    read('GET domains', 'domains'),
    read('GET domains/{domain}', 'domains/contoso.com'),
    read('GET directory/subscriptions', 'directory/subscriptions'),
    read('GET directory/subscriptions/{subscription}', `directory/subscriptions/${subscription}`),
    read('GET groups', 'groups'),
    read('GET groups/$count', 'groups/$count'),
    read('GET groups/{group}', `groups/${teamGroup}`),
    read('GET groups/{group}/members', `groups/${teamGroup}/members`),
    read('GET groups/{group}/members/$count', `groups/${teamGroup}/members/$count`),
    read('GET groups/{group}/members/user', `groups/${teamGroup}/members/microsoft.graph.user`),
    read(
      'GET groups/{group}/membersWithLicenseErrors',
      `groups/${teamGroup}/membersWithLicenseErrors`,
    ),
    ...['memberOf', 'transitiveMemberOf'].flatMap((name) =>
      ['', '/$count', '/group'].map((rest) =>
        read(`GET users/{user}/${name}${rest}`, `users/${names.active}/${name}${rest}`),
      ),
    ),
    read('GET directory/deletedItems/user', 'directory/deletedItems/microsoft.graph.user'),
    read('GET directory/deletedItems/user/$count', 'directory/deletedItems/user/$count'),
    read('GET directory/deletedItems/{item}', `directory/deletedItems/${names.deleted}`),
    change('PATCH users/{user}', 'block', `users/${victim}`, { accountEnabled: false }),
    change('DELETE users/{user}', 'delete', `users/${victim}`),
    change('POST users/{user}/assignLicense', 'unassign', `users/${victim}/assignLicense`, removal),
    change(
      'POST users/{user}/reprocessLicenseAssignment',
      'unassign',
      `users/${victim}/reprocessLicenseAssignment`,
    ),
    change(
      'POST users/{user}/revokeSignInSessions',
      'block',
      `users/${victim}/revokeSignInSessions`,
    ),
    change(
      'DELETE groups/{group}/members/{user}/$ref',
      'unassign',
      `groups/${teamGroup}/members/${victim}/$ref`,
    ),
    change('DELETE directory/deletedItems/{item}', 'delete', item),
    change('POST directory/deletedItems/{item}/restore', 'delete', `${item}/restore`),
  ];
}

function read(name: string, path: string): GraphTableRequest {
  return { name, right: 'read', method: 'GET', path: `/v1.0/${path}`, status: 200, done: 200 };
}

function change(name: string, right: Right, path: string, body?: unknown): GraphTableRequest {
  const [method = ''] = name.split(' ');
  const done = method === 'POST' ? 200 : 204;
  const request = { name, right, method, path: `/v1.0/${path}`, status: 404, done };
  return body === undefined ? request : { ...request, body };
}
