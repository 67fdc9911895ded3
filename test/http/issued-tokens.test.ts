import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authority } from '../../lib/http/authorities.ts';
import { authoritiesOf } from '../../lib/http/authorities.ts';
import type { Principal } from '../../lib/http/verify-token.ts';
import { verifyToken } from '../../lib/http/verify-token.ts';
import { toInstant } from '../../lib/licensing/time.ts';
import { readSettings } from '../../lib/settings.ts';
import { guid } from '../../simulation/builders/products.ts';
import type { SigningKey } from './entra.ts';
import { createKey, serveKeys, sign } from './entra.ts';

const now = toInstant('2026-11-23T10:00:00Z');
const seconds = Date.parse(now) / 1000;
/** Client ids of the API and of the portal; in the tenant a person and the object of an app. */
const [api, portal, tenant, person, app] = [
  guid(5, 1),
  guid(6, 1),
  guid(9, 1),
  guid(3, 1),
  guid(7, 1),
] as const;
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const permission = 'User.ReadWrite.All';

const times = { iat: seconds - 300, nbf: seconds - 300, exp: seconds + 3600 };
const version1: JWTPayload = {
  ...times,
  iss: `https://sts.windows.net/${tenant}/`,
  aud: `api://${api}`,
  tid: tenant,
  uti: 'Fh2jFfVwHEqV0mkiPWEAAA',
  ver: '1.0',
};
const version2: JWTPayload = {
  ...times,
  iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
  aud: api,
  tid: tenant,
  uti: 'Fh2jFfVwHEqV0mkiPWEAAA',
  ver: '2.0',
};
const ofPerson: JWTPayload = {
  oid: person,
  sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
  name: 'Adele Vance',
  wids: [globalAdministrator, 'b79fbf4d-3ef9-4689-8143-76b194e85509'],
};
const ofApp: JWTPayload = { oid: app, sub: app, roles: [permission] };

/** Tokens with the claims Entra puts into them. */
const issued = {
  'user, v1.0': {
    ...version1,
    ...ofPerson,
    acr: '1',
    amr: ['pwd'],
    appid: portal,
    appidacr: '0',
    scp: 'access_as_user',
    unique_name: 'adele@contoso.com',
    upn: 'adele@contoso.com',
  },
  'user, v2.0': {
    ...version2,
    ...ofPerson,
    azp: portal,
    azpacr: '0',
    preferred_username: 'adele@contoso.com',
    scp: 'access_as_user',
  },
  'user, v2.0, with the optional idtyp': {
    ...version2,
    ...ofPerson,
    azp: portal,
    azpacr: '0',
    idtyp: 'user',
    scp: 'access_as_user',
  },
  'guest, v2.0': {
    ...version2,
    acct: 1,
    azp: portal,
    azpacr: '0',
    idp: `https://sts.windows.net/${guid(9, 2)}/`,
    oid: guid(3, 2),
    preferred_username: 'megan@fabrikam.com',
    scp: 'access_as_user',
    sub: 'BAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ',
    wids: ['10dae51f-b6af-4016-8d66-8c2a99b929b3'],
  },
  'app, v1.0': { ...version1, ...ofApp, appid: portal, appidacr: '1' },
  'app, v2.0': { ...version2, ...ofApp, azp: portal, azpacr: '1' },
  'app, v2.0, with the optional idtyp': {
    ...version2,
    ...ofApp,
    azp: portal,
    azpacr: '1',
    idtyp: 'app',
  },
  'ID token of somebody with app roles': {
    ...version2,
    ...ofPerson,
    nonce: '678910',
    preferred_username: 'adele@contoso.com',
    roles: [permission],
  },
  'user without a scope, with app roles': {
    ...version2,
    ...ofPerson,
    azp: api,
    azpacr: '1',
    roles: [permission],
  },
  'user without a scope, with app roles and idtyp': {
    ...version2,
    ...ofPerson,
    sub: person,
    azp: api,
    azpacr: '1',
    idtyp: 'user',
    roles: [permission],
  },
  'app that says it has a scope': {
    ...version2,
    ...ofApp,
    azp: portal,
    idtyp: 'app',
    scp: 'access_as_user',
  },
} satisfies Record<string, JWTPayload>;

let key: SigningKey;
let authorities: readonly Authority[];
let stop: () => Promise<void>;

beforeAll(async () => {
  key = await createKey('entra', 'https://login.microsoftonline.com/{tenantid}/v2.0');
  const served = await serveKeys({ '/keys': [key] });
  stop = served.stop;
  authorities = authoritiesOf(
    readSettings({
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      TOKEN_AUDIENCE: api,
      SWEEP_SCHEDULE: '0 */15 * * * *',
      KEYS_URL_WORLDWIDE: `${served.url}/keys`,
    }),
    () => now,
  );
});
afterAll(() => stop());

async function verify(name: keyof typeof issued): Promise<Principal> {
  return verifyToken(`Bearer ${await sign(issued[name], key)}`, authorities, api, now);
}

describe('A token as Entra issues it', () => {
  it.each(['user, v2.0', 'user, v2.0, with the optional idtyp'] as const)(
    '%s: the person with the rights of its roles',
    async (name) => {
      const { caller, rights } = await verify(name);
      expect(caller).toMatchObject({ id: person, kind: 'user' });
      expect([...rights]).toContain('tenant');
    },
  );

  it('guest, v2.0: the guest of this tenant, with no right of its own', async () => {
    const { tenantId, caller, rights } = await verify('guest, v2.0');
    expect({ tenantId, caller }).toEqual({
      tenantId: tenant,
      caller: { id: guid(3, 2), kind: 'user' },
    });
    expect([...rights]).toEqual([]);
  });

  it.each(['app, v2.0', 'app, v2.0, with the optional idtyp'] as const)(
    '%s: the app with the rights of its permissions',
    async (name) => {
      const { caller, rights } = await verify(name);
      expect(caller).toEqual({ id: portal, kind: 'app' });
      expect([...rights]).toContain('delete');
    },
  );

  it.each(['user, v1.0', 'app, v1.0'] as const)('%s: 401, and says what to set', async (name) => {
    await expect(verify(name)).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining('requestedAccessTokenVersion to 2'),
    });
  });

  it.each([
    'ID token of somebody with app roles',
    'user without a scope, with app roles',
    'user without a scope, with app roles and idtyp',
    'app that says it has a scope',
  ] as const)('%s: 401, whatever its roles say', async (name) => {
    await expect(verify(name)).rejects.toMatchObject({ code: 'unauthenticated', status: 401 });
  });
});
