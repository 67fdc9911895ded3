import type { Instant } from '../../licensing/time.ts';
import { addDays, earlierOf } from '../../licensing/time.ts';
import type { ChainLink, ChainRecord } from '../../storage/rows/chain-row.ts';
import type { AuditRecord } from '../../storage/rows/record-name.ts';
import {
  chainNameTime,
  nameOfRow,
  recordKindOf,
  recordOf,
} from '../../storage/rows/record-name.ts';
import type { Row } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { recordHash } from '../engine/chain-hash.ts';
import type { ChainIndex } from './chain-index.ts';
import { readHead } from './chain-index.ts';
import type { AuditProblem, AuditProblems } from './chain-state.ts';

/** A record that comes into the chain so much later than its time was not committed at that time. */
const latestDays = 1;

interface Missing {
  readonly record: AuditRecord;
  readonly key: string;
  readonly link: number | null;
}

/** Holds what the chain names and the rows that are there against each other. */
export class RecordChecks {
  readonly #store: TenantStore;
  readonly #index: ChainIndex;
  readonly #problems: AuditProblems;
  readonly #missing: Missing[] = [];
  #found = 0;

  constructor(store: TenantStore, index: ChainIndex, problems: AuditProblems) {
    this.#store = store;
    this.#index = index;
    this.#problems = problems;
  }

  /** Reads the rows of a record the chain names. */
  async checkRecord({ name, hash }: ChainRecord, link: ChainLink | null): Promise<void> {
    const record = recordOf(name);
    if (record === null) return;
    const of = { what: record.kind, key: record.key, operationId: record.operationId };
    const sequence = link?.sequence ?? null;
    const rows: Row[] = [];
    let missing: string | null = null;
    for (const key of record.rowKeys) {
      const row = await this.#store.row(key);
      if (row === null) {
        missing = key;
        break;
      }
      rows.push(row);
    }
    const later = laterName(record, name, rows[0]);
    const isSame = recordHash(rows.map(({ properties }) => properties)) === hash;
    if (later !== null && (await this.#isUsedAgain(record, later))) {
      this.#missing.push({ record, key: record.key, link: sequence });
    } else if (later === null && missing !== null) {
      this.#missing.push({ record, key: missing, link: sequence });
    } else if (later !== null || !isSame) {
      const detail = 'It does not say what it said when it was committed.';
      this.#problems.add('changed', { ...of, link: sequence, detail });
    } else if (link !== null && isTooLate(record, name, link)) {
      const detail = `It appeared before ${link.foldedAt}, long after its time.`;
      this.#problems.add('inserted', { ...of, link: sequence, detail });
    } else {
      this.#found += 1;
    }
  }

  /** Looks whether the chain names the record of a row. */
  async checkRow(row: Row): Promise<void> {
    const name = nameOfRow(row);
    if (name !== null && (await this.#index.find(name)) !== 'nowhere') return;
    // Removed meanwhile: it was kept its time.
    if ((await this.#store.row(row.key)) === null) return;
    const detail = 'The chain does not name it, and it does not wait for it.';
    this.#problems.add('inserted', { ...describe(row.key), detail });
  }

  /** Holds what is missing against what the chain says of removals by now. To be called last. */
  async finish(): Promise<{ readonly found: number; readonly removed: number }> {
    const removedUntil = this.#missing.length === 0 ? null : await this.#removedUntil();
    const isKeptItsTime = ({ record }: Missing): boolean =>
      record.kind !== 'tombstone' && removedUntil !== null && record.at < removedUntil;
    const lost = this.#missing.filter((missing) => !isKeptItsTime(missing));
    for (const { record, key, link } of lost) {
      const { kind: what, operationId } = record;
      const detail = 'The chain names it, and it is not there.';
      this.#problems.add('removed', { what, key, operationId, link, detail });
    }
    return { found: this.#found, removed: this.#missing.length - lost.length };
  }

  /** As the last link says it: the head could be written by anybody. Where that link is lost, that is a problem itself. */
  async #removedUntil(): Promise<Instant | null> {
    const head = await readHead(this.#store);
    if (head === null || head === 'damaged') return null;
    const last = await this.#index.linkAt(head.until);
    return last?.isSound === true ? (last.link?.removedUntil ?? null) : head.removedUntil;
  }

  /**
   * Whether the key of an operation was used again once its record was kept its time: the chain names what stands there
   * now, and had said that the earlier one may be gone before it took the later one in.
   */
  async #isUsedAgain({ at }: AuditRecord, later: string): Promise<boolean> {
    const by = await this.#index.namedBy(later);
    if (by === null || by === 'line') return by === 'line';
    return by.link !== null && at < by.link.removedUntil;
  }
}

/** The name of a later operation that stands at the key of this one. The key of a tombstone is never used again. */
function laterName({ kind }: AuditRecord, name: string, row: Row | undefined): string | null {
  const standing = kind === 'tombstone' || row === undefined ? null : nameOfRow(row);
  return standing !== null && standing > name ? standing : null;
}

/** Parts may come any time later: whoever sent an import sends it again. */
function isTooLate(record: AuditRecord, name: string, { after, foldedAt }: ChainLink): boolean {
  const before = chainNameTime(after);
  if (record.kind === 'part' || name > after || before === null) return false;
  return addDays(record.at, latestDays) < earlierOf(before, foldedAt);
}

function describe(key: string): Pick<AuditProblem, 'what' | 'key' | 'operationId'> {
  const { kind: what, operationId } = recordKindOf(key);
  return { what, key, operationId };
}
