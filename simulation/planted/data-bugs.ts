import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes in what happens to data. */
export const dataBugs: readonly PlantedBug[] = [
  bug(
    'a purge writes over a user who has changed',
    'lib/operations/purge/purge-user.ts',
    'await submitWrites(services, store, [...own, ...writes]);',
    `await store.submit([
    ...own.map((write) => (write.kind === 'replace' ? ({ ...write, kind: 'put' } as const) : write)),
    ...writes,
  ]);`,
  ),
  bug(
    'a purge trusts the clock of its machine alone',
    'lib/operations/engine/clocks.ts',
    'return { now, dueBy: earlierOf(now, storage) };',
    'return { now, dueBy: now };',
  ),
  bug(
    'vault rows go before the claim',
    'lib/operations/purge/purge-user.ts',
    'if (settled !== row.value) {',
    `if (settled !== row.value) {
    for (const { service, generation } of settled.claims) {
      await vault.deleteAll({ userId: settled.id, service, generation });
    }`,
  ),
  bug(
    'a purge does not look once more',
    'lib/licensing/due.ts',
    "if (claim.phase === 'recheck') return [];",
    'if (claim.phase.length > 0) return [];',
  ),
  bug(
    'purgeable only after the due instant',
    'lib/licensing/due.ts',
    'before.until > dueBy) return before;',
    'before.until >= dueBy) return before;',
  ),
  bug(
    'a hold does not stop the purge',
    'lib/licensing/due.ts',
    'if (isUnderHold(user)) return',
    'if (user.holds.length > 1) return',
  ),
  bug(
    'the generation does not move',
    'lib/licensing/due.ts',
    'generation: before.generation + 1,',
    'generation: before.generation,',
  ),
  bug(
    'a restored user’s OneDrive keeps its clock',
    'lib/licensing/data.ts',
    "if (service === 'oneDrive' && isClocked) return moved(before, 'kept', occasion);",
    '',
  ),
  bug(
    'a lifted hold ends a clock at once',
    'lib/licensing/holds.ts',
    'const lifted = { ...remaining, holdsLiftedAt: occasion.now };',
    'const lifted = { ...remaining, holdsLiftedAt: null };',
  ),
  bug(
    'marks go the same day',
    'lib/operations/purge/old-marks.ts',
    'const marksStayDays = 2;',
    'const marksStayDays = -1;',
  ),
  bug(
    'a sweep looks at today’s range alone',
    'lib/operations/purge/sweep-tenant.ts',
    'const range = wakeUpsUntil(now);',
    'const range = { ...wakeUpsUntil(now), from: `D~${now.slice(0, 10).replaceAll("-", "")}` };',
  ),
  bug(
    'an item that could not be counted is deleted',
    'lib/operations/held-data/put-items.ts',
    'if (current === null) {\n    await vault.remove(',
    'if (current !== undefined) {\n    await vault.remove(',
  ),
  bug(
    'the name of a gone user stays until the second look',
    'lib/licensing/due.ts',
    'return isRemoved(settled) ? withoutPerson(settled) : settled;',
    'return settled;',
  ),
  bug(
    'an empty page of tombstones is a user who never was',
    'lib/operations/held-data/read-data.ts',
    'const { rows } = await store.slice(tombstonesOf(store.tenantId, userId, service), 1);',
    'const { rows } = await store.page(tombstonesOf(store.tenantId, userId, service), { top: 1 });',
  ),
  bug(
    'a purge replaces the tombstone of the same generation',
    'lib/storage/rows/tombstone-row.ts',
    "kind: 'create', key, properties: toDocument(Tombstone, tombstone)",
    "kind: 'put', key, properties: toDocument(Tombstone, tombstone)",
  ),
  bug(
    'a permanent deletion does not stop at a hold',
    'lib/operations/held-data/refuse-deletion.ts',
    'if (isUnderHold(user)) {',
    'if (user.holds.length > 1) {',
  ),
  bug(
    'a permanent deletion does not ask the delay hold',
    'lib/operations/held-data/refuse-deletion.ts',
    'if (soonest > dueBy) {',
    'if (soonest < dueBy) {',
  ),
  bug(
    'a permanent deletion that is cut off after its claim is answered with an outage',
    'lib/operations/purge/delete-permanently.ts',
    'if (!(error instanceof ClocksApartError) && !(error instanceof StorageOutage)) throw error;',
    'if (!(error instanceof ClocksApartError)) throw error;',
  ),
  bug(
    'a tombstone counts what its last round deleted',
    'lib/operations/purge/purge-user.ts',
    'const itemCount = Math.max(claim.itemCount ?? 0, deleted);',
    'const itemCount = deleted;',
  ),
  bug(
    'a name is logged',
    'lib/operations/purge/purge-user.ts',
    "note(services, { event: 'purged', tenantId: store.tenantId, services: claims.length, items });",
    'services.log(`purge: ${claims.length} services of ${user.displayName}, ${items} items deleted`);',
  ),
  bug(
    'an item is written without the check of its generation',
    'lib/operations/held-data/put-items.ts',
    'return row !== null && data && isThere ?',
    'return row !== null && data ?',
  ),
  bug(
    'a sweep does not go on',
    'lib/operations/purge/sweep-tenant.ts',
    "marks: [], from: next };\n    await services.queues.send('sweeps', message);",
    'marks: [], from: next };\n    services.log(message.kind);',
  ),
  bug(
    'a mark goes although the chain of the audit is behind',
    'lib/operations/purge/sweep-tenant.ts',
    'const isDone = isIdle && isFolded && ',
    'const isDone = isIdle && ',
  ),
];
