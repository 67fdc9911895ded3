import type { PlanId, SkuId } from '../../licensing/ids.ts';
import { GroupId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { eachUser } from '../../operations/users/select-users.ts';
import { groupKey } from '../../storage/rows/directory/group-row.ts';
import { resourceNotFound } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { withContext } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { parseSelect, pick, selectedContext } from '../odata/select.ts';

/** GET /organization: the tenant itself. */
export async function listOrganization({ session, request }: GraphInput): Promise<GraphAnswer> {
  const { tenant } = await session.catalogs.of(session.tenantId, session.now);
  const organization = {
    id: session.tenantId,
    displayName: tenant.displayName,
    tenantType: 'AAD',
    countryLetterCode: null,
    verifiedDomains: [],
    assignedPlans: [],
    provisionedPlans: [],
  };
  const text = readOptions(request.query, ['$select', '$top']).$select ?? null;
  const select = parseSelect(text, 'organization');
  return withContext(request, selectedContext('organization', select), {
    value: [pick(organization, select, 'organization')],
  });
}

/** GET /groups/{id}: its name, and when selected the products its members inherit from it. */
export async function getGroup(input: GraphInput): Promise<GraphAnswer> {
  const { session, request, params } = input;
  const { groups, damaged } = await session.catalogs.of(session.tenantId, session.now);
  const id = GroupId.safeParse(params['group']);
  const displayName = id.success ? groups.get(id.data) : undefined;
  const damage = id.success ? damaged.get(groupKey(id.data)) : undefined;
  if (damage !== undefined) throw damage;
  if (!id.success || displayName === undefined) throw resourceNotFound(params['group'] ?? '');
  const plain = {
    id: id.data,
    displayName,
    description: null,
    groupTypes: [],
    mail: null,
    mailEnabled: false,
    securityEnabled: true,
  };
  const text = readOptions(request.query, ['$select']).$select ?? null;
  const select = parseSelect(text, 'group');
  const group = {
    ...plain,
    ...(select?.includes('assignedLicenses') === true
      ? { assignedLicenses: await inheritedLicenses(input, id.data) }
      : {}),
    ...(select?.includes('licenseProcessingState') === true
      ? { licenseProcessingState: { state: 'ProcessingComplete' } }
      : {}),
  };
  const context = `${selectedContext('groups', select)}/$entity`;
  return withContext(request, context, pick(group, select, 'group'));
}

/** What members inherit from a group; Unseat keeps no list of a group's own licenses. */
async function inheritedLicenses(
  { session }: GraphInput,
  groupId: GroupId,
): Promise<readonly object[]> {
  const licenses = new Map<SkuId, readonly PlanId[]>();
  const isInheriting = ({ assignments }: User): boolean =>
    assignments.some((way) => way.groupId === groupId);
  const scope = { kind: 'all' } as const;
  const selection = { state: 'active', scope, fits: isInheriting, words: groupId } as const;
  for await (const { user } of eachUser(session, selection, null)) {
    for (const way of user?.assignments ?? []) {
      if (way.groupId === groupId) licenses.set(way.skuId, way.disabledPlans);
    }
  }
  return [...licenses].map(([skuId, disabledPlans]) => ({ disabledPlans, skuId }));
}
