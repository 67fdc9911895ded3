import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorAnswer } from '../../lib/api/error-answer.ts';
import { UnseatError } from '../../lib/errors.ts';
import { toErrorResponse } from '../../lib/graph/graph-response.ts';
import { graphRoutes } from '../../lib/graph/routes.ts';
import { OperationId } from '../../lib/licensing/ids.ts';
import type { Way } from '../../lib/ways.ts';
import { skuId } from '../../simulation/builders/products.ts';
import { day, start, userId } from '../../simulation/builders/users.ts';
import { apiRoutes } from '../in-memory/functions.ts';

/** One way of each kind: a new one does not compile before it is here. */
const ways: { readonly [Kind in Way['kind']]: Extract<Way, { readonly kind: Kind }> } = {
  restoreUser: { kind: 'restoreUser', userId: userId(1), until: day(30) },
  restoreDeletedUsers: {
    kind: 'restoreDeletedUsers',
    operationId: OperationId.parse('0'.repeat(32)),
  },
  undoByJob: { kind: 'undoByJob', operationId: OperationId.parse('0'.repeat(32)) },
  deleteUser: { kind: 'deleteUser', userId: userId(1) },
  deleteOnPremises: { kind: 'deleteOnPremises', userId: userId(1) },
  freeUserName: { kind: 'freeUserName', userId: userId(1), deleted: userId(2) },
  setUsageLocation: { kind: 'setUsageLocation', userId: userId(1) },
  assignLicense: { kind: 'assignLicense', userId: userId(1) },
  unassignLicense: { kind: 'unassignLicense', userId: userId(1) },
  unassignProduct: { kind: 'unassignProduct', skuId: skuId('E3'), seats: 2 },
  raiseSeats: { kind: 'raiseSeats', skuIds: [skuId('E3'), skuId('POWER_BI')] },
  listProducts: { kind: 'listProducts' },
  listPlans: { kind: 'listPlans', skuId: skuId('E3') },
  takeOtherPath: { kind: 'takeOtherPath', instead: 'activeUsers' },
  liftHold: { kind: 'liftHold', userId: userId(1), holdIds: ['case-1', 'case-2'] },
  removeDelegate: { kind: 'removeDelegate', userId: userId(1) },
  revokeCalendarLink: { kind: 'revokeCalendarLink' },
  makeCalendarLink: { kind: 'makeCalendarLink' },
  readDescription: { kind: 'readDescription' },
  setUpTenant: { kind: 'setUpTenant' },
  restoreRow: { kind: 'restoreRow', key: 'S~1' },
};
const ids = { requestId: 'r', clientRequestId: 'c' };

beforeAll(async () => {
  for (const file of readdirSync('functions/api')) await import(`../../functions/api/${file}`);
});

/** The routes a sentence names, as `GET /path`. */
function namedIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\b(?:GET|POST|PUT|PATCH|DELETE) \/[\w/{}.$-]*[\w}]/g)].map(
    ([named]) => named,
  );
}

/** Whether a named route is one of a door's: an id stands where the route has a parameter. */
function isRoute(
  named: string,
  routes: readonly { readonly method: string; readonly path: string }[],
) {
  return routes.some(({ method, path }) => {
    const pattern = path.replaceAll('$', String.raw`\$`).replaceAll(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^${method} /${pattern}$`).test(named);
  });
}

describe.each(Object.values(ways))('the way out $kind', (way) => {
  const refusal = new UnseatError('conflict', 'It can not be done.', { way });

  it('is said in routes the portal API has', () => {
    const { message } = errorAnswer(refusal, ids, start).error;
    expect(message).toMatch(/^It can not be done\. .+\.$/);
    for (const named of namedIn(message)) {
      expect([named, isRoute(named, apiRoutes)]).toEqual([named, true]);
    }
  });

  it('is said by Graph in routes of its own, never in those of the portal API', () => {
    const said = JSON.stringify(toErrorResponse(refusal, ids, start).body);
    expect(said).toMatch(/It can not be done\. \w/);
    expect(said).not.toContain('/api');
    for (const named of namedIn(said)) {
      expect([named, isRoute(named, graphRoutes)]).toEqual([named, true]);
    }
  });
});

it.each([
  'lib/operations',
  'lib/refusals',
  'lib/licensing',
  'lib/storage',
  'lib/http',
  'lib/graph',
])('no file of %s names a route of the portal API', (folder) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const naming = files
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /\/api(?:\/|\b(?!\/|-))/.test(withoutImports(join(folder, file))));
  expect(naming).toEqual([]);
});

function withoutImports(file: string): string {
  return readFileSync(file, 'utf8').replaceAll(/^(?:import|\} from) .*$/gm, '');
}
