// For every disabled user: unassign all products held directly. With @microsoft/microsoft-graph-client, as it would be
// written for Microsoft Graph itself; only the base address is another one.
//
//     UNSEAT_URL=https://unseat.example.com UNSEAT_TOKEN=… npx node docs/examples/unassign-disabled-users.ts
//
// This client gives its token to addresses of https alone; against `npm start` take unassign-disabled-users-sdk.ts.
// The same in PowerShell is in ../graph-compatibility.md.
import { Client, PageIterator } from '@microsoft/microsoft-graph-client';

interface DisabledUser {
  readonly id: string;
  readonly licenseAssignmentStates: readonly {
    readonly skuId: string;
    readonly assignedByGroup: string | null;
  }[];
}

export interface Outcome {
  readonly unassigned: number;
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
}

/** Unassigns what disabled users hold directly; what they inherit from groups stays. */
export async function unassignDisabledUsers(graph: Client): Promise<Outcome> {
  const failed: { id: string; reason: string }[] = [];
  let unassigned = 0;
  for (const { id, licenseAssignmentStates } of await disabledUsers(graph)) {
    const direct = licenseAssignmentStates.filter(
      ({ assignedByGroup }) => assignedByGroup === null,
    );
    const removeLicenses = [...new Set(direct.map(({ skuId }) => skuId))];
    if (removeLicenses.length === 0) continue;
    try {
      // All in one request: products that depend on each other have to go together.
      await graph.api(`/users/${id}/assignLicense`).post({ addLicenses: [], removeLicenses });
      unassigned += removeLicenses.length;
    } catch (error) {
      failed.push({ id, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { unassigned, failed };
}

async function disabledUsers(graph: Client): Promise<readonly DisabledUser[]> {
  const users: DisabledUser[] = [];
  const first = await graph
    .api('/users')
    .header('ConsistencyLevel', 'eventual')
    .filter('accountEnabled eq false and assignedLicenses/$count ne 0')
    .count(true)
    .select(['id', 'licenseAssignmentStates'])
    .get();
  const iterator = new PageIterator(graph, first, (user: DisabledUser) => {
    users.push(user);
    return true;
  });
  await iterator.iterate();
  return users;
}

if (import.meta.main) {
  const { UNSEAT_URL: url = '', UNSEAT_TOKEN: token = '' } = process.env;
  const graph = Client.init({
    baseUrl: `${url}/`,
    customHosts: new Set([new URL(url).hostname]),
    authProvider: (done) => done(null, token),
  });
  const { unassigned, failed } = await unassignDisabledUsers(graph);
  process.stdout.write(`Unassigned ${unassigned} licenses, ${failed.length} users failed.\n`);
  for (const { id, reason } of failed) process.stdout.write(`${id}: ${reason}\n`);
}
