import { z } from 'zod';
import { mostBytes } from '../http/read-input.ts';
import {
  maxUsersOfActiveUsers,
  maxUsersOfJob,
  maxUsersOnLicensesPage,
} from '../licensing/paths.ts';
import { maxProductsPerUser } from '../licensing/user.ts';
import { maxUsersOfSearch } from '../operations/ediscovery/search-mailboxes.ts';
import { mostContent } from '../operations/held-data/item-input.ts';
import { maxEntriesOfPart } from '../operations/tenant/import-tenant.ts';
import { mostOnPage, mostRowsOnPage } from './inputs.ts';

const count = z.number().int().positive();

/** What one request takes at the most, for pages that say it before somebody comes up against it. */
export const RequestLimits = z.strictObject({
  usersOnLicensesPage: count.describe('Users of POST /api/products/{skuId}/unassign.'),
  usersOfActiveUsers: count.describe('Users of POST /api/users/unassign-all.'),
  usersOfJob: count.describe('Users of POST /api/jobs.'),
  productsPerUser: count.describe('Products a user can hold, and a request can name.'),
  usersOfSearch: count.describe('User ids of POST /api/ediscovery/searches.'),
  entriesOfImport: count.describe('Entries of one part of an import.'),
  contentCharacters: count.describe('Characters of an item.'),
  bodyBytes: count,
  top: count.describe('Values of a page.'),
  topOfView: count.describe('Values of a page with view=list.'),
});
export type RequestLimits = z.infer<typeof RequestLimits>;

export const requestLimits: RequestLimits = {
  usersOnLicensesPage: maxUsersOnLicensesPage,
  usersOfActiveUsers: maxUsersOfActiveUsers,
  usersOfJob: maxUsersOfJob,
  productsPerUser: maxProductsPerUser,
  usersOfSearch: maxUsersOfSearch,
  entriesOfImport: maxEntriesOfPart,
  contentCharacters: mostContent,
  bodyBytes: mostBytes,
  top: mostOnPage,
  topOfView: mostRowsOnPage,
};
