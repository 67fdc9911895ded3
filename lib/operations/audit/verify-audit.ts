import pMap from 'p-map';
import { keyAfter } from '../../storage/keys.ts';
import { auditRows } from '../../storage/rows/audit-entry-row.ts';
import { chainLineRows, chainLinkRows, fromLineRow } from '../../storage/rows/chain-row.ts';
import { DamagedRowError } from '../../storage/rows/document.ts';
import { operationRows } from '../../storage/rows/operation-row.ts';
import { chainNameTime } from '../../storage/rows/record-name.ts';
import { tombstoneRows } from '../../storage/rows/tombstone-row.ts';
import type { Range, Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { RecordChecks } from './chain-checks.ts';
import { ChainIndex, readHead, readLink } from './chain-index.ts';
import { checkHead, checkLink } from './chain-links.ts';
import type { AuditVerification, VerifyState } from './chain-state.ts';
import {
  AuditProblems,
  fromVerifyToken,
  phaseAfter,
  toVerifyToken,
  verifyList,
} from './chain-state.ts';
import { readsAtOnce } from '../engine/load-users.ts';
import type { Session } from '../engine/session.ts';

/** Links, records and rows one request looks at. */
const mostLooks = 400;
const linksAtOnce = 50;
const rowsAtOnce = 200;
const atOnce = { concurrency: readsAtOnce };

/**
 * Recomputes the chain of the audit from the rows: first every link and the records it names, then what waits for the
 * chain, then whether every record that is there is named. A large tenant takes several requests.
 */
export async function verifyAudit(
  session: Session,
  query: { readonly head: string | null; readonly skipToken: string | null },
): Promise<{ readonly verification: AuditVerification; readonly skipToken: string | null }> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const list = verifyList(session.tenantId, query.head);
  const run = new VerifyRun(store, query.head);
  let state: VerifyState | null = fromVerifyToken(list, query.skipToken);
  let reached = state;
  for (let looks = 0; state !== null && looks < mostLooks; looks = run.looks) {
    reached = state;
    state = await run.step(state);
  }
  const { found, removed } = await run.records.finish();
  const problems = [...run.problems.all];
  const total: VerifyState = {
    ...(state ?? reached),
    records: reached.records + found,
    removed: reached.removed + removed,
    isIntact: reached.isIntact && problems.length === 0,
  };
  const head = await readHead(store);
  const known = head === 'damaged' ? null : head;
  return {
    verification: {
      isIntact: total.isIntact,
      links: total.links,
      records: total.records,
      removedByRetention: total.removed,
      foldedUntil: known && chainNameTime(known.until),
      head: known && { sequence: known.sequence, hash: known.hash },
      problems,
    },
    skipToken: state === null ? null : toVerifyToken(list, total),
  };
}

/** The steps of one request. */
class VerifyRun {
  readonly problems = new AuditProblems();
  readonly records: RecordChecks;
  readonly #store: TenantStore;
  readonly #index: ChainIndex;
  readonly #keptHead: string | null;
  looks = 0;

  constructor(store: TenantStore, keptHead: string | null) {
    this.#store = store;
    this.#index = new ChainIndex(store);
    this.#keptHead = keptHead;
    this.records = new RecordChecks(store, this.#index, this.problems);
  }

  /** @returns where to go on; null at the end */
  step(state: VerifyState): Promise<VerifyState | null> {
    switch (state.phase) {
      case 'links':
        return this.#links(state);
      case 'lines':
        return this.#rows(state, chainLineRows, (row) => this.#line(row));
      case 'operations':
        return this.#rows(state, operationRows, (row) => this.records.checkRow(row));
      case 'tombstones':
        return this.#rows(state, tombstoneRows, (row) => this.records.checkRow(row));
      case 'entries':
        return this.#rows(state, auditRows, (row) => this.records.checkRow(row));
    }
  }

  async #links(begin: VerifyState): Promise<VerifyState> {
    const { from, to } = chainLinkRows;
    const { rows } = await this.#store.slice({ from: begin.from || from, to }, linksAtOnce);
    let state = begin;
    for (const row of rows) {
      if (this.looks >= mostLooks) return state;
      const read = readLink(row);
      this.#index.add(read);
      state = { ...checkLink(this.problems, state, read), from: keyAfter(row.key) };
      if (read.isSound && read.link?.hash === this.#keptHead)
        state = { ...state, isHeadFound: true };
      const { link } = read;
      const records = link !== null && read.isSound ? link.records : [];
      await pMap(records, (record) => this.records.checkRecord(record, link), atOnce);
      this.looks += 1 + records.length;
    }
    return rows.length > 0 ? state : this.#head(state);
  }

  /** After a look behind the last link: what the head names must be there by now, or was added after that look. */
  async #head(state: VerifyState): Promise<VerifyState> {
    const head = await readHead(this.#store);
    if (head !== null && head !== 'damaged' && head.sequence > state.sequence) {
      const { from, to } = chainLinkRows;
      const { rows } = await this.#store.slice({ from: state.from || from, to }, 1);
      if (rows.length > 0) return state;
    }
    checkHead(this.problems, state, await this.#index.linkAt(state.until), head);
    if (this.#keptHead !== null && !state.isHeadFound) {
      const detail = `No link has the hash ${this.#keptHead} any more.`;
      this.problems.add('removed', { what: 'link', key: chainLinkRows.from, detail });
    }
    return { ...state, phase: 'lines', from: '' };
  }

  async #rows(
    state: VerifyState,
    range: Range,
    check: (row: Row) => Promise<void>,
  ): Promise<VerifyState | null> {
    const from = state.from || range.from;
    const { rows, next } = await this.#store.slice({ from, to: range.to }, rowsAtOnce);
    await pMap(rows, check, atOnce);
    this.looks += rows.length;
    if (next !== null) return { ...state, from: next };
    const phase = phaseAfter(state.phase);
    return phase && { ...state, phase, from: '' };
  }

  #line(row: Row): Promise<void> {
    try {
      return this.records.checkRecord(fromLineRow(row), null);
    } catch (error) {
      if (!(error instanceof DamagedRowError)) throw error;
      this.problems.add('changed', {
        what: 'line',
        key: row.key,
        detail: 'It does not read as one.',
      });
      return Promise.resolve();
    }
  }
}
