import { expect, it } from 'vitest';
import { serviceNameOf, serviceNames } from '../../lib/graph/users/plan-service-names.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { askGraph } from '../in-memory/ask.ts';

// What public dumps of users show.
it.each([
  ['EXCHANGE_S_ENTERPRISE', 'exchange'],
  ['EXCHANGE_ANALYTICS', 'exchange'],
  ['MICROSOFTBOOKINGS', 'exchange'],
  ['MIP_S_CLP2', 'exchange'],
  ['SHAREPOINTENTERPRISE', 'SharePoint'],
  ['SHAREPOINTWAC', 'SharePoint'],
  ['TEAMS1', 'TeamspaceAPI'],
  ['MCOEV', 'MicrosoftCommunicationsOnline'],
  ['OFFICESUBSCRIPTION', 'MicrosoftOffice'],
  ['EXCEL_PREMIUM', 'MicrosoftOffice'],
  ['AAD_PREMIUM_P2', 'AADPremiumService'],
  ['MFA_PREMIUM', 'MultiFactorService'],
  ['RMS_S_PREMIUM2', 'RMSOnline'],
  ['INTUNE_A', 'SCO'],
  ['YAMMER_ENTERPRISE', 'YammerEnterprise'],
  ['BI_AZURE_P2', 'PowerBI'],
  ['FLOW_O365_P3', 'ProcessSimple'],
  ['FORMS_PLAN_E5', 'OfficeForms'],
  ['Deskless', 'Deskless'],
  ['TEAMSPRO_MGMT', null],
  ['VIVA_LEARNING_SEEDED', null],
])('%s belongs to %s', (plan, service) => {
  expect(serviceNameOf(plan)).toBe(service);
});

it('a service is read and filtered under one name; one that nobody knows is refused, and finds nobody never', async () => {
  const world = new MemoryWorld();
  const bi = user([direct('POWER_BI')], { id: userId(2), userPrincipalName: 'b@contoso.com' });
  await world.load([product('E3'), product('POWER_BI')], [user([direct('E3')]), bi]);
  const asked = async (test: string) => {
    const filter = encodeURIComponent(`assignedPlans/any(p:${test})`);
    return askGraph(world, 'GET', `/users?$select=id,assignedPlans&$filter=${filter}`);
  };
  for (const service of ['exchange', 'SharePoint', 'teamspaceapi', 'ProcessSimple']) {
    expect(
      await asked(`p/service eq '${service}' and p/capabilityStatus eq 'Enabled'`),
    ).toMatchObject({
      body: { value: [{ id: userId(1), assignedPlans: expect.any(Array) }] },
    });
  }
  const { body } = await askGraph(world, 'GET', `/users/${userId(1)}?$select=assignedPlans`);
  expect(JSON.stringify(body)).toContain('"service":"TeamspaceAPI"');
  for (const test of ["p/service eq 'EXCHANGE_S_ENTERPRISE'", "startswith(p/service,'Exch')"]) {
    const refused = await asked(test);
    const error = {
      code: 'Request_UnsupportedQuery',
      message: expect.stringContaining(serviceNames.join(', ')),
    };
    expect(refused).toMatchObject({ status: 400, body: { error } });
  }
});
