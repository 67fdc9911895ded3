import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { findFlaws } from './accessibility.ts';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.start();
});
afterEach(() => portal.closePages());
afterAll(() => portal.stop());

it('whoever opens a page signs in as a role of a tenant, and sees that page', async () => {
  const page = await portal.openSignedOut('/licenses');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Licenses' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/licenses');
});

it('an administrator unassigns a product from several users, and is told before and after what becomes of whom', async () => {
  const page = await portal.open('/');
  await page.getByRole('link', { name: 'Licenses' }).click();
  await page.getByRole('row', { name: 'Microsoft 365 E3' }).click();
  await page.getByRole('checkbox', { name: 'Select Accounts Payable' }).click();
  await page.getByRole('checkbox', { name: 'Select Brand Design' }).click();
  await page.getByRole('button', { name: 'Unassign licenses' }).click();
  const box = page.getByRole('alertdialog', { name: 'Unassign licenses' });
  await box.getByText('2 users are to lose Microsoft 365 E3.').waitFor();
  await box.getByText(/^Mailbox \(3 items, 149 bytes\): held, deleted on /).waitFor();
  await box
    .getByText('Microsoft 365 E3: comes through Head office and can only be taken there')
    .waitFor();
  await box.getByText('1 seat of Microsoft 365 E3 will be free.').waitFor();
  await box.getByRole('button', { name: 'Unassign', exact: true }).click();
  await box.getByText('1 user was changed.').waitFor();
  await box.getByRole('button', { name: 'Close' }).click();
  await page.getByText('11/15').waitFor();
  await page.getByRole('row', { name: 'Accounts Payable' }).waitFor({ state: 'detached' });
});

it('a reader sees the button, which says who may use it', async () => {
  const page = await portal.open('/licenses', { role: 'Global Reader' });
  await page.getByRole('row', { name: 'Microsoft 365 E5' }).click();
  const button = page.getByRole('button', { name: 'Unassign licenses' });
  await button.focus();
  await page
    .getByText('These may: Global Administrator, License Administrator and User Administrator.')
    .waitFor();
  expect(await button.getAttribute('aria-disabled')).toBe('true');
});

it('the pages are in Dutch for who reads Dutch', async () => {
  const page = await portal.open('/licenses', { language: 'nl' });
  await page.getByRole('heading', { name: 'Licenties' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Licenses' }).waitFor();
});

it.each([
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'nl' },
] as const)('nothing stands in the way of a screen reader: $theme, $language', async (viewer) => {
  const page = await portal.open('/licenses', viewer);
  await page.getByRole('row', { name: 'Microsoft 365 E5' }).waitFor();
  expect(await findFlaws(page)).toEqual([]);
  await page.getByRole('row', { name: 'Microsoft 365 E5' }).click();
  await page.getByRole('checkbox', { name: 'Legal Counsel' }).click();
  expect(await findFlaws(page)).toEqual([]);
  await page.getByRole('button', { name: /^(Unassign licenses|Licenties intrekken)$/ }).click();
  const box = page.getByRole('alertdialog');
  await box.getByRole('listitem').first().waitFor();
  expect(await findFlaws(page)).toEqual([]);
});
