import type { UnseatError } from '../../errors.ts';
import type { Right } from '../../http/rights.ts';
import { forbiddenWithout, holdersOf, permissionsWith, rolesWith } from '../../http/rights.ts';
import type { Principal } from '../../http/verify-token.ts';
import { forbidden } from '../../refusals/callers.ts';
import type { JobAction } from '../../storage/rows/operation-request.ts';

/** The right each action of a job takes: that of the request which does the same to one user. */
const rightOfAction: Readonly<Record<JobAction['kind'], Right>> = {
  unassignAll: 'unassign',
  assign: 'unassign',
  undo: 'unassign',
  restore: 'delete',
  block: 'block',
  unblock: 'block',
};

/** The rights with one of which somebody may start some job. */
export const rightsOfJobs: readonly Right[] = [...new Set(Object.values(rightOfAction))];

/** @throws UnseatError forbidden when the caller has no right to do what a job does */
export function refuseJob({ rights }: Pick<Principal, 'rights'>, { kind }: JobAction): void {
  const right = rightOfAction[kind];
  if (!rights.has(right)) throw forbiddenWithout(right);
}

/** 403 for who may start no job at all, with who may which. */
export function forbiddenJobs(): UnseatError {
  return forbidden({
    right: rightsOfJobs.join(', '),
    roles: [...new Set(rightsOfJobs.flatMap(rolesWith))],
    permissions: [...new Set(rightsOfJobs.flatMap(permissionsWith))],
    holders: holdersOfJobs(),
  });
}

/** Who may start or cancel which job, in words. */
export function holdersOfJobs(): string {
  const each = rightsOfJobs.map((right) => {
    const actions = Object.entries(rightOfAction).filter(([, of]) => of === right);
    return `${holdersOf(right)} (${actions.map(([name]) => name).join(', ')})`;
  });
  return each.join('; ');
}
