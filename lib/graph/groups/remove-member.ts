import { GroupId } from '../../licensing/ids.ts';
import { userUnderKey } from '../../operations/engine/recorded.ts';
import { leaveGroup } from '../../operations/licenses/leave-group.ts';
import { readGroup } from '../../operations/tenant/read-directory.ts';
import { badRequest, resourceNotFound, unsupportedQuery } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { noContent } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { userOf } from '../users/users.ts';
import { isInheriting } from './inheriting.ts';

/** DELETE /groups/{id}/members/{user}/$ref: the user no longer inherits what the group gives. */
export async function removeMember(input: GraphInput): Promise<GraphAnswer> {
  const { session, request, params } = input;
  readOptions(request.query, []);
  const text = params['group'] ?? '';
  const groupId = GroupId.safeParse(text);
  if (!groupId.success) throw resourceNotFound(text);
  const userId = await userUnderKey(session, async () => {
    const user = await userOf(input);
    if (!isInheriting(user, groupId.data)) {
      throw unsupportedQuery(
        `user ${user.id} inherits no license from group ${groupId.data}, so Unseat does not know whether it is a member. GET /users/${user.id}/memberOf lists the groups it inherits from.`,
      );
    }
    await refuseUnchangeable(input, groupId.data);
    return user.id;
  });
  await leaveGroup(session, userId, groupId.data);
  return noContent;
}

/** Members of such a group are made elsewhere: by its rule, or on premises. @throws GraphError */
async function refuseUnchangeable({ session }: GraphInput, groupId: GroupId): Promise<void> {
  const group = await readGroup(session, groupId);
  const groupTypes = group?.['groupTypes'];
  if (Array.isArray(groupTypes) && groupTypes.includes('DynamicMembership')) {
    throw badRequest(
      `Group ${groupId} has dynamic membership: its rule decides who is a member. Change the rule, or what it looks at.`,
    );
  }
  if (group?.['onPremisesSyncEnabled'] === true) {
    throw badRequest(
      `Unable to update group ${groupId}: it comes from on-premises. Change its members there.`,
    );
  }
}
