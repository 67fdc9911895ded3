import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { post, startFixture } from './fixture.ts';

const tenantId = 'aaaaaaaa-0000-4000-8000-000000000001';
let host: StartedHost;
beforeAll(async () => {
  host = await startFixture();
});
afterAll(() => host.stop());

it('signs a token that its own keys verify, for the issuer of the tenant', async () => {
  const token = await host.token({ tenantId, roles: ['License Administrator'] });
  const keys = createRemoteJWKSet(new URL(`${host.url}/dev/keys`));
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    issuer: `${host.url}/dev/${tenantId}/v2.0`,
    audience: 'api://unseat',
    algorithms: ['RS256'],
  });
  expect(protectedHeader.kid).toEqual(expect.any(String));
  expect(payload).toMatchObject({
    tid: tenantId,
    scp: 'access_as_user',
    wids: ['4d6ac14f-3453-41d0-bef9-a3e0c569773a'],
    ver: '2.0',
  });
  expect(payload).not.toHaveProperty('roles');
});

it('names the issuer with an open tenant in each key', async () => {
  const { keys } = z
    .object({ keys: z.array(z.record(z.string(), z.string())) })
    .parse(await (await fetch(`${host.url}/dev/keys`)).json());
  expect(keys).toHaveLength(1);
  expect(keys[0]).toMatchObject({
    use: 'sig',
    alg: 'RS256',
    kty: 'RSA',
    issuer: `${host.url}/dev/{tenantid}/v2.0`,
  });
  expect(keys[0]).not.toHaveProperty('d');
});

it('knows a role by its name, its short name and in any case', async () => {
  const roles = ['global', 'Global Reader', 'HELPDESK ADMINISTRATOR'];
  const { wids } = decodeJwt(await host.token({ tenantId, roles }));
  expect(wids).toEqual([
    '62e90394-69f5-4237-9190-012177145e10',
    'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
    '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  ]);
});

it('gives the same person for the same wish, another one for another role', async () => {
  const oids = await Promise.all(
    ['Global', 'Global', 'User'].map(async (role) => {
      return decodeJwt(await host.token({ tenantId, roles: [role] }))['oid'];
    }),
  );
  expect(oids[0]).toBe(oids[1]);
  expect(oids[0]).not.toBe(oids[2]);
});

it('gives an app its permissions and no scope', async () => {
  const permissions = ['LicenseAssignment.ReadWrite.All'];
  const claims = decodeJwt(await host.token({ tenantId, permissions }));
  expect(claims).toMatchObject({ roles: permissions, idtyp: 'app', tid: tenantId });
  expect(claims).not.toHaveProperty('scp');
  expect(claims).not.toHaveProperty('wids');
});

it('gives tokens that outlive a month on the clock, and the way back', async () => {
  const keys = createRemoteJWKSet(new URL(`${host.url}/dev/keys`));
  const today = await host.token({ tenantId, roles: [] });
  const { now } = await host.clock.advance('P31D');
  await expect(jwtVerify(today, keys, { currentDate: now })).resolves.toBeDefined();
  const later = await host.token({ tenantId, roles: [] });
  await host.clock.reset();
  await expect(jwtVerify(later, keys, { currentDate: new Date() })).resolves.toBeDefined();
});

it.each([
  [{ tenantId, roles: ['Janitor'] }, /"Janitor" is no role known here.*Billing Administrator/],
  [{ tenantId: 'contoso', roles: [] }, /tenantId.*"contoso"/],
  [{ tenantId }, /roles/],
  [{ tenantId, roles: [], admin: true }, /admin/],
  [{ tenantId, roles: [], permissions: ['User.Read.All'] }, /roles/],
])('refuses %j and says why', async (wish, message) => {
  const answer = await post(`${host.url}/dev/token`, wish);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({
    error: { code: 'invalidRequest', message: expect.stringMatching(message) },
  });
});
