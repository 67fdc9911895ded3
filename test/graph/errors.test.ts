import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../lib/errors.ts';
import { UnseatError } from '../../lib/errors.ts';
import { toErrorResponse } from '../../lib/graph/graph-response.ts';
import { licenseDetailsId } from '../../lib/graph/directory/license-details-id.ts';
import { SkuId, TenantId } from '../../lib/licensing/ids.ts';
import { StorageRefusal } from '../../lib/storage/tables.ts';
import { start } from '../../simulation/builders/users.ts';

const ids = { requestId: 'ours', clientRequestId: 'theirs' };

function respond(error: unknown): ReturnType<typeof toErrorResponse> {
  return toErrorResponse(error, ids, start);
}

describe('Errors in Graph’s words', () => {
  it.each<[ErrorKind, number, string]>([
    ['invalidRequest', 400, 'Request_BadRequest'],
    ['conflict', 400, 'Request_BadRequest'],
    ['idempotencyKeyReused', 400, 'Request_BadRequest'],
    ['unauthenticated', 401, 'InvalidAuthenticationToken'],
    ['forbidden', 403, 'Authorization_RequestDenied'],
    ['pathNotAvailableInCloud', 403, 'Authorization_RequestDenied'],
    ['notFound', 404, 'Request_ResourceNotFound'],
    ['purged', 404, 'Request_ResourceNotFound'],
    ['payloadTooLarge', 413, 'Request_BadRequest'],
    ['unsupportedMediaType', 415, 'Request_BadRequest'],
    ['tooManyRequests', 429, 'TooManyRequests'],
    ['internalError', 500, 'InternalServerError'],
    ['serviceUnavailable', 503, 'ServiceUnavailable'],
  ])('%s is %i %s', (code, status, graphCode) => {
    const response = respond(new UnseatError(code, 'Why.'));
    expect(response.status).toBe(status);
    expect(response.body).toEqual({
      error: {
        code: graphCode,
        message: 'Why.',
        innerError: {
          date: '2026-11-23T10:00:00',
          'request-id': 'ours',
          'client-request-id': 'theirs',
        },
      },
    });
    const isRepeatable = status === 429 || status === 503;
    expect(response.headers['Retry-After']).toBe(isRepeatable ? '5' : undefined);
  });

  it('somebody else was faster too often: a concurrency violation, to be tried again', () => {
    const cause = new StorageRefusal('changed', 0);
    const response = respond(new UnseatError('serviceUnavailable', 'Why.', { cause }));
    expect(response.status).toBe(409);
    expect(response.headers['Retry-After']).toBe('5');
    expect(response.body).toMatchObject({ error: { code: 'Directory_ConcurrencyViolation' } });
  });

  it('tells nothing of what it does not know', () => {
    const response = respond(new TypeError('a secret'));
    expect(response.status).toBe(500);
    expect(JSON.stringify(response.body)).not.toContain('secret');
  });
});

describe('The id of licenseDetails', () => {
  it('is the one of Graph’s sample, made of tenant and product', () => {
    const tenantId = TenantId.parse('de348bc7-1aeb-4406-8cb3-97db021cadb4');
    const skuId = SkuId.parse('c42b9cae-ea4f-4ab7-9717-81576235ccac');
    expect(licenseDetailsId(tenantId, skuId)).toBe('x4s03usaBkSMs5fbAhyttK6cK8RP6rdKlxeBV2I1zKw');
  });
});
