import type { JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet } from 'jose';
import { z } from 'zod';
import { Cloud } from '../licensing/tenant.ts';
import type { Settings } from '../settings.ts';

/** Entra's keys name their issuer beside what the standard knows. */
const IssuedKey = z.object({ issuer: z.string() });

/** Who signs tokens: the authority of a cloud, or the local one, which stands in for all of them. */
export interface Authority {
  /** Null for the local authority: its tenants are of any cloud. */
  readonly cloud: Cloud | null;
  readonly issuerOf: (tenantId: string) => string;
  readonly keys: JWTVerifyGetKey;
  /** The `issuer` member of a key: which issuer may use it. */
  readonly issuerOfKey: (keyId: string | undefined) => string | null;
}

const hosts: Readonly<Record<Cloud, string>> = {
  worldwide: 'https://login.microsoftonline.com',
  germany: 'https://login.microsoftonline.de',
  '21vianet': 'https://login.partner.microsoftonline.cn',
};

/** The authorities this app believes. */
export function authoritiesOf({ localAuthority, keysUrls }: Settings): readonly Authority[] {
  const clouds = Cloud.options.map((cloud) => authority(cloud, hosts[cloud], keysUrls[cloud]));
  return localAuthority === null
    ? clouds
    : [...clouds, authority(null, localAuthority, `${localAuthority}/keys`)];
}

function authority(cloud: Cloud | null, base: string, keysUrl: string): Authority {
  const keys = createRemoteJWKSet(new URL(keysUrl), { timeoutDuration: 5000 });
  return {
    cloud,
    issuerOf: (tenantId) => `${base}/${tenantId}/v2.0`,
    keys,
    issuerOfKey: (keyId) => {
      const key = keys.jwks()?.keys.find(({ kid }) => kid === keyId);
      return IssuedKey.safeParse(key).data?.issuer ?? null;
    },
  };
}
