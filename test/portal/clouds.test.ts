import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { guid } from '../../simulation/builders/products.ts';
import { Portal } from './portal.ts';
import { walk } from './walk.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.start();
});
afterEach(() => portal.closePages());
afterAll(() => portal.stop());

/** The words of the admin article, and how they are said in Dutch. */
const words = {
  en: {
    billing: 'Billing',
    licenses: 'Licenses',
    users: 'Users',
    activeUsers: 'Active users',
    select: (name: string) => `Select ${name}`,
    unassignLicenses: 'Unassign licenses',
    unassign: 'Unassign',
    licensesAndApps: 'Licenses and Apps',
    saveChanges: 'Save changes',
    moreOptions: 'More options (...)',
    manage: 'Manage product licenses',
    replaceExisting: 'Replace existing product license assignments',
    next: 'Next',
    replaceProducts: 'Replace existing products',
    removeAll: 'Remove all product licenses from the selected users',
    replace: 'Replace',
    close: 'Close',
    one: '1 user was changed.',
    two: '2 users were changed.',
  },
  nl: {
    billing: 'Facturering',
    licenses: 'Licenties',
    users: 'Gebruikers',
    activeUsers: 'Actieve gebruikers',
    select: (name: string) => `${name} selecteren`,
    unassignLicenses: 'Licenties intrekken',
    unassign: 'Intrekken',
    licensesAndApps: 'Licenties en apps',
    saveChanges: 'Wijzigingen opslaan',
    moreOptions: 'Meer opties (...)',
    manage: 'Productlicenties beheren',
    replaceExisting: 'Bestaande productlicentietoewijzingen vervangen',
    next: 'Volgende',
    replaceProducts: 'Bestaande producten vervangen',
    removeAll: 'Alle productlicenties van de geselecteerde gebruikers verwijderen',
    replace: 'Vervangen',
    close: 'Sluiten',
    one: '1 gebruiker is gewijzigd.',
    two: '2 gebruikers zijn gewijzigd.',
  },
} as const;

const first = guid(3, 1);
const second = guid(3, 2);

/** Goes to a page by the navigation, whose categories stand open unless somebody has closed them. */
async function goTo(page: Page, category: string, name: string): Promise<void> {
  const button = page.getByRole('button', { name: category });
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

const tickBox = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });

describe.each(['en', 'nl'] as const)('The worldwide admin center, in %s', (language) => {
  const t = words[language];

  it('unassigns a product on the Licenses page', async () => {
    const tenant = await portal.newTenant('worldwide');
    const page = await portal.open('/', { language, tenantId: tenant.tenantId });
    await walk('W-A', [
      () => goTo(page, t.billing, t.licenses),
      () => page.getByRole('row', { name: 'E3' }).click(),
      async () => {
        await tickBox(page, t.select('Person 1')).click();
        await tickBox(page, t.select('Person 2')).click();
      },
      () => page.getByRole('button', { name: t.unassignLicenses }).click(),
      async () => {
        const box = page.getByRole('alertdialog', { name: t.unassignLicenses });
        await box.getByRole('button', { name: t.unassign, exact: true }).click();
        await box.getByText(t.two).waitFor();
      },
    ]);
    expect(await tenant.consumed('E3')).toBe(6);
    expect((await tenant.user(first)).licenses.map(({ skuPartNumber }) => skuPartNumber)).toEqual([
      'POWER_BI',
    ]);
  });

  it('takes chosen licenses from one user', async () => {
    const tenant = await portal.newTenant('worldwide');
    const page = await portal.open('/', { language, tenantId: tenant.tenantId });
    await walk('W-B', [
      () => goTo(page, t.users, t.activeUsers),
      () => page.getByRole('row', { name: 'Person 1' }).click(),
      () => page.getByRole('tab', { name: t.licensesAndApps }).click(),
      async () => {
        await page.getByRole('button', { name: `${t.licenses} (2)`, expanded: true }).waitFor();
        await page.getByRole('checkbox', { name: /E3/ }).click();
        await page.getByRole('button', { name: t.saveChanges }).click();
        await page.getByText(t.one).waitFor();
      },
    ]);
    expect((await tenant.user(first)).licenses.map(({ skuPartNumber }) => skuPartNumber)).toEqual([
      'POWER_BI',
    ]);
  });

  it('takes all licenses from several users', async () => {
    const tenant = await portal.newTenant('worldwide');
    const page = await portal.open('/', { language, tenantId: tenant.tenantId });
    const pane = (name: string) => page.getByRole('dialog', { name });
    await walk('W-C', [
      () => goTo(page, t.users, t.activeUsers),
      async () => {
        await tickBox(page, t.select('Person 1')).click();
        await tickBox(page, t.select('Person 2')).click();
      },
      async () => {
        await page.getByRole('button', { name: t.moreOptions }).click();
        await page.getByRole('menuitem', { name: t.manage }).click();
      },
      async () => {
        await pane(t.manage).getByRole('radio', { name: t.replaceExisting }).click();
        await pane(t.manage).getByRole('button', { name: t.next }).click();
      },
      async () => {
        const replace = pane(t.replaceProducts);
        await replace.getByRole('checkbox', { name: t.removeAll }).click();
        await replace.getByRole('button', { name: t.replace, exact: true }).click();
        await replace.getByText(t.two).waitFor();
        await replace.getByRole('button', { name: t.close, exact: true }).click();
        await replace.waitFor({ state: 'detached' });
      },
    ]);
    expect((await tenant.user(first)).licenses).toEqual([]);
    expect((await tenant.user(second)).licenses).toEqual([]);
  });
});

