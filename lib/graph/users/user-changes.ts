import { z } from 'zod';
import { deleteUsers } from '../../operations/users/delete-users.ts';
import { reprocessLicenses } from '../../operations/licenses/reprocess-licenses.ts';
import type { UserUpdate } from '../../operations/users/update-user.ts';
import { revokeSessions, updateUser } from '../../operations/users/update-user.ts';
import { UsageLocation } from '../../licensing/usage-location.ts';
import type { Right } from '../../http/rights.ts';
import { parseBody } from '../body.ts';
import { requestDenied } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { noContent, withContext } from '../graph-request.ts';
import { changedUserAnswer } from './user-entity.ts';
import { changedUser, userIdOf } from './users.ts';

const UserPatch = z.strictObject({
  accountEnabled: z.boolean().optional(),
  usageLocation: UsageLocation.nullable().optional(),
  displayName: z.string().trim().min(1).max(256).optional(),
});

/** Who may change what. A display name takes all that makes a user administrator. */
const rightsFor: Readonly<Record<keyof UserUpdate, readonly Right[]>> = {
  accountEnabled: ['block'],
  usageLocation: ['unassign'],
  displayName: ['block', 'delete'],
};

/** PATCH /users/{id} */
export async function patchUser(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const { rights } = request.principal;
  const { accountEnabled, usageLocation, displayName } = parseBody(UserPatch, request.body);
  const update: UserUpdate = {
    ...(accountEnabled === undefined ? {} : { accountEnabled }),
    ...(usageLocation === undefined ? {} : { usageLocation }),
    ...(displayName === undefined ? {} : { displayName }),
  };
  const needed = [
    ...(accountEnabled === undefined ? [] : rightsFor.accountEnabled),
    ...(usageLocation === undefined ? [] : rightsFor.usageLocation),
    ...(displayName === undefined ? [] : rightsFor.displayName),
  ];
  const isAllowed = needed.every((right) => rights.has(right));
  if (!isAllowed || (needed.length === 0 && !rights.has('block'))) throw requestDenied();
  const id = await userIdOf(input);
  if (needed.length > 0) await updateUser(session, id, update);
  return noContent;
}

/** DELETE /users/{id}: the seats are free at once, the data is held. */
export async function deleteUser(input: GraphInput): Promise<GraphAnswer> {
  const { session } = input;
  const id = await userIdOf(input);
  await deleteUsers(session, { path: 'deleteUser', userIds: [id] });
  return noContent;
}

/** POST /users/{id}/revokeSignInSessions */
export async function revokeSignInSessions(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const id = await userIdOf(input);
  await revokeSessions(session, id);
  return withContext(request, 'Edm.Boolean', { value: true });
}

/** POST /users/{id}/reprocessLicenseAssignment */
export async function reprocessLicenseAssignment(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const id = await userIdOf(input);
  const answer = await reprocessLicenses(session, id);
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  return changedUserAnswer(request, await changedUser(input, answer), products);
}
