import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes in how an operation is committed, repeated and handled. */
export const operationBugs: readonly PlantedBug[] = [
  bug(
    'the record is put, not created',
    'lib/operations/engine/assemble-part.ts',
    'operationWrite(operation),',
    "{ ...operationWrite(operation), kind: 'put' },",
  ),
  bug(
    'the seat delta goes in a transaction of its own',
    'lib/operations/engine/run-operation.ts',
    'await submitWrites(session, store, plan.writes);',
    `await store.submit(plan.writes.filter(({ key }) => !key.includes('~d~')));
      const deltas = plan.writes.filter(({ key }) => key.includes('~d~'));
      if (deltas.length > 0) await store.submit(deltas);`,
  ),
  bug(
    'the day is marked after the commit',
    'lib/operations/engine/run-operation.ts',
    `await session.marks.mark(session.tenantId, plan.dues);
    try {
      await submitWrites(session, store, plan.writes);`,
    `try {
      await submitWrites(session, store, plan.writes);
      await session.marks.mark(session.tenantId, plan.dues);`,
  ),
  bug(
    'the message is sent before the commit',
    'lib/operations/engine/run-operation.ts',
    `await commitParts(session, { catalog, spec, head }, parts);
  if (!isRepeat) await sendRetentionMessage(session, session.tenantId, operationId);`,
    `if (!isRepeat) await sendRetentionMessage(session, session.tenantId, operationId);
  await commitParts(session, { catalog, spec, head }, parts);`,
  ),
  bug(
    'a lost message is not sent again',
    'lib/operations/purge/sweep-tenant.ts',
    'await sendRetentionMessage(services, tenantId, wakeUp.operationId);',
    'void wakeUp.operationId;',
  ),
  bug(
    'after an outage the record is not looked at',
    'lib/operations/engine/run-operation.ts',
    `failure = error;
`,
    `failure = error;
      if (error instanceof StorageOutage) throw error;
`,
  ),
  bug(
    'a refusal is believed although the operation was carried out',
    'lib/operations/engine/run-operation.ts',
    'if (!(error instanceof UnseatError) || !mayBeRecorded) throw error;',
    'if (mayBeRecorded || !mayBeRecorded) throw error;',
  ),
  bug(
    'what a crash left is not finished',
    'lib/operations/after-commit/handle-operation.ts',
    'await finishOperation(services, store, found, now);',
    '',
  ),
  bug(
    'an undo that was cut off is not finished',
    'lib/operations/after-commit/finish-operation.ts',
    "case 'undo': {",
    "case 'undo': { if (parts.length > 0) return;",
  ),
  bug(
    'a poisoned message takes the wake-up with it',
    'lib/operations/after-commit/handle-operation.ts',
    "...(message === 'handled'",
    '...(message !== null',
  ),
  bug(
    'an idempotency key is anybody’s',
    'lib/operations/engine/operation-id.ts',
    'hash([tenantId, caller.kind, caller.id, route, idempotencyKey])',
    'hash([tenantId, caller.kind === caller.id, route, idempotencyKey])',
  ),
  bug(
    'an undo is answered with an empty result in front',
    'lib/operations/engine/assemble-part.ts',
    '...(whole.result === undefined ? [] : [whole.result]),',
    'whole.result ?? null,',
  ),
  bug(
    'a repeated delete by name asks for the name again',
    'lib/api/request-user.ts',
    'return userUnderKey(session, () => findUserId(session.store, idOrName));',
    'return findUserId(session.store, idOrName);',
  ),
  bug(
    'a request does not ask its record again when its twin was faster',
    'lib/operations/engine/recorded.ts',
    'if (recordedBeside === null) throw error;',
    'if (recordedBeside !== undefined) throw error;',
  ),
  bug(
    'a repeated undo asks for what was undone again',
    'lib/operations/licenses/undo-operation.ts',
    'const found = await store.operation(operationId);\n  return found === null',
    'const found = await takenBy(store, operationId);\n  return found === null',
  ),
  bug(
    'a repeated delegate is refused when the delegate is deleted',
    'lib/operations/held-data/delegate-data.ts',
    '  return changeUser(session, change, (user) => {\n    if (delegate === null',
    `  if (delegate?.value.deletion) throw notFound('user', delegateId);
  return changeUser(session, change, (user) => {
    if (delegate === null`,
  ),
  bug(
    'an audit chain that another sweep has begun is called broken',
    'lib/operations/audit/fold-chain.ts',
    'if (begun !== null) return begun;',
    '',
  ),
  bug(
    'the answer of a repeat says when it was repeated',
    'lib/operations/engine/run-operation.ts',
    'return { operationId, at: parts[0]?.at ?? head.at, parts };',
    'return { operationId, at: session.now, parts };',
  ),
  bug(
    'a repeat that finishes what was cut off says when it was repeated',
    'lib/operations/engine/run-operation.ts',
    'const ofAll = { ...head, at: parts[0]?.at ?? head.at };',
    'const ofAll = head;',
  ),
  bug(
    'an import lets a deleted user through',
    'lib/operations/tenant/import-users.ts',
    'if (user?.deletion && !isRemoved(user)) {',
    'if (user?.deletion && isRemoved(user)) {',
  ),
  bug(
    'a derived row that is missing keeps its user from every change',
    'lib/operations/engine/submit-writes.ts',
    'if (!isOfDerivedRow(error, writes)) throw error;',
    'if (!isOfDerivedRow(error, []) || writes.length > 0) throw error;',
  ),
  bug(
    'a derived name is taken from somebody who has it',
    'lib/operations/engine/submit-writes.ts',
    'if (derivedRowsOf(owner?.value ?? null).has(key)) return write;',
    'if (derivedRowsOf(owner?.value ?? null).has(row.partition)) return write;',
  ),
  bug(
    'a derived row is repaired for what its user was',
    'lib/operations/tenant/repair-tenant.ts',
    'return { after: writes.length > 0 ? user : null, result, writes };',
    'return { after: null, result, writes };',
  ),
];
