import { z } from 'zod';
import { UnseatError } from '../../lib/errors.ts';
import type { OperationId } from '../../lib/licensing/ids.ts';
import type { Call } from '../../lib/operations/engine/call.ts';
import { operationIdOf } from '../../lib/operations/engine/operation-id.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import { operationKey } from '../../lib/storage/rows/operation-row.ts';
import { Operation } from '../../lib/storage/rows/operation-row.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { adminCall } from './admin-call.ts';
import { checkClocks } from '../checks/clock-checks.ts';
import type { Instance } from '../world/instance.ts';
import { plentiful } from '../world/population.ts';
import type { Request } from './requests.ts';
import { documentOf } from '../world/shadow.ts';
import type { World } from '../world/world.ts';

export type Outcome = 'answered' | 'refused' | 'unknown';

/** A request with what its sender has heard so far. */
export interface Sent {
  readonly request: Request;
  readonly key: string;
  readonly operationId: OperationId;
  /** The bytes of its answer; null until there was one. */
  readonly answer: string | null;
  /** Of when the record is that was answered from: one kept its time is removed, and its key is a new one after that. */
  readonly recordedAt: string | null;
}

const Refused = z.object({ accepted: z.literal(0), unchanged: z.literal(0) });

/** Requests that take licenses and can be undone. */
const takes: ReadonlySet<string> = new Set(['licensesPage', 'activeUser', 'activeUsers', 'graph']);

/** The portals: they send requests, repeat them under the same key, and remember every answer. */
export class Clients {
  readonly sent: Sent[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** A new request, not sent yet. */
  note(request: Request): Sent {
    const key = `key-${this.sent.length}`;
    const operationId = operationIdOf(this.#call(request, key));
    const sent = { request, key, operationId, answer: null, recordedAt: null };
    this.sent.push(sent);
    return sent;
  }

  /** Operations of a tenant to be undone: most are done; others are under way, cut off, or never began. */
  takings(tenantId: Request['tenantId']): readonly OperationId[] {
    return this.sent
      .filter(({ request }) => request.tenantId === tenantId)
      .filter(({ request }) => takes.has(request.name))
      .map(({ operationId }) => operationId);
  }

  /** Sends a request, for the first time or again. */
  async attempt(sent: Sent, instance: Instance): Promise<Outcome> {
    const { request, key } = sent;
    const call = { ...this.#call(request, key), now: instance.now() };
    const before = await this.#recordedAt(sent);
    try {
      const answer = await this.#world.act(instance, request.tenantId, (services) =>
        request.run(sessionOf(services, call)),
      );
      if (answer === 'crashed') return 'unknown';
      await this.#heard(sent, JSON.stringify(answer), before);
      return 'answered';
    } catch (error) {
      checkClocks(this.#world.findings, instance, error);
      return this.#failed(sent, error);
    }
  }

  async #heard(sent: Sent, bytes: string, before: string | null): Promise<void> {
    const { findings } = this.#world;
    const { name } = sent.request;
    const recordedAt = await this.#recordedAt(sent);
    if (sent.answer !== null && sent.recordedAt === recordedAt) {
      findings.check('I3', sent.answer === bytes, () => {
        return `${name} ${sent.key} answered ${sent.answer?.slice(0, 2000)}, then ${bytes.slice(0, 2000)}`;
      });
    }
    // An import of which nothing could be taken has changed nothing there is to record.
    const isEmpty = Refused.safeParse(JSON.parse(bytes)).success;
    findings.check('I3', recordedAt !== null || before !== null || isEmpty, () => {
      return `${name} ${sent.key}: no record`;
    });
    Object.assign(sent, { answer: bytes, recordedAt });
  }

  async #failed(sent: Sent, error: unknown): Promise<Outcome> {
    const { findings } = this.#world;
    const { name } = sent.request;
    if (error instanceof StorageOutage) return 'unknown';
    findings.check('error', error instanceof UnseatError, () => `${name}: ${describe(error)}`);
    if (!(error instanceof UnseatError)) return 'unknown';
    if (error.retry === 'later') return 'unknown';
    const isFalse =
      (name === 'seats' && error.kind === 'notFound') ||
      (error.kind === 'conflict' && error.message.includes(`SKU ${plentiful} `)) ||
      error.message.includes('of POWER_BI (');
    findings.check('error', !isFalse, () => `${name}: denies what is there: ${error.message}`);
    const hasRecord = (await this.#recordedAt(sent)) !== null;
    findings.check('I3', !hasRecord || error.code === 'idempotencyKeyReused', () => {
      return `${name} ${sent.key} was carried out and is answered ${error.code}: ${error.message}`;
    });
    return 'refused';
  }

  async #recordedAt({ request, operationId }: Sent): Promise<string | null> {
    const key = operationKey(operationId);
    const row = await this.#world.memory.get('licensing', request.tenantId, key);
    return row && documentOf(Operation, row.properties).at;
  }

  #call({ name, tenantId }: Request, key: string): Call {
    const { now } = this.#world;
    return { ...adminCall({ tenantId, now, route: `POST /${name}` }), idempotencyKey: key };
  }
}

export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors.map(describe).join('; ') : '';
  return `${error.stack ?? error.message} ${inner}`;
}
