import * as callers from './callers.ts';
import * as heldData from './held-data.ts';
import * as licenses from './licenses.ts';
import { invalidRequestSpec, notFoundSpec } from './listed.ts';
import * as operations from './operations.ts';
import * as requests from './requests.ts';
import * as service from './service.ts';
import { unauthenticatedSpec } from './unauthenticated.ts';
import * as users from './users.ts';
import * as values from './values.ts';
import type { RefusalSpec } from './refusal.ts';

/** The closed list of what Unseat refuses, in the order of the codes. */
export const allRefusals: readonly RefusalSpec[] = [
  ...[callers, heldData, licenses, operations, requests, service, users, values].flatMap(
    (room): readonly RefusalSpec[] => Object.values(room),
  ),
  invalidRequestSpec,
  notFoundSpec,
  unauthenticatedSpec,
].toSorted((a, b) => a.code.localeCompare(b.code));

/** What a refusal can be. */
export const errorCodes: readonly string[] = allRefusals.filter(isWhole).map(({ code }) => code);

/** What can be wrong with one input, as `details` say it. */
export const detailCodes: readonly string[] = allRefusals
  .filter((spec) => !isWhole(spec))
  .map(({ code }) => code);

/** Whether it is a refusal of a request as a whole, and not what `details` say of one input. */
export function isWhole({ code, kind }: RefusalSpec): boolean {
  return kind !== 'invalidRequest' || code === 'invalidRequest';
}
