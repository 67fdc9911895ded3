import { z } from 'zod';
import { readOrganization } from '../../operations/tenant/read-directory.ts';
import { resourceNotFound, unsupportedQuery } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { withContext } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { parseSelect, pick, selectedContext } from '../odata/select.ts';

/** What an organization says of its domains. */
const VerifiedDomains = z.array(
  z.object({
    name: z.string(),
    isDefault: z.boolean().nullish(),
    isInitial: z.boolean().nullish(),
    type: z.string().nullish(),
    capabilities: z.string().nullish(),
  }),
);

/** GET /domains: those the organization was imported with. */
export async function listDomains(input: GraphInput): Promise<GraphAnswer> {
  const { request } = input;
  const select = parseSelect(
    readOptions(request.query, ['$select', '$top']).$select ?? null,
    'domain',
  );
  const domains = await domainsOf(input);
  return withContext(request, selectedContext('domains', select), {
    value: domains.map((domain) => pick(domain, select, 'domain')),
  });
}

/** GET /domains/{id} */
export async function getDomain(input: GraphInput): Promise<GraphAnswer> {
  const { request, params } = input;
  const select = parseSelect(readOptions(request.query, ['$select']).$select ?? null, 'domain');
  const id = params['domain'] ?? '';
  const found = (await domainsOf(input)).find((domain) => domain.id === id.toLowerCase());
  if (found === undefined) throw resourceNotFound(id);
  return withContext(
    request,
    `${selectedContext('domains', select)}/$entity`,
    pick(found, select, 'domain'),
  );
}

/** @throws GraphError when no import has said which domains there are */
async function domainsOf({ session }: GraphInput) {
  const organization = await readOrganization(session);
  const read = VerifiedDomains.safeParse(organization?.['verifiedDomains']);
  if (!read.success) {
    throw unsupportedQuery(
      'the domains: no import of the organization has said its verifiedDomains. Import organization with them.',
    );
  }
  return read.data.map(({ name, isDefault, isInitial, type, capabilities }) => ({
    id: name.toLowerCase(),
    authenticationType: type ?? null,
    isDefault: isDefault ?? null,
    isInitial: isInitial ?? null,
    isVerified: true,
    supportedServices: capabilities?.split(/, */).filter((service) => service !== '') ?? null,
  }));
}
