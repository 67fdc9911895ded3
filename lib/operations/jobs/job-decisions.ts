import { UnseatError } from '../../errors.ts';
import type { UserId } from '../../licensing/ids.ts';
import type { JobAction } from '../../storage/rows/operation-request.ts';
import type { JobUser } from '../../storage/rows/jobs/job-users-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { failedResult } from '../engine/answers/user-result.ts';
import { decideChange } from '../engine/change-user.ts';
import type { Decision, DecisionInput, OperationSpec } from '../engine/operation-spec.ts';
import { decideAssigned, wantedSeats } from '../licenses/assign-licenses.ts';
import { decideUnassigned } from '../licenses/unassign-licenses.ts';
import { signInOf } from '../users/block-user.ts';
import { decideRestored, restoredSeats } from '../users/restore-user.ts';
import type { GivenBack } from './given-back.ts';
import { decideTaken, takenFrom } from './given-back.ts';

/** What a job decides for each of its users: the very decisions of the request that names one. */
export type JobDecisions = Pick<
  OperationSpec<JobUser>,
  'userIdOf' | 'seatsWanted' | 'refuse' | 'decide'
>;

/**
 * @param givenBack what the operation that is undone took from these users; nothing where none is
 */
export function jobDecisions(
  store: TenantStore,
  action: JobAction,
  givenBack: GivenBack,
): JobDecisions {
  const byUser = decisionsOf(store, action, givenBack);
  return {
    userIdOf: ({ userId }) => userId,
    seatsWanted: (target, user) => byUser.seatsWanted?.(target, user) ?? [],
    refuse: ({ userId }, error) => fail(userId, null, error),
    decide: async (input) => {
      try {
        return await byUser.decide(input);
      } catch (error) {
        // Each user stands alone; what may succeed later is tried again for all of them.
        if (!(error instanceof UnseatError) || error.retry === 'later') throw error;
        return fail(input.target.userId, input.user?.userPrincipalName ?? null, error);
      }
    },
  };
}

function fail(userId: UserId, name: string | null, error: UnseatError): Decision {
  return { after: null, result: failedResult(userId, name, error) };
}

function decisionsOf(
  store: TenantStore,
  action: JobAction,
  givenBack: GivenBack,
): Pick<JobDecisions, 'seatsWanted' | 'decide'> {
  switch (action.kind) {
    case 'unassignAll':
      return {
        decide: (input) =>
          decideUnassigned({ path: 'activeUsers', skuIds: 'allDirect' }, byId(input)),
      };
    case 'assign':
      return {
        seatsWanted: (_, user) => wantedSeats(user, action.licenses),
        decide: (input) => decideAssigned(action.licenses, byId(input)),
      };
    case 'restore':
      return {
        seatsWanted: (_, user) => restoredSeats(user),
        decide: (input) => decideRestored(store, byId(input)),
      };
    case 'block':
      return { decide: (input) => decideChange(byId(input), signInOf(false)) };
    case 'unblock':
      return { decide: (input) => decideChange(byId(input), signInOf(true)) };
    case 'undo':
      return {
        seatsWanted: (target, user) => wantedSeats(user, takenFrom(givenBack, target).licenses),
        decide: (input) => decideTaken(givenBack, input),
      };
  }
}

function byId(input: DecisionInput<JobUser>): DecisionInput<UserId> {
  return { ...input, target: input.target.userId };
}
