import { z } from 'zod';
import type { Cloud } from './tenant.ts';

/** The ways a license leaves a person. */
export const UnassignPath = z.enum([
  'licensesPage',
  'activeUser',
  'activeUsers',
  'graph',
  'deleteUser',
  'directorySync',
]);
export type UnassignPath = z.infer<typeof UnassignPath>;

/** The Licenses page takes 1 to 20 users of one product. */
export const maxUsersOnLicensesPage = 20;

/** Several users of the Active users page in one request. */
export const maxUsersOfActiveUsers = 100;

/** Users of one job, which goes on after its request was answered. */
export const maxUsersOfJob = 10_000;

/**
 * Whether a cloud has a path: the Licenses page exists worldwide only.
 * @returns null when it has, else the path that does the job there
 */
export function pathInstead(path: UnassignPath, cloud: Cloud): UnassignPath | null {
  return path === 'licensesPage' && cloud !== 'worldwide' ? 'activeUsers' : null;
}
