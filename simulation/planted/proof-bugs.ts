import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes that take what is old, missing or unknown for a proof. */
export const proofBugs: readonly PlantedBug[] = [
  bug(
    'a product whose row is damaged is read as none in a decision',
    'lib/operations/engine/catalogs.ts',
    'refuseDamaged({ damaged }, read.users.flatMap(productsOf));',
    '',
  ),
  bug(
    'a damaged row fails what could go on without it',
    'lib/storage/rows/damaged-rows.ts',
    'if (!(error instanceof DamagedRowError)) throw error;',
    'if (!(error instanceof DamagedRowError) || error.key.length > 0) throw error;',
  ),
  bug(
    'a product nobody knows provides nothing',
    'lib/licensing/data.ts',
    'const isUnknown = hasUnknownProduct(assignments, occasion.products);',
    'const isUnknown = assignments.length > 1000;',
  ),
  bug(
    'a purge claims what a license provides',
    'lib/licensing/due.ts',
    'if (provided?.has(service) === true) {',
    'if (provided?.has(service) === null) {',
  ),
  bug(
    'a decision trusts a catalog that does not know a product',
    'lib/operations/engine/catalogs.ts',
    '!hasUnknownProduct(user.assignments, catalog.products) &&',
    'user.assignments.length >= 0 &&',
  ),
  bug(
    'a decision trusts older plans than the user was derived by',
    'lib/operations/engine/catalogs.ts',
    'areAsNewAs(catalog.products, user) &&',
    'user.plansVersions.length >= 0 &&',
  ),
  bug(
    'a new holder is decided on by older plans than the product has',
    'lib/operations/engine/catalogs.ts',
    'catalog.products.get(skuId)?.plansVersion === plansVersion,',
    'catalog.products.has(skuId) || plansVersion > 0,',
  ),
  bug(
    'as many freed seats beside hide a new holder from a change of plans',
    'lib/operations/engine/seat-ledger.ts',
    '([skuId, count]) => count !== 0 || this.#taken.has(skuId),',
    '([, count]) => count !== 0,',
  ),
  bug(
    'other plans are no other version',
    'lib/operations/tenant/import-products.ts',
    'return isOther ? { ...product, plansVersion: product.plansVersion + 1 } : product;',
    'return isOther ? { ...product, plansVersion: product.plansVersion } : product;',
  ),
  bug(
    'nobody is derived after an import with other plans',
    'lib/operations/after-commit/handle-operation.ts',
    "if (request.path === 'import' && request.kind === 'subscribedSkus') {",
    "if (request.path === 'import' && request.kind === 'items') {",
  ),
  bug(
    'the derivation of holders ends before the last page',
    'lib/operations/licenses/derive-holders.ts',
    'if (next === null) await noteDerived(store, message);',
    'if (next !== range.from) await noteDerived(store, message);',
  ),
  bug(
    'a catalog is kept that was forgotten while it was read',
    'lib/operations/engine/catalogs.ts',
    'if (forgotten !== this.#forgotten) return catalog;',
    'if (forgotten > this.#forgotten) return catalog;',
  ),
  bug(
    'a missing table is read as a missing row',
    'lib/storage/memory-tables.ts',
    `if (this.#lost.has(table)) return tableMissing(table);
    return Promise.resolve(this.#partition`,
    'return Promise.resolve(this.#partition',
  ),
  bug(
    'a table that the service does not find is a row it does not find',
    'lib/storage/azure-errors.ts',
    'if (!rowMissing.has(code)) return outage(',
    'if (code === undefined) return outage(',
  ),
  bug(
    'a start creates the table that was lost',
    'lib/storage/create-tables.ts',
    'if (full !== null && missing.length > 0) {',
    'if (full !== null && missing.length > tableNames.length) {',
  ),
  bug(
    'without a user row the whole vault of a person is deleted',
    'lib/operations/purge/purge-user.ts',
    'for (const row of await store.all(tombstonesOfPerson(store.tenantId, userId))) {',
    `for (const of of await vault.generations(userId)) await vault.deleteAll({ userId, ...of });
  for (const row of await store.all(tombstonesOfPerson(store.tenantId, userId))) {`,
  ),
  bug(
    'somebody who comes back begins among rows that are left',
    'lib/operations/tenant/new-user.ts',
    '...left.map((place) => ({ ...place, purgedAt: now, operationId })),',
    '...left.slice(left.length).map((place) => ({ ...place, purgedAt: now, operationId })),',
  ),
  bug(
    'a claim is made by products that were imported meanwhile',
    'lib/operations/engine/held-bases.ts',
    'for (const key of new Set(held)) {',
    'for (const key of new Set(held.slice(held.length))) {',
  ),
  bug(
    'seats of a product that came meanwhile are taken without being read',
    'lib/operations/engine/plan-part.ts',
    'while (wanted.some((skuId) => catalog.products.has(skuId) && !ledger.has(skuId))) {',
    'while (wanted.some((skuId) => catalog.products.has(skuId) && !wanted.includes(skuId))) {',
  ),
  bug(
    'the row of a hold outlives the user who was removed',
    'lib/operations/purge/purge-user.ts',
    '  if (row.value.holds.length > 0) {',
    '  if (row.value.holds.length > 50) {',
  ),
];