describe.each(['germany', '21vianet'] as const)('The admin center of %s', (cloud) => {
  it('has no Licenses page, and says which one does its work', async () => {
    const tenant = await portal.newTenant(cloud);
    const page = await portal.open('/licenses', { tenantId: tenant.tenantId });
    await page.getByText('Licenses are taken away at Users > Active users.').waitFor();
    expect(await page.getByRole('link', { name: 'Licenses' }).count()).toBe(0);
  });

  it('switches chosen licenses of one user off', async () => {
    const tenant = await portal.newTenant(cloud);
    const page = await portal.open('/', { tenantId: tenant.tenantId });
    const licenses = page.getByRole('dialog', { name: 'Product licenses' });
    const user = page.getByRole('dialog', { name: 'Person 1' });
    await walk(`${cloud}-B`, [
      () => goTo(page, 'Users', 'Active users'),
      () => page.getByRole('row', { name: 'Person 1' }).click(),
      () => user.getByRole('button', { name: 'Edit' }).click(),
      () => licenses.getByRole('switch', { name: /E3 On/ }).click(),
      async () => {
        await licenses.getByRole('button', { name: 'Save', exact: true }).click();
        await licenses.getByText('1 user was changed.').waitFor();
        await licenses.getByRole('button', { name: 'Close', exact: true }).click();
        await licenses.waitFor({ state: 'detached' });
        await user.getByRole('button', { name: 'Close', exact: true }).click();
        await user.waitFor({ state: 'detached' });
      },
    ]);
    expect((await tenant.user(first)).licenses.map(({ skuPartNumber }) => skuPartNumber)).toEqual([
      'POWER_BI',
    ]);
  });

  it('takes all licenses from several users through the pane Bulk actions', async () => {
    const tenant = await portal.newTenant(cloud);
    const page = await portal.open('/', { tenantId: tenant.tenantId });
    const bulk = page.getByRole('complementary', { name: 'Bulk actions' });
    const replace = page.getByRole('dialog', { name: 'Replace existing products' });
    await walk(`${cloud}-C`, [
      () => goTo(page, 'Users', 'Active users'),
      async () => {
        await tickBox(page, 'Select Person 1').click();
        await bulk.waitFor();
        await tickBox(page, 'Select Person 2').click();
      },
      () => bulk.getByRole('button', { name: 'Edit product licenses' }).click(),
      async () => {
        await replace
          .getByRole('radio', { name: 'Replace existing product license assignments' })
          .click();
        await replace.getByRole('button', { name: 'Next' }).click();
      },
      async () => {
        await replace
          .getByRole('checkbox', { name: 'Remove all product licenses from the selected users' })
          .click();
        await replace.getByRole('button', { name: 'Replace', exact: true }).click();
        await replace.getByText('2 users were changed.').waitFor();
        await replace.getByRole('button', { name: 'Close', exact: true }).click();
        await replace.waitFor({ state: 'detached' });
        await bulk.getByRole('button', { name: 'Close', exact: true }).click();
        await bulk.waitFor({ state: 'detached' });
      },
    ]);
    expect(await tenant.consumed('E3')).toBe(6);
    expect(await tickBox(page, 'Select Person 1').isChecked()).toBe(false);
  });
});
