import type { SkuId, TenantId } from '../../licensing/ids.ts';

/** The id Graph gives an entry of `licenseDetails`: tenant and product, each as the 16 bytes .NET makes of a GUID. */
export function licenseDetailsId(tenantId: TenantId, skuId: SkuId): string {
  return Buffer.concat([bytesOf(tenantId), bytesOf(skuId)]).toString('base64url');
}

/** The first three groups of a GUID are numbers, stored with their lowest byte first. */
function bytesOf(guid: string): Buffer {
  const [first = '', second = '', third = '', ...rest] = guid.split('-');
  return Buffer.concat([
    ...[first, second, third].map((group) =>
      Uint8Array.from(Buffer.from(group, 'hex')).toReversed(),
    ),
    Buffer.from(rest.join(''), 'hex'),
  ]);
}
