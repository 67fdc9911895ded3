import { readOrganization } from '../../operations/tenant/read-directory.ts';
import { resourceNotFound } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { withContext } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { parseSelect, selectedContext } from '../odata/select.ts';
import { isRelationship } from '../published/kinds.ts';
import { published } from '../published/published.ts';

/** GET /organization: the tenant itself. */
export async function listOrganization(input: GraphInput): Promise<GraphAnswer> {
  const { request } = input;
  const text = readOptions(request.query, ['$select', '$top']).$select ?? null;
  const select = parseSelect(text, 'organization');
  return withContext(request, selectedContext('organization', select), {
    value: [await organizationEntity(input, select)],
  });
}

/** GET /organization/{id} */
export async function getOrganization(input: GraphInput): Promise<GraphAnswer> {
  const { session, request, params } = input;
  const select = parseSelect(
    readOptions(request.query, ['$select']).$select ?? null,
    'organization',
  );
  const id = params['organization'] ?? '';
  if (id.toLowerCase() !== session.tenantId) throw resourceNotFound(id);
  const context = `${selectedContext('organization', select)}/$entity`;
  return withContext(request, context, await organizationEntity(input, select));
}

const allProperties = Object.entries(published.organization)
  .filter(([, kind]) => !isRelationship(kind))
  .map(([name]) => name);

/** What a dump said; what none has said is unknown and null, lists too. */
async function organizationEntity({ session }: GraphInput, select: readonly string[] | null) {
  const { tenant } = await session.catalogs.of(session.tenantId, session.now);
  const { displayName } = tenant;
  const whole = { ...(await readOrganization(session)), id: session.tenantId, displayName };
  const known: Readonly<Record<string, unknown>> = whole;
  return Object.fromEntries((select ?? allProperties).map((name) => [name, known[name] ?? null]));
}
