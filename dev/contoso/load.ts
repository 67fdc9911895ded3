import { z } from 'zod';
import { importDump } from '../import/import-dump.ts';
import { PortalApi } from '../import/portal-api.ts';
import { readDump } from '../import/read-dump.ts';
import { LocalHostError } from '../local-host-error.ts';
import { CONTOSO_FOLDER, CONTOSO_TENANT_ID } from './tenant.ts';

/** What a dump can't say, done through the portal API after it. */
const steps = [
  {
    key: 'contoso-unassign',
    method: 'POST',
    path: '/api/users/customer.care@contoso.com/unassign',
    body: { skuIds: ['05e9a617-0261-4cee-bb44-138d3ef5d965'] },
  },
  {
    key: 'contoso-delete',
    method: 'DELETE',
    path: '/api/users/logistics.night.shift@contoso.com',
    body: undefined,
  },
  {
    key: 'contoso-hold',
    method: 'PUT',
    path: '/api/users/legal.counsel@contoso.com/holds/lease-dispute',
    body: { kind: 'litigation', note: 'Keep everything about the lease.' },
  },
] as const;
/** The id of legal.counsel@contoso.com: the last step is in the audit of that user, whatever is done later. */
const lastStepOf = '91d2b780-420b-5a29-9557-7fa6eea4947a';

const Listed = z.object({ value: z.array(z.object({ path: z.string() })) });

/** Loads Contoso into a running app, unless it is there already. */
export async function loadSampleTenant(options: {
  url: string;
  token: string;
  log: (line: string) => void;
}): Promise<{ tenantId: string; loaded: boolean }> {
  const api = new PortalApi(options.url, options.token);
  if (await isLoaded(api)) return { tenantId: CONTOSO_TENANT_ID, loaded: false };
  options.log('loading the sample tenant Contoso');
  const { notLoaded } = await importDump(api, await readDump(CONTOSO_FOLDER));
  const [first] = notLoaded;
  if (first !== undefined) {
    throw new LocalHostError(`Contoso: ${first.file} ${first.place}: ${first.reason}`);
  }
  for (const { method, path, body, key } of steps) await api.send(method, path, body, key);
  return { tenantId: CONTOSO_TENANT_ID, loaded: true };
}

async function isLoaded(api: PortalApi): Promise<boolean> {
  const answer = await api.ask('GET', `/api/operations?userId=${lastStepOf}`);
  if (answer.status === 404) return false;
  return Listed.parse(answer.body).value.some(({ path }) => path === 'placeHold');
}
