import type { JWTPayload } from 'jose';
import { SignJWT, UnsecuredJWT, exportSPKI } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authority } from '../../lib/http/authorities.ts';
import { authoritiesOf } from '../../lib/http/authorities.ts';
import { verifyToken } from '../../lib/http/verify-token.ts';
import { addMs, toInstant } from '../../lib/licensing/time.ts';
import { readSettings } from '../../lib/settings.ts';
import { guid } from '../../simulation/builders/products.ts';
import type { SigningKey } from './entra.ts';
import { createKey, serveKeys, sign } from './entra.ts';

const now = toInstant('2026-11-23T10:00:00Z');
const seconds = Date.parse(now) / 1000;
const tenantId = guid(9, 1);
const otherTenant = guid(9, 2);
const audience = guid(5, 9);
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const worldwide = (tid: string): string => `https://login.microsoftonline.com/${tid}/v2.0`;
const china = (tid: string): string => `https://login.partner.microsoftonline.cn/${tid}/v2.0`;

let key: SigningKey;
let chinaKey: SigningKey;
let foreignKey: SigningKey;
let keyOfOtherTenant: SigningKey;
let authorities: readonly Authority[];
let stop: () => Promise<void>;
let clock = now;

beforeAll(async () => {
  key = await createKey('any', worldwide('{tenantid}'));
  chinaKey = await createKey('china', china('{tenantid}'));
  foreignKey = await createKey('any', worldwide('{tenantid}'));
  keyOfOtherTenant = await createKey('other', worldwide(otherTenant));
  const served = await serveKeys({
    '/worldwide': [key, keyOfOtherTenant],
    '/china': [chinaKey],
    '/germany': [],
  });
  stop = served.stop;
  authorities = authoritiesOf(
    readSettings({
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      TOKEN_AUDIENCE: audience,
      SWEEP_SCHEDULE: '0 */15 * * * *',
      KEYS_URL_WORLDWIDE: `${served.url}/worldwide`,
      KEYS_URL_21VIANET: `${served.url}/china`,
      KEYS_URL_GERMANY: `${served.url}/germany`,
    }),
    // Half an hour goes by between any two looks at it, so that keys are read anew for every token.
    () => (clock = addMs(clock, 1_800_000)),
  );
});
afterAll(() => stop());

function claims(changes: JWTPayload = {}): JWTPayload {
  return {
    iss: worldwide(tenantId),
    aud: audience,
    tid: tenantId,
    oid: guid(3, 1),
    scp: 'access_as_user',
    wids: [globalAdministrator],
    nbf: seconds - 300,
    exp: seconds + 3600,
    ...changes,
  };
}

function verify(token: string): ReturnType<typeof verifyToken> {
  return verifyToken(`Bearer ${token}`, authorities, audience, now);
}

function without(name: string): JWTPayload {
  return Object.fromEntries(Object.entries(claims()).filter(([claim]) => claim !== name));
}

describe('A token', () => {
  it('of a user stands for the tenant that issued it and the rights of its roles', async () => {
    const principal = await verify(await sign(claims(), key));
    expect(principal).toMatchObject({
      tenantId,
      cloud: 'worldwide',
      caller: { id: guid(3, 1), kind: 'user' },
    });
    expect([...principal.rights]).toContain('delete');
  });

  it('of an app stands for its permissions', async () => {
    const app = {
      scp: undefined,
      wids: undefined,
      azp: guid(5, 1),
      roles: ['User.DeleteRestore.All'],
    };
    const principal = await verify(await sign(claims(app), key));
    expect(principal.caller).toEqual({ id: guid(5, 1), kind: 'app' });
    expect([...principal.rights]).toEqual(['delete']);
  });

  it('of 21Vianet is believed with that cloud’s keys', async () => {
    const token = await sign(claims({ iss: china(tenantId) }), chinaKey);
    expect((await verify(token)).cloud).toBe('21vianet');
  });

  it('of a user without roles has no right, whatever an app’s roles beside it say', async () => {
    const token = await sign(claims({ wids: undefined, roles: ['Directory.ReadWrite.All'] }), key);
    expect([...(await verify(token)).rights]).toEqual([]);
  });

  it('of a Helpdesk administrator has no right', async () => {
    const helpdesk = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
    expect([...(await verify(await sign(claims({ wids: [helpdesk] }), key))).rights]).toEqual([]);
  });

  it('whose role is a name of Object has no right', async () => {
    const token = await sign(claims({ wids: ['__proto__', 'constructor', 'toString'] }), key);
    expect([...(await verify(token)).rights]).toEqual([]);
  });

  it('that ran out less than a minute ago is still good', async () => {
    await expect(verify(await sign(claims({ exp: seconds - 50 }), key))).resolves.toBeDefined();
  });
});

