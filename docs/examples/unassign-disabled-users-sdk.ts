// For every disabled user: unassign all products held directly. With @microsoft/msgraph-sdk.
//
//     UNSEAT_URL=http://localhost:7071 UNSEAT_TOKEN=… npx node docs/examples/unassign-disabled-users-sdk.ts
import type { AuthenticationProvider } from '@microsoft/kiota-abstractions';
import { GraphRequestAdapter } from '@microsoft/msgraph-sdk';
import type { User } from '@microsoft/msgraph-sdk/models/index.js';
import type { UsersServiceClient } from '@microsoft/msgraph-sdk-users';
import { createUsersServiceClient } from '@microsoft/msgraph-sdk-users';

/** Unassigns what disabled users hold directly. @returns how many licenses */
export async function unassignDisabledUsersBySdk({
  users,
}: Pick<UsersServiceClient, 'users'>): Promise<number> {
  const disabled: User[] = [];
  let page = await users.get({
    headers: { ConsistencyLevel: 'eventual' },
    queryParameters: {
      filter: 'accountEnabled eq false and assignedLicenses/$count ne 0',
      count: true,
      select: ['id', 'licenseAssignmentStates'],
    },
  });
  for (;;) {
    disabled.push(...(page?.value ?? []));
    if (!page?.odataNextLink) break;
    page = await users.withUrl(page.odataNextLink).get();
  }
  let unassigned = 0;
  for (const user of disabled) {
    const removeLicenses = directlyHeld(user);
    if (removeLicenses.length === 0) continue;
    await users.byUserId(user.id ?? '').assignLicense.post({ addLicenses: [], removeLicenses });
    unassigned += removeLicenses.length;
  }
  return unassigned;
}

function directlyHeld({ licenseAssignmentStates }: User): string[] {
  const direct = (licenseAssignmentStates ?? []).filter(({ assignedByGroup }) => !assignedByGroup);
  return [...new Set(direct.flatMap(({ skuId }) => skuId ?? []))];
}

if (import.meta.main) {
  const { UNSEAT_URL: url = '', UNSEAT_TOKEN: token = '' } = process.env;
  const provider: AuthenticationProvider = {
    authenticateRequest: (request) => {
      request.headers.add('Authorization', `Bearer ${token}`);
      return Promise.resolve();
    },
  };
  const adapter = new GraphRequestAdapter(provider);
  adapter.baseUrl = `${url}/v1.0`;
  const unassigned = await unassignDisabledUsersBySdk(createUsersServiceClient(adapter));
  process.stdout.write(`Unassigned ${unassigned} licenses.\n`);
}
