import type { GroupId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import type { UserSelection } from '../../operations/users/select-users.ts';
import { countUsers, selectUsers } from '../../operations/users/select-users.ts';
import type { GraphError } from '../graph-error.ts';
import { unsupportedQuery } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { ok, withContext } from '../graph-request.ts';
import { nextLink } from '../next-link.ts';
import type { QueryOption } from '../odata/query-options.ts';
import { readOptions } from '../odata/query-options.ts';
import { selectedContext } from '../odata/select.ts';
import { userEntity } from '../users/user-entity.ts';
import { readUserQuery } from '../users/user-query.ts';
import { licensesOf } from './group-entity.ts';
import { groupOf } from './groups.ts';
import { isInErrorOf, isInheriting } from './inheriting.ts';

/** Which members: all that are known, or those with a license of the group in error. */
export type Members = 'members' | 'membersWithLicenseErrors';

/** As what they are shown: users among other things of the directory, or users alone. */
export type ShownAs = 'directoryObjects' | 'users';

const listOptions: readonly QueryOption[] = ['$select', '$filter', '$top', '$skiptoken', '$count'];

/** The members Unseat knows of are those who inherit a license; the answer says so. */
const known = { '@unseat.known': 'Users who inherit a license from this group.' };

/** GET /groups/{id}/members and /membersWithLicenseErrors */
export async function listMembers(
  input: GraphInput,
  which: Members,
  shownAs: ShownAs,
): Promise<GraphAnswer> {
  const { session, request } = input;
  const group = await groupOf(input);
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  const query = readUserQuery(readOptions(request.query, listOptions), 'active', products);
  const { top, skipToken, select } = query;
  const selection = membersOf(group.id, which, query.selection);
  if (which === 'members' && !isLicensed(licensesOf(group))) await refuseUnknown(input, group.id);
  const page = await selectUsers(session, selection, top, skipToken);
  const isCounted = query.isCounted && skipToken === null;
  return withContext(request, selectedContext(shownAs, select), {
    ...(isCounted ? { '@odata.count': await countUsers(session, selection) } : {}),
    ...nextLink(request, page.skipToken),
    ...known,
    value: page.value.map((user) => ({
      ...(shownAs === 'users' ? {} : { '@odata.type': '#microsoft.graph.user' }),
      ...userEntity(user, products, select),
    })),
  });
}

/** GET /groups/{id}/members/$count: the number as text. */
export async function countOfMembers(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const group = await groupOf(input);
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  const query = readUserQuery(readOptions(request.query, ['$filter']), 'active', products);
  if (!isLicensed(licensesOf(group))) await refuseUnknown(input, group.id);
  return ok(String(await countUsers(session, membersOf(group.id, 'members', query.selection))));
}

function membersOf(groupId: GroupId, which: Members, { fits, ...rest }: UserSelection) {
  const isMember = which === 'members' ? isInheriting : isInErrorOf;
  return {
    ...rest,
    fits: (user: User) => isMember(user, groupId) && fits(user),
    words: JSON.stringify([which, groupId, rest.words]),
  };
}

function isLicensed(licenses: unknown): boolean {
  return Array.isArray(licenses) && licenses.length > 0;
}

/** A group that gives nobody a license may have any members: none would be a guess. @throws GraphError */
async function refuseUnknown({ session }: GraphInput, groupId: GroupId): Promise<void> {
  const anybody = { state: 'active', scope: { kind: 'all' }, fits: () => true, words: '' } as const;
  const inheriting = membersOf(groupId, 'members', anybody);
  let page = await selectUsers(session, inheriting, 1, null);
  while (page.value.length === 0 && page.skipToken !== null) {
    page = await selectUsers(session, inheriting, 1, page.skipToken);
  }
  if (page.value.length === 0) throw unknownMembers(groupId);
}

function unknownMembers(groupId: GroupId): GraphError {
  return unsupportedQuery(
    `the members of group ${groupId}: Unseat knows as members who inherit a license from a group, and nobody does from this one.`,
  );
}
