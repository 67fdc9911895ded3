import { z } from 'zod';
import { PlanId, SkuId } from '../../licensing/ids.ts';
import { maxProductsPerUser } from '../../licensing/user.ts';
import { changeLicenses } from '../../operations/licenses/change-licenses.ts';
import { parseBody } from '../body.ts';
import type { GraphError } from '../graph-error.ts';
import { badRequest } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { changedUserAnswer } from './user-entity.ts';
import { changedUser, userIdOf } from './users.ts';

const AssignLicense = z.strictObject({
  addLicenses: z
    .array(z.object({ skuId: SkuId, disabledPlans: z.array(PlanId).nullish() }))
    .max(maxProductsPerUser)
    .nullish(),
  removeLicenses: z.array(SkuId).max(maxProductsPerUser).nullish(),
});

/** POST /users/{id}/assignLicense: takes and gives products in one change. */
export async function assignLicense(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  readOptions(request.query, []);
  const { addLicenses, removeLicenses } = parseBody(AssignLicense, request.body);
  refuseMissing({ addLicenses, removeLicenses });
  const add = (addLicenses ?? []).map(({ skuId, disabledPlans }) => ({
    skuId,
    disabledPlans: [...new Set(disabledPlans)],
  }));
  const remove = removeLicenses ?? [];
  if (add.length === 0 && remove.length === 0) throw nothingToDo();
  refuseRepeats([...add.map(({ skuId }) => skuId), ...remove]);
  const id = await userIdOf(input);
  const answer = await changeLicenses(session, id, { add, remove });
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  return changedUserAnswer(request, await changedUser(input, answer), products);
}

function refuseMissing(parameters: Readonly<Record<string, unknown>>): void {
  const missing = Object.keys(parameters).filter(
    (name) => parameters[name] === undefined || parameters[name] === null,
  );
  if (missing.length === 0) return;
  throw badRequest(
    `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${missing.join(', ')}.`,
  );
}

function nothingToDo(): GraphError {
  return badRequest(
    'No license changes provided. At least one license to add or remove must be specified.',
  );
}

function refuseRepeats(skuIds: readonly SkuId[]): void {
  const repeated = skuIds.find((skuId, index) => skuIds.indexOf(skuId) !== index);
  if (repeated === undefined) return;
  throw badRequest(
    `License ${repeated} is named more than once in addLicenses and removeLicenses.`,
  );
}
