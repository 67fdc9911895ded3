import { SkuId, UserId } from '../../licensing/ids.ts';
import type { UserScope } from '../../operations/users/select-users.ts';
import type { Filter } from '../odata/filter.ts';

/**
 * Where the users of a filter can be, so that the usual ones need no walk over the whole tenant: the holders of one
 * product, or one user. The filter itself still decides.
 */
export function scopeOf(filter: Filter | null): UserScope {
  if (filter === null) return { kind: 'all' };
  const scopes = (filter.kind === 'and' ? filter.parts : [filter]).map(scopeOfPart);
  return (
    scopes.find(({ kind }) => kind === 'id' || kind === 'name') ??
    scopes.find(({ kind }) => kind === 'product') ?? { kind: 'all' }
  );
}

function scopeOfPart(filter: Filter): UserScope {
  const all = { kind: 'all' } as const;
  if (filter.kind === 'any' && isLicenses(filter.collection)) {
    const { part } = filter;
    if (part?.kind !== 'compare' || part.property !== 'skuId' || part.comparison !== 'eq')
      return all;
    const skuId = SkuId.safeParse(part.value);
    return skuId.success ? { kind: 'product', skuId: skuId.data } : all;
  }
  if (filter.kind !== 'compare' || filter.comparison !== 'eq') return all;
  const { property, value } = filter;
  if (typeof value !== 'string') return all;
  if (property === 'userPrincipalName') return { kind: 'name', userPrincipalName: value };
  const userId = UserId.safeParse(value);
  return property === 'id' && userId.success ? { kind: 'id', userId: userId.data } : all;
}

function isLicenses(collection: string): boolean {
  return collection === 'assignedLicenses' || collection === 'licenseAssignmentStates';
}
