import type { GroupId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { readGroup } from '../../operations/tenant/read-directory.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { ok, withContext } from '../graph-request.ts';
import { readCount, readOptions } from '../odata/query-options.ts';
import { parseSelect, selectedContext } from '../odata/select.ts';
import { userOf } from '../users/users.ts';
import type { GroupsInError, ShownGroup } from './group-entity.ts';
import { errorsProperty, groupEntity } from './group-entity.ts';
import { groupsInError } from './inheriting.ts';

/** The groups Unseat knows of somebody are those it inherits from; the answer says so. */
const known = { '@unseat.known': 'Groups from which this user inherits a license.' };

/** GET /users/{id}/memberOf and /transitiveMemberOf: all at once, there are few. */
export async function listMemberOf(
  input: GraphInput,
  shownAs: 'directoryObjects' | 'groups',
): Promise<GraphAnswer> {
  const { session, request } = input;
  const { $select, $count } = readOptions(request.query, ['$select', '$top', '$count']);
  const select = parseSelect($select ?? null, 'group');
  const groupIds = groupsOf(await userOf(input));
  const { groups } = await session.catalogs.of(session.tenantId, session.now);
  const inError = select?.includes(errorsProperty) === true ? await groupsInError(session) : null;
  const value = await Promise.all(
    groupIds.map(async (id) => {
      const displayName = groups.get(id);
      const whole = await readGroup(session, id);
      return shown({ ...whole, id, ...(displayName !== undefined && { displayName }) }, inError);
    }),
  );
  return withContext(request, selectedContext(shownAs, select), {
    ...(readCount($count) ? { '@odata.count': value.length } : {}),
    ...known,
    value,
  });

  function shown(group: ShownGroup, errors: GroupsInError): Record<string, unknown> {
    return {
      ...(shownAs === 'groups' ? {} : { '@odata.type': '#microsoft.graph.group' }),
      ...groupEntity(group, select, errors),
    };
  }
}

/** GET /users/{id}/memberOf/$count: the number as text. */
export async function countOfMemberOf(input: GraphInput): Promise<GraphAnswer> {
  readOptions(input.request.query, []);
  return ok(String(groupsOf(await userOf(input)).length));
}

function groupsOf({ assignments }: User): readonly GroupId[] {
  const ids = assignments.flatMap(({ groupId }) => (groupId === null ? [] : [groupId]));
  return [...new Set(ids)].toSorted();
}
