import type { Right } from '../http/rights.ts';
import { assignLicense } from './users/assign-license.ts';
import { deleteDeletedItem, getDeletedItem, restoreDeletedItem } from './users/deleted-items.ts';
import { getOrganization, listOrganization } from './directory/directory.ts';
import { getDomain, listDomains } from './directory/domains.ts';
import { getSubscription, listSubscriptions } from './directory/subscriptions.ts';
import { countOfGroups, getGroup, listAllGroups } from './groups/groups.ts';
import { countOfMemberOf, listMemberOf } from './groups/member-of.ts';
import { countOfMembers, listMembers } from './groups/members.ts';
import { removeMember } from './groups/remove-member.ts';
import type { GraphAnswer, GraphInput } from './graph-request.ts';
import { getSubscribedSku, listLicenseDetails, listSubscribedSkus } from './directory/products.ts';
import {
  deleteUser,
  patchUser,
  reprocessLicenseAssignment,
  revokeSignInSessions,
} from './users/user-changes.ts';
import { countOfUsers, listUsers } from './users/user-list.ts';
import { getUser } from './users/users.ts';

/** A resource of the Graph-compatible API. */
export interface GraphRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** After the version and without namespaces, with {parameters}. */
  readonly path: string;
  /** Null: the handler decides by what the request changes. */
  readonly right: Right | null;
  readonly handle: (input: GraphInput) => Promise<GraphAnswer>;
}

/** Every resource; the first one that fits is taken, so fixed names stand before parameters. */
export const graphRoutes: readonly GraphRoute[] = [
  route('GET', 'users', 'read', (input) => listUsers(input, 'active')),
  route('GET', 'users/$count', 'read', (input) => countOfUsers(input, 'active')),
  route('GET', 'users/{user}', 'read', getUser),
  route('PATCH', 'users/{user}', null, patchUser),
  route('DELETE', 'users/{user}', 'delete', deleteUser),
  route('GET', 'users/{user}/licenseDetails', 'read', listLicenseDetails),
  ...['memberOf', 'transitiveMemberOf'].flatMap((name) => [
    route('GET', `users/{user}/${name}`, 'read', (input) =>
      listMemberOf(input, 'directoryObjects'),
    ),
    route('GET', `users/{user}/${name}/$count`, 'read', countOfMemberOf),
    route('GET', `users/{user}/${name}/group`, 'read', (input) => listMemberOf(input, 'groups')),
  ]),
  route('POST', 'users/{user}/assignLicense', 'unassign', assignLicense),
  route('POST', 'users/{user}/reprocessLicenseAssignment', 'unassign', reprocessLicenseAssignment),
  route('POST', 'users/{user}/revokeSignInSessions', 'block', revokeSignInSessions),
  route('GET', 'subscribedSkus', 'read', listSubscribedSkus),
  route('GET', 'subscribedSkus/{sku}', 'read', getSubscribedSku),
  route('GET', 'organization', 'read', listOrganization),
  route('GET', 'organization/{organization}', 'read', getOrganization),
  route('GET', 'domains', 'read', listDomains),
  route('GET', 'domains/{domain}', 'read', getDomain),
  route('GET', 'directory/subscriptions', 'read', listSubscriptions),
  route('GET', 'directory/subscriptions/{subscription}', 'read', getSubscription),
  route('GET', 'groups', 'read', listAllGroups),
  route('GET', 'groups/$count', 'read', countOfGroups),
  route('GET', 'groups/{group}', 'read', getGroup),
  route('GET', 'groups/{group}/members', 'read', (input) =>
    listMembers(input, 'members', 'directoryObjects'),
  ),
  route('GET', 'groups/{group}/members/$count', 'read', countOfMembers),
  route('GET', 'groups/{group}/members/user', 'read', (input) =>
    listMembers(input, 'members', 'users'),
  ),
  route('DELETE', 'groups/{group}/members/{user}/$ref', 'unassign', removeMember),
  route('GET', 'groups/{group}/membersWithLicenseErrors', 'read', (input) =>
    listMembers(input, 'membersWithLicenseErrors', 'directoryObjects'),
  ),
  // SDKs write microsoft.graph.user or graph.user.
  route('GET', 'directory/deletedItems/user', 'read', (input) => listUsers(input, 'deleted')),
  route('GET', 'directory/deletedItems/user/$count', 'read', (input) =>
    countOfUsers(input, 'deleted'),
  ),
  route('GET', 'directory/deletedItems/{item}', 'read', getDeletedItem),
  route('DELETE', 'directory/deletedItems/{item}', 'delete', deleteDeletedItem),
  route('POST', 'directory/deletedItems/{item}/restore', 'delete', restoreDeletedItem),
];

function route(
  method: GraphRoute['method'],
  path: string,
  right: GraphRoute['right'],
  handle: GraphRoute['handle'],
): GraphRoute {
  return { method, path, right, handle };
}
