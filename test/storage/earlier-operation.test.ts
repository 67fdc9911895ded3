import { expect, it } from 'vitest';
import { OperationRequest } from '../../lib/storage/rows/operation-request.ts';
import { toPresentOperation } from '../../lib/storage/rows/earlier-operation.ts';

const userId = '00000000-0000-4000-8000-000000000001';
const skuId = '00000000-0000-4000-8000-000000000002';
const userIds = [userId];
const hold = { holdId: 'case-1', kind: 'litigation', note: null };

it.each([
  [
    'licensesPage',
    { path: 'licensesPage', userIds, skuIds: [skuId] },
    { userIds, skuIds: [skuId] },
  ],
  ['deleteUser', { path: 'deleteUser', userIds }, { userIds }],
  ['deleteUser', { userId, action: 'permanentDelete' }, { path: 'permanentDelete', userId }],
  ['graph', { userId, addLicenses: [], removeLicenses: [skuId] }, { action: 'assignLicense' }],
  ['graph', { userId, action: 'revokeSignInSessions' }, { action: 'revokeSignInSessions', userId }],
  ['graph', { userId, usageLocation: 'DE' }, { action: 'update', userId, usageLocation: 'DE' }],
  ['block', { userId }, { userId }],
  ['unblock', { userId, accountEnabled: true, displayName: 'Adele' }, { displayName: 'Adele' }],
  ['placeHold', { userId, ...hold }, { userId, hold }],
  ['liftHold', { userId, holdId: 'case-1' }, { holdId: 'case-1' }],
  ['assign', { userId, licenses: [{ skuId, disabledPlans: [] }] }, { userId }],
  ['undo', { operationId: '0'.repeat(32) }, { operationId: '0'.repeat(32) }],
  ['tenant', { displayName: 'Contoso' }, { settings: { displayName: 'Contoso' } }],
  ['import', { kind: 'users', entries: 2, contentHash: 'abc' }, { kind: 'users' }],
])('the record of an earlier version for %s of %o reads as %o', (path, request, present) => {
  const read = toPresentOperation({ path, request, targetCount: 1 });
  expect(read).toMatchObject({ targetCount: 1, request: { path, ...present } });
  expect(read).toEqual({ targetCount: 1, request: OperationRequest.parse(Object(read).request) });
});

it('a present record reads as it is', () => {
  const operation = { request: { path: 'restore', userId }, targetCount: 1 };
  expect(toPresentOperation(operation)).toBe(operation);
});
