import pc from 'picocolors';
import { askToken } from './ask-token.ts';
import { loadSampleTenant } from './contoso/load.ts';
import { CONTOSO_EXAMPLE, CONTOSO_TENANT_ID } from './contoso/tenant.ts';
import type { Served } from './watch/watch-app.ts';

/** Loads the sample tenant into an empty storage and says what to try. */
export async function welcome({ url, azurite, stateFolder }: Served): Promise<void> {
  const token = await askToken(url, {
    tenantId: CONTOSO_TENANT_ID,
    roles: ['Global Administrator'],
    name: 'Local Administrator',
  });
  const { tenantId, loaded } = await loadSampleTenant({
    url,
    token,
    log: (line) => console.log(pc.dim(line)),
  });
  const { skuId, userId } = CONTOSO_EXAMPLE;
  const withToken = `-H "authorization: Bearer $TOKEN"`;
  const withJson = `-H "content-type: application/json"`;
  const lines = [
    '',
    `${pc.bold('Pages')}    ${pc.cyan(`${url}/`)}`,
    `${pc.bold('API')}      ${url}/api/openapi.json`,
    ...(azurite ? [`${pc.bold('Tables')}   ${azurite.tableUrl}`] : []),
    `${pc.bold('Kept in')}  ${stateFolder}`,
    `${pc.bold('Tenant')}   Contoso ${tenantId}${loaded ? ' (loaded just now)' : ''}`,
    '',
    pc.bold('A token of its Global Administrator'),
    `TOKEN=${token}`,
    '',
    pc.bold('The products and their seats'),
    pc.cyan(`curl ${withToken} ${url}/api/products`),
    pc.bold('What unassigning would do (nothing changes)'),
    pc.cyan(
      `curl ${withToken} ${withJson} -d '{"userIds":["${userId}"]}' "${url}/api/products/${skuId}/unassign?dryRun=true"`,
    ),
    pc.bold('A month passes'),
    pc.cyan(`curl ${withJson} -d '{"advance":"P31D","settle":true}' ${url}/dev/clock`),
    '',
  ];
  console.log(lines.join('\n'));
}
