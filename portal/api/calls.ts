import type { ErrorAnswer } from '../../lib/api/error-answer.ts';
import type { MeAnswer } from '../../lib/api/me-answer.ts';
import type { OperationBody } from '../../lib/api/operation-body.ts';
import type { SignInAnswer } from '../../lib/api/sign-in-answer.ts';
import type { OperationDetails } from '../../lib/operations/engine/answers/operation-shapes.ts';
import type {
  HolderRow,
  ProductAnswer,
  ProductListRow,
  UserAnswer,
  UserRow,
} from '../../lib/operations/engine/answers/shapes.ts';

export type {
  ErrorAnswer,
  HolderRow,
  MeAnswer,
  OperationBody,
  ProductAnswer,
  ProductListRow,
  SignInAnswer,
  UserAnswer,
  UserRow,
};

/** What is asked of the API. The answer's type is known by who asks; its name is the key of what was read. */
export interface Call<Answer> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Never there: it carries the type. */
  readonly answers?: Answer;
}

export interface List<Row> {
  readonly value: readonly Row[];
  readonly nextLink: string | null;
}

/** Rows of a list in one answer. */
const mostRows = '1000';
const dry = { dryRun: 'true' };
const slim = { view: 'list', top: mostRows };

/** Every call of the pages, each once. What changes something comes with its dry run. */
export const calls = {
  signIn: (): Call<SignInAnswer> => ({ method: 'GET', path: '/api/sign-in' }),
  me: (): Call<MeAnswer> => ({ method: 'GET', path: '/api/me' }),
  products: (): Call<List<ProductListRow>> => ({
    method: 'GET',
    path: '/api/products',
    query: { view: 'list' },
  }),
  product: (skuId: string): Call<ProductAnswer> => ({
    method: 'GET',
    path: `/api/products/${skuId}`,
  }),
  holders: (skuId: string): Call<List<HolderRow>> => ({
    method: 'GET',
    path: `/api/products/${skuId}/users`,
    query: slim,
  }),
  unassignProduct: (
    skuId: string,
    userIds: readonly string[],
    isDry: boolean,
  ): Call<OperationBody> => ({
    method: 'POST',
    path: `/api/products/${skuId}/unassign`,
    body: { userIds },
    ...(isDry && { query: dry }),
  }),
  productsWithPlans: (): Call<List<ProductAnswer>> => ({ method: 'GET', path: '/api/products' }),
  user: (userId: string): Call<UserAnswer> => ({ method: 'GET', path: `/api/users/${userId}` }),
  unassignUser: (
    userId: string,
    skuIds: readonly string[],
    isDry: boolean,
  ): Call<OperationBody> => ({
    method: 'POST',
    path: `/api/users/${userId}/unassign`,
    body: { skuIds },
    ...(isDry && { query: dry }),
  }),
  assignUser: (userId: string, skuIds: readonly string[], isDry: boolean): Call<OperationBody> => ({
    method: 'POST',
    path: `/api/users/${userId}/assign`,
    body: { licenses: skuIds.map((skuId) => ({ skuId })) },
    ...(isDry && { query: dry }),
  }),
  unassignAll: (userIds: readonly string[], isDry: boolean): Call<OperationBody> => ({
    method: 'POST',
    path: '/api/users/unassign-all',
    body: { userIds },
    ...(isDry && { query: dry }),
  }),
  deleteUser: (userId: string, isDry: boolean): Call<OperationBody> => ({
    method: 'DELETE',
    path: `/api/users/${userId}`,
    ...(isDry && { query: dry }),
  }),
  block: (userId: string, isDry: boolean): Call<OperationBody> => ({
    method: 'POST',
    path: `/api/users/${userId}/block`,
    ...(isDry && { query: dry }),
  }),
  unblock: (userId: string, isDry: boolean): Call<OperationBody> => ({
    method: 'POST',
    path: `/api/users/${userId}/unblock`,
    ...(isDry && { query: dry }),
  }),
  operationsOf: (userId: string): Call<List<OperationDetails>> => ({
    method: 'GET',
    path: '/api/operations',
    query: { userId, top: '50' },
  }),
  undo: (operationId: string, isDry: boolean): Call<OperationBody> => ({
    method: 'POST',
    path: `/api/operations/${operationId}/undo`,
    ...(isDry && { query: dry }),
  }),
  users: (): Call<List<UserRow>> => ({
    method: 'GET',
    path: '/api/users',
    query: { ...slim, state: 'active' },
  }),
};
