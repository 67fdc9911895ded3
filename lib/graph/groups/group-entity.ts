import { z } from 'zod';
import { PlanId, SkuId } from '../../licensing/ids.ts';
import type { GroupId } from '../../licensing/ids.ts';
import type { KnownGroup } from '../../operations/tenant/list-groups.ts';
import { unsupportedQuery } from '../graph-error.ts';
import type { Entity } from '../odata/matches.ts';

/** What Graph answers of a group when a request selects nothing. */
const defaultProperties: readonly string[] = (
  'id deletedDateTime classification createdDateTime description displayName ' +
  'expirationDateTime groupTypes isAssignableToRole mail mailEnabled mailNickname ' +
  'membershipRule membershipRuleProcessingState onPremisesDomainName ' +
  'onPremisesLastSyncDateTime onPremisesNetBiosName onPremisesProvisioningErrors ' +
  'onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled ' +
  'preferredDataLocation preferredLanguage proxyAddresses renewedDateTime ' +
  'securityEnabled securityIdentifier serviceProvisioningErrors theme uniqueName visibility'
).split(' ');

/** Said by no dump but by the members. */
export const errorsProperty = 'hasMembersWithLicenseErrors';

/** Groups from which a member inherits a license in error; null where nobody has looked. */
export type GroupsInError = ReadonlySet<GroupId> | null;

/** A group of which no more than its id may be known: a member inherits from it, and no dump has said it. */
export type ShownGroup = { readonly id: GroupId } & Partial<KnownGroup>;

/** A group as it is answered: what a dump said. What none has said is unknown and null, lists too. */
export function groupEntity(
  group: ShownGroup,
  select: readonly string[] | null,
  inError: GroupsInError,
): Record<string, unknown> {
  const names = select ?? defaultProperties;
  return Object.fromEntries(names.map((name) => [name, propertyOf(group, name, inError) ?? null]));
}

/**
 * A group as a filter looks at it.
 * @throws GraphError when a filter asks for what no dump has said of this group
 */
export function filteredGroup(group: ShownGroup, inError: GroupsInError): Entity {
  return new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) => {
        if (typeof name !== 'string') return undefined;
        const value = propertyOf(group, name, inError);
        if (value !== undefined) return value;
        throw unsupportedQuery(
          `the property '${name}' of group in $filter: the import of group ${group.id} did not say it. Import groups with it selected.`,
        );
      },
    },
  );
}

function propertyOf(group: ShownGroup, name: string, inError: GroupsInError): unknown {
  if (name === errorsProperty) return inError?.has(group.id);
  if (!Object.hasOwn(group, name)) return undefined;
  return name === 'assignedLicenses' ? licensesOf(group) : group[name];
}

const Licenses = z.array(
  z.looseObject({ skuId: SkuId, disabledPlans: z.array(PlanId).default([]) }),
);

/** The licenses of a group, ids as everywhere else in lower case; undefined where no dump has said them. */
export function licensesOf(group: ShownGroup): unknown {
  const said = group['assignedLicenses'];
  const read = Licenses.safeParse(said);
  return read.success ? read.data : said;
}
