import { skuId } from '../simulation/builders/products.ts';

/** A path that is measured: what is sent to the app for so many users. */
export interface Path {
  readonly name: string;
  /** How many users a request is about; 0 for one that changes nobody. */
  readonly users: number;
  /** How many requests make a round, at 1, 16 and 64 callers. */
  readonly requests: readonly [number, number, number];
  readonly ask: (userIds: readonly string[]) => Asked;
}

interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

export const callers = [1, 16, 64] as const;

const e3 = skuId('E3');
const powerBi = skuId('POWER_BI');
const few = [25, 160, 320] as const;
const reads = [60, 400, 800] as const;
const lists = [12, 64, 128] as const;

/** The paths of the article, and what pages and scripts read most. */
export const paths: readonly Path[] = [
  {
    name: 'activeUser',
    users: 1,
    requests: few,
    ask: ([userId]) => ({
      method: 'POST',
      path: `/api/users/${userId}/unassign`,
      body: { skuIds: [e3] },
    }),
  },
  {
    name: 'licensesPage, 20 users',
    users: 20,
    requests: [5, 16, 16],
    ask: (userIds) => ({
      method: 'POST',
      path: `/api/products/${e3}/unassign`,
      body: { userIds },
    }),
  },
  {
    name: 'deleteUser',
    users: 1,
    requests: few,
    ask: ([userId]) => ({ method: 'DELETE', path: `/api/users/${userId}` }),
  },
  {
    name: 'assign',
    users: 1,
    requests: few,
    ask: ([userId]) => ({
      method: 'POST',
      path: `/api/users/${userId}/assign`,
      body: { licenses: [{ skuId: powerBi }] },
    }),
  },
  {
    name: 'get user',
    users: 1,
    requests: reads,
    ask: ([userId]) => ({ method: 'GET', path: `/api/users/${userId}` }),
  },
  {
    name: 'users, 50 slim rows',
    users: 0,
    requests: lists,
    ask: () => ({ method: 'GET', path: '/api/users?view=list&top=50' }),
  },
  {
    name: 'retention, 50 entries',
    users: 0,
    requests: lists,
    ask: () => ({ method: 'GET', path: '/api/retention?top=50' }),
  },
  {
    name: 'products',
    users: 0,
    requests: lists,
    ask: () => ({ method: 'GET', path: '/api/products?view=list' }),
  },
  {
    name: 'Graph users, 50',
    users: 0,
    requests: lists,
    ask: () => ({
      method: 'GET',
      path: '/v1.0/users?$top=50&$select=id,displayName,assignedLicenses',
    }),
  },
];

/** How many users a whole run needs. */
export function usersNeeded(rounds: number): number {
  return paths.reduce(
    (sum, { users, requests }) =>
      sum + users * rounds * requests.reduce((total, count) => total + count, 0),
    0,
  );
}
