import { beforeEach, describe, expect, it } from 'vitest';
import { importGroups } from '../../../lib/operations/tenant/import-groups.ts';
import { importOrganization } from '../../../lib/operations/tenant/import-organization.ts';
import { readGroup, readOrganization } from '../../../lib/operations/tenant/read-directory.ts';
import { wholeGroupRows } from '../../../lib/storage/rows/directory/directory-object-row.ts';
import { MemoryWorld, tenantId } from '../../../simulation/builders/memory-world.ts';
import { groupId } from '../../../simulation/builders/users.ts';

const group = {
  id: groupId(1).toUpperCase(),
  displayName: 'Sales',
  description: null,
  mailEnabled: false,
  securityEnabled: true,
  groupTypes: ['DynamicMembership'],
  membershipRule: 'user.department -eq "Sales"',
  assignedLicenses: [{ skuId: 'x', disabledPlans: [] }],
};
const organization = {
  id: tenantId.toUpperCase(),
  displayName: 'Contoso',
  countryLetterCode: 'NL',
  verifiedDomains: [{ name: 'contoso.com', isDefault: true }],
};

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([], []);
});

const takeGroups = (...groups: readonly unknown[]) => importGroups(world.session(), groups);
const takeOrganization = (...entries: readonly unknown[]) =>
  importOrganization(world.session(), entries);

describe('A group', () => {
  it('is kept whole, beside its name', async () => {
    expect(await takeGroups(group)).toMatchObject({ accepted: 1 });
    expect(await readGroup(world.session(), groupId(1))).toEqual({ ...group, id: groupId(1) });
    const { groups } = await world.services.catalogs.of(tenantId, world.now);
    expect(groups.get(groupId(1))).toBe('Sales');
  });

  it('changes when any of its properties does, and not by their order', async () => {
    await takeGroups(group);
    const { displayName, ...rest } = group;
    expect(await takeGroups({ ...rest, displayName })).toMatchObject({ accepted: 0, unchanged: 1 });
    expect(await takeGroups({ id: group.id, displayName })).toMatchObject({ unchanged: 1 });
    expect(await takeGroups({ ...group, mailEnabled: true })).toMatchObject({ accepted: 1 });
    expect(await readGroup(world.session(), groupId(1))).toMatchObject({ mailEnabled: true });
  });

  it('too large for a row is named in bytes, and the others go in', async () => {
    const large = { ...group, description: 'x'.repeat(600_000) };
    const answer = await takeGroups(large, { id: groupId(2), displayName: 'Small' });
    expect(answer).toMatchObject({
      accepted: 1,
      rejected: [{ index: 0, reason: expect.stringContaining('1048576 are the most') }],
    });
    expect(await world.store.all(wholeGroupRows)).toHaveLength(1);
  });
});

describe('The organization', () => {
  it('is kept whole', async () => {
    expect(await takeOrganization(organization)).toMatchObject({ accepted: 1 });
    expect(await readOrganization(world.session())).toEqual({ ...organization, id: tenantId });
    expect(await takeOrganization(organization)).toMatchObject({ accepted: 0, unchanged: 1 });
    expect(await takeOrganization({ ...organization, countryLetterCode: 'BE' })).toMatchObject({
      accepted: 1,
    });
  });

  it('too large for a row is named, and changes nothing', async () => {
    const large = { ...organization, displayName: 'Other', notes: 'x'.repeat(600_000) };
    expect(await takeOrganization(large)).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] });
    expect((await world.store.tenant())?.value.displayName).toBe('Contoso');
    expect(await readOrganization(world.session())).toBeNull();
  });
});