/** Each of them is answered with 401. */
const hostile: readonly (readonly [string, () => Promise<string> | string])[] = [
  ['signed by another key of the same name', () => sign(claims(), foreignKey)],
  ['signed by a key nobody has published', async () => sign(claims(), { ...key, kid: 'nobody' })],
  ['signed by a key of another tenant', () => sign(claims(), keyOfOtherTenant)],
  ['signed by a key of another cloud', () => sign(claims(), chinaKey)],
  [
    'from another cloud’s issuer with this cloud’s key',
    () => sign(claims({ iss: china(tenantId) }), key),
  ],
  ['from the issuer of another tenant', () => sign(claims({ iss: worldwide(otherTenant) }), key)],
  [
    'from the first version of the issuer',
    () => sign(claims({ iss: `https://sts.windows.net/${tenantId}/` }), key),
  ],
  [
    'from somebody’s own issuer',
    () => sign(claims({ iss: `https://login.example.com/${tenantId}/v2.0` }), key),
  ],
  [
    'from an issuer that only begins like ours',
    () => sign(claims({ iss: `${worldwide(tenantId)}.example.com` }), key),
  ],
  ['for Microsoft Graph', () => sign(claims({ aud: 'https://graph.microsoft.com' }), key)],
  ['for another API', () => sign(claims({ aud: `api://${audience}` }), key)],
  ['without an audience', () => sign(without('aud'), key)],
  ['without a tenant', () => sign(without('tid'), key)],
  ['with a tenant that is no id', () => sign(claims({ tid: '../other' }), key)],
  ['without an end', () => sign(without('exp'), key)],
  ['that ended two minutes ago', () => sign(claims({ exp: seconds - 120 }), key)],
  ['that begins in two minutes', () => sign(claims({ nbf: seconds + 120 }), key)],
  ['with another scope', () => sign(claims({ scp: 'User.Read' }), key)],
  ['with a scope that only contains ours', () => sign(claims({ scp: 'access_as_user2' }), key)],
  ['of a user without an id', () => sign(without('oid'), key)],
  ['with neither scope nor app roles', () => sign(without('scp'), key)],
  [
    'of a user that calls itself an app',
    () => sign({ ...without('scp'), idtyp: 'user', roles: ['Directory.ReadWrite.All'] }, key),
  ],
  [
    'of an app that names no client, as an ID token with roles',
    () => sign({ ...without('scp'), roles: ['Directory.ReadWrite.All'] }, key),
  ],
  ['with alg none', () => new UnsecuredJWT(claims()).encode()],
  [
    'with alg HS256 and the public key as its secret',
    async () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256', kid: key.kid })
        .sign(new TextEncoder().encode(await exportSPKI(key.publicKey))),
  ],
  [
    'with a key of its own in the header',
    () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'RS256', kid: 'mine', jwk: foreignKey.jwk })
        .sign(foreignKey.privateKey),
  ],
  [
    'whose claims were changed',
    async () => {
      const [header, , signature] = (await sign(claims(), key)).split('.');
      const changed = Buffer.from(JSON.stringify(claims({ oid: guid(3, 2) }))).toString(
        'base64url',
      );
      return `${header}.${changed}.${signature}`;
    },
  ],
  ['that is no token', () => 'a.b.c'],
];

describe('No answer but 401 gets a token', () => {
  it.each(hostile)('%s', async (_, token) => {
    await expect(verify(await token())).rejects.toMatchObject({
      code: 'unauthenticated',
      status: 401,
    });
  });

  it.each([
    ['that is missing', null],
    ['that is empty', ''],
    ['of Basic authentication', 'Basic YTpi'],
  ])('%s', async (_, header) => {
    await expect(verifyToken(header, authorities, audience, now)).rejects.toMatchObject({
      status: 401,
    });
  });
});

it('keys that can’t be fetched are an outage, not a wrong token', async () => {
  const gone = authoritiesOf(
    readSettings({
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      TOKEN_AUDIENCE: audience,
      SWEEP_SCHEDULE: '0 */15 * * * *',
      KEYS_URL_WORLDWIDE: 'http://127.0.0.1:1/keys',
    }),
    () => now,
  );
  const token = await sign(claims(), key);
  await expect(verifyToken(`Bearer ${token}`, gone, audience, now)).rejects.toMatchObject({
    status: 503,
    retry: 'later',
  });
});
