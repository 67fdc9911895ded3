import type { JWTVerifyGetKey } from 'jose';
import { Cloud } from '../licensing/tenant.ts';
import type { Instant } from '../licensing/time.ts';
import type { Settings } from '../settings.ts';
import { SigningKeys } from './signing-keys.ts';

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
export function authoritiesOf(
  { localAuthority, keysUrls }: Settings,
  clock: () => Instant,
): readonly Authority[] {
  const clouds = Cloud.options.map((cloud) =>
    authority(cloud, hosts[cloud], new SigningKeys(keysUrls[cloud], clock)),
  );
  return localAuthority === null
    ? clouds
    : [
        ...clouds,
        authority(null, localAuthority, new SigningKeys(`${localAuthority}/keys`, clock)),
      ];
}

function authority(cloud: Cloud | null, base: string, keys: SigningKeys): Authority {
  return {
    cloud,
    issuerOf: (tenantId) => `${base}/${tenantId}/v2.0`,
    keys: keys.find,
    issuerOfKey: (keyId) => keys.issuerOf(keyId),
  };
}
