/** The pages, by the one segment of their address; the first is the start. `signed-in` is where Entra sends people back to. */
export const pageNames = [
  '',
  'users',
  'deleted-users',
  'licenses',
  'products',
  'held',
  'holds',
  'search',
  'activity',
  'notices',
  'settings',
  'signed-in',
] as const;
export type PageName = (typeof pageNames)[number];

/** Whether an address is one of a page. */
export function isPageName(name: string): name is PageName {
  return pageNames.some((known) => known === name);
}
