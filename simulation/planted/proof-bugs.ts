import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes that take what is old, missing or unknown for a proof. */
export const proofBugs: readonly PlantedBug[] = [
  bug(
    'a product whose row is damaged is read as none in a decision',
    'lib/operations/engine/catalogs.ts',
    'refuseDamaged({ damaged }, users.flatMap(productsOf));',
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
];
