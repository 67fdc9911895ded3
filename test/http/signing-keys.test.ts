import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Authority } from '../../lib/http/authorities.ts';
import { authoritiesOf } from '../../lib/http/authorities.ts';
import type { Principal } from '../../lib/http/verify-token.ts';
import { verifyToken } from '../../lib/http/verify-token.ts';
import { addMs, toInstant } from '../../lib/licensing/time.ts';
import { readSettings } from '../../lib/settings.ts';
import { guid } from '../../simulation/builders/products.ts';
import type { KeyServer, SigningKey } from './entra.ts';
import { createKey, serveKeys, sign } from './entra.ts';

const start = toInstant('2026-11-23T10:00:00Z');
const [second, minute, hour] = [1000, 60_000, 3_600_000] as const;
const [tenantId, api] = [guid(9, 1), guid(5, 1)] as const;
const issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0';

const [key, rotated] = await Promise.all(['first', 'rotated'].map((kid) => createKey(kid, issuer)));
const published: SigningKey[] = [];

let now = start;
let server: KeyServer;
let authorities: readonly Authority[];

beforeEach(async () => {
  now = start;
  published.splice(0, published.length, of(key));
  server = await serveKeys({ '/keys': published });
  authorities = authoritiesOf(
    readSettings({
      AzureWebJobsStorage: 'UseDevelopmentStorage=true',
      TOKEN_AUDIENCE: api,
      SWEEP_SCHEDULE: '0 */15 * * * *',
      KEYS_URL_WORLDWIDE: `${server.url}/keys`,
    }),
    () => now,
  );
});
afterEach(() => server.stop());

function of(made: SigningKey | undefined): SigningKey {
  if (made === undefined) throw new Error('no key was made');
  return made;
}

/** A token that is good whenever it comes, of a key. */
async function verify(signedWith: SigningKey | undefined): Promise<Principal> {
  const claims = {
    iss: issuer.replace('{tenantid}', tenantId),
    aud: api,
    tid: tenantId,
    oid: guid(3, 1),
    scp: 'access_as_user',
    exp: Date.parse(now) / 1000 + 3600,
  };
  const token = await sign(claims, of(signedWith));
  return verifyToken(`Bearer ${token}`, authorities, api, now);
}

function pass(ms: number): void {
  now = addMs(now, ms);
}

const good = { caller: { kind: 'user' } };
const outage = { code: 'signingKeysUnavailable', status: 503, retry: 'later' };
const wrong = { code: 'unauthenticated', status: 401 };

describe('While an authority is out', () => {
  it('the keys that are known are good, and it is asked once in 30 seconds', async () => {
    await verify(key);
    server.answers('outage');
    for (let at = 0; at < 60; at += 1) {
      pass(10 * second);
      expect(await verify(key)).toMatchObject(good);
    }
    pass(minute);
    const before = server.asked();
    for (let at = 0; at < 6; at += 1) {
      expect(await verify(key)).toMatchObject(good);
      pass(10 * second);
    }
    expect(server.asked() - before).toBe(2);
  });

  it.each(['outage', 'nonsense', 'noKeys'] as const)(
    'or answers with %s, a key that is not known is no wrong token',
    async (answer) => {
      await verify(key);
      server.answers(answer);
      pass(20 * minute);
      await expect(verify(rotated)).rejects.toMatchObject(outage);
      pass(hour);
      await expect(verify(rotated)).rejects.toMatchObject(outage);
      expect(await verify(key)).toMatchObject(good);
    },
  );

  it('no key is believed for longer than a day', async () => {
    await verify(key);
    server.answers('outage');
    pass(24 * hour);
    await expect(verify(key)).rejects.toMatchObject(outage);
    server.answers('keys');
    expect(await verify(key)).toMatchObject(good);
  });

  it('nothing is known that was never read', async () => {
    server.answers('outage');
    await expect(verify(key)).rejects.toMatchObject(outage);
    server.answers('keys');
    expect(await verify(key)).toMatchObject(good);
  });
});

describe('A key that is not known', () => {
  it('is asked for again after 30 seconds, and until then the answer is 503', async () => {
    await verify(key);
    published.push(of(rotated));
    pass(29 * second);
    await expect(verify(rotated)).rejects.toMatchObject({ ...outage, retryAfterSeconds: 1 });
    pass(second);
    expect(await verify(rotated)).toMatchObject(good);
    expect(server.asked()).toBe(2);
  });

  it('is a wrong token once the keys were read for it', async () => {
    await expect(verify(rotated)).rejects.toMatchObject(wrong);
    pass(minute);
    await expect(verify(rotated)).rejects.toMatchObject(wrong);
    expect(server.asked()).toBe(2);
  });
});

it('A key that was withdrawn opens nothing once the keys are 10 minutes old', async () => {
  await verify(key);
  published.splice(0, 1, of(rotated));
  pass(10 * minute);
  await expect(verify(key)).rejects.toMatchObject(wrong);
  expect(await verify(rotated)).toMatchObject(good);
});

it('A clock that was set back leaves keys no longer than they were good', async () => {
  await verify(key);
  pass(-hour);
  await verify(key);
  expect(server.asked()).toBe(2);
});
