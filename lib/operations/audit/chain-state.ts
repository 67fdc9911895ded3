import { z } from 'zod';
import type { TenantId } from '../../licensing/ids.ts';
import { OperationId } from '../../licensing/ids.ts';
import { Instant } from '../../licensing/time.ts';
import { auditRows } from '../../storage/rows/audit-entry-row.ts';
import { chainLineRows, chainLinkRows } from '../../storage/rows/chain-row.ts';
import { operationRows } from '../../storage/rows/operation-row.ts';
import { tombstoneRows } from '../../storage/rows/tombstone-row.ts';
import type { Range } from '../../storage/tables.ts';
import { genesisHash } from '../engine/chain-hash.ts';
import type { List } from '../lists/paging.ts';
import { fromSkipToken, isWithin, toSkipToken, wrongSkipToken } from '../lists/paging.ts';

/** Something that is not as it was written. */
export const AuditProblem = z.strictObject({
  kind: z.enum(['changed', 'removed', 'inserted']),
  what: z.enum(['operation', 'part', 'tombstone', 'line', 'link', 'head']),
  key: z.string().describe('The key of the row.'),
  operationId: OperationId.nullable(),
  link: z.number().int().nullable().describe('The link that names it.'),
  detail: z.string(),
});
export type AuditProblem = z.infer<typeof AuditProblem>;

/** Problems, one a row: what is found of a row first says most. */
export class AuditProblems {
  readonly #byKey = new Map<string, AuditProblem>();

  add(
    kind: AuditProblem['kind'],
    of: Pick<AuditProblem, 'what' | 'key' | 'detail'> & Partial<AuditProblem>,
  ): void {
    if (this.#byKey.has(of.key)) return;
    this.#byKey.set(of.key, { operationId: null, link: null, ...of, kind });
  }

  get all(): readonly AuditProblem[] {
    return [...this.#byKey.values()];
  }
}

/** What verifying has found, with all answers before this one. */
export const AuditVerification = z.strictObject({
  isIntact: z
    .boolean()
    .describe(
      'No problem here or in the answers before; of the whole chain once nextLink is null.',
    ),
  links: z.number().int(),
  records: z.number().int().describe('Records found as they were committed.'),
  removedByRetention: z.number().int().describe('Records that were kept their auditRetentionDays.'),
  foldedUntil: Instant.nullable().describe('What came later waits to be taken into the chain.'),
  head: z
    .strictObject({ sequence: z.number().int(), hash: z.string() })
    .nullable()
    .describe(
      'Keep it elsewhere and send its hash as `head`: then nobody can write the chain anew.',
    ),
  problems: z.array(AuditProblem),
});
export type AuditVerification = z.infer<typeof AuditVerification>;

const phases = ['links', 'lines', 'operations', 'tombstones', 'entries'] as const;
export type Phase = (typeof phases)[number];

/** How far verifying came, and what it carries over to the next answer. */
export interface VerifyState {
  readonly phase: Phase;
  /** The key to go on at; empty: from the beginning of the phase. */
  readonly from: string;
  readonly sequence: number;
  /** The hash of the link before; empty when that link can't be believed. */
  readonly hash: string;
  readonly until: string;
  readonly links: number;
  readonly records: number;
  readonly removed: number;
  readonly isIntact: boolean;
  readonly isHeadFound: boolean;
}

const firstState: VerifyState = {
  phase: 'links',
  from: '',
  sequence: 0,
  hash: genesisHash,
  until: '',
  links: 0,
  records: 0,
  removed: 0,
  isIntact: true,
  isHeadFound: false,
};

/** The rows each phase walks over. */
const rowsOfPhase: Readonly<Record<Phase, Range>> = {
  links: chainLinkRows,
  lines: chainLineRows,
  operations: operationRows,
  tombstones: tombstoneRows,
  entries: auditRows,
};

export function phaseAfter(phase: Phase): Phase | null {
  return phases[phases.indexOf(phase) + 1] ?? null;
}

/** A verification as its tokens know it. */
export function verifyList(tenantId: TenantId, head: string | null): List {
  return { kind: 'auditVerification', tenantId, query: { head } };
}

const count = z.coerce.number().int().nonnegative();
const flag = z.enum(['y', 'n']).transform((text) => text === 'y');
const State = z.tuple([
  z.enum(phases),
  z.string(),
  count,
  z.string(),
  z.string(),
  count,
  count,
  count,
  flag,
  flag,
]);

export function toVerifyToken(list: List, state: VerifyState): string {
  const { phase, from, sequence, hash, until, links, records, removed } = state;
  const flags = [state.isIntact, state.isHeadFound].map((is) => (is ? 'y' : 'n'));
  const fields = [phase, from, sequence, hash, until, links, records, removed, ...flags];
  return toSkipToken(list, fields.join('|'));
}

/**
 * Where verifying goes on.
 * @throws UnseatError invalidRequest for a token that is not one of this list
 */
export function fromVerifyToken(list: List, token: string | null): VerifyState {
  const text = fromSkipToken(list, token);
  if (text === null) return firstState;
  const parsed = State.safeParse(text.split('|'));
  if (!parsed.success) throw wrongSkipToken();
  const [phase, from, sequence, hash, until, links, records, removed, isIntact, isHeadFound] =
    parsed.data;
  if (from !== '' && !isWithin(rowsOfPhase[phase], from)) throw wrongSkipToken();
  return { phase, from, sequence, hash, until, links, records, removed, isIntact, isHeadFound };
}
