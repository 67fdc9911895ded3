import { describe, expect, it } from 'vitest';
import { OperationRequest } from '../../lib/storage/rows/operation-request.ts';

const userId = '00000000-0000-4000-8000-000000000001';
const skuId = '00000000-0000-4000-8000-000000000002';

describe('what an operation asked for', () => {
  it.each([
    { path: 'licensesPage', userIds: [userId], skuIds: [skuId] },
    { path: 'activeUsers', userIds: [userId], skuIds: 'allDirect' },
    { path: 'deleteUser', userIds: [userId] },
    { path: 'permanentDelete', userId },
    { path: 'graph', action: 'revokeSignInSessions', userId },
    { path: 'tenant', settings: { displayName: 'Contoso', oneDriveRetentionDays: 60 } },
  ])('is kept as it is for $path', (request) => {
    expect(OperationRequest.parse(request)).toStrictEqual(request);
  });

  it.each([
    { path: 'deleteUser', userIds: [userId], skuIds: 'allDirect' },
    { path: 'undo', userIds: [userId] },
    { path: 'graph', userId },
    { path: 'unheardOf', userId },
    { userIds: [userId], skuIds: [skuId] },
  ])('is told by its path, never guessed by its shape: %o', (request) => {
    expect(OperationRequest.safeParse(request).success).toBe(false);
  });
});
