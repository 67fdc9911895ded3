import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { importGroups } from '../../lib/operations/tenant/import-groups.ts';
import { importOrganization } from '../../lib/operations/tenant/import-organization.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, inherited, user } from '../../simulation/builders/users.ts';
import { askGraph } from '../in-memory/ask.ts';
import type { Expected, ScriptRequest } from './script-families.ts';
import {
  blocked,
  failing,
  holder,
  inGroup,
  larger,
  sales,
  scriptFamilies,
} from './script-families.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  const inError = { ...inherited('E3'), state: 'Error', error: 'CountViolation' } as const;
  const names = ['a', 'b', 'c', 'd'].map((name) => ({ userPrincipalName: `${name}@contoso.com` }));
  await world.load(
    [
      product('E3'),
      product(larger, 100, [
        'EXCHANGE_S_ENTERPRISE',
        'SHAREPOINTENTERPRISE',
        'TEAMS1',
        'OFFICESUBSCRIPTION',
        'FLOW_P2',
        'POWER_BI_PRO_PLAN',
      ]),
    ],
    [
      user([direct('E3')], { ...names[0], id: blocked, accountEnabled: false }),
      user([direct('E3')], { ...names[1], id: holder }),
      user([inherited('E3')], { ...names[2], id: inGroup }),
      user([inError], { ...names[3], id: failing }),
    ],
  );
  const assignedLicenses = [{ skuId: skuId('E3'), disabledPlans: [] }];
  await importGroups(world.session(), [{ id: sales, displayName: 'Sales', assignedLicenses }]);
  const verifiedDomains = [{ name: 'contoso.com', isDefault: true }];
  await importOrganization(world.session(), [
    { id: tenantId, displayName: 'Contoso', verifiedDomains },
  ]);
});

async function replay({ method, path, body, expected }: ScriptRequest): Promise<void> {
  const [bare = '', query] = path.split('?');
  const url = query === undefined ? bare : `${bare}?${query.replaceAll(' ', '%20')}`;
  const answer = await askGraph(world, method, url, { body });
  if ('refused' in expected) {
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(expected.refused) } },
    });
    return;
  }
  expect(answer).toMatchObject({ status: expect.toSatisfy((status) => status < 300) });
  if ('ids' in expected) {
    expect(Object(answer.body).value.map(({ id }: { readonly id: string }) => id)).toEqual(
      expected.ids,
    );
  } else if (Object.keys(expected.has).length > 0) {
    expect(answer.body).toMatchObject(expected.has);
  }
}

describe.each(scriptFamilies)('$name', ({ requests }) => {
  it('is answered request by request, or refused in one sentence', async () => {
    for (const request of requests) await replay(request);
  });
});

function shownPath({ method, path }: ScriptRequest): string {
  const [bare = '', query] = path.split('?');
  const named = bare.replaceAll(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/{id}');
  const options = query?.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{sku}');
  return `\`${method} ${named}${options === undefined ? '' : `?${options}`}\``;
}

function shownAnswer(expected: Expected): string {
  return 'refused' in expected ? `400, names \`${expected.refused}\`` : 'answered';
}

it('the documentation lists these families as they are replayed here', () => {
  const lines = scriptFamilies.flatMap(({ name, requests }) =>
    requests.map((request, index) => [
      index === 0 ? name : '',
      shownPath(request),
      shownAnswer(request.expected),
    ]),
  );
  const text = readFileSync('docs/graph-compatibility.md', 'utf8');
  const section = /\n## Families of scripts\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  const cells = rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells).toEqual(lines);
});
