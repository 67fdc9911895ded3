import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Azurite } from '../../dev/azurite.ts';
import { startAzurite } from '../../dev/azurite.ts';
import { addMs, toInstant } from '../../lib/licensing/time.ts';
import type { OperationId } from '../../lib/licensing/ids.ts';
import { Catalogs } from '../../lib/operations/engine/catalogs.ts';
import { UnseatError } from '../../lib/errors.ts';
import { handleOperation } from '../../lib/operations/after-commit/handle-operation.ts';
import { operationIdOf } from '../../lib/operations/engine/operation-id.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import { connect } from '../../lib/storage/connect.ts';
import { MemoryTables } from '../../lib/storage/memory-tables.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { WakeUpMarks } from '../../lib/storage/wake-up-marks.ts';
import { load, populate } from '../../simulation/world/population.ts';
import { Random } from '../../simulation/world/random.ts';
import { randomRequest } from '../../simulation/clients/requests.ts';
import { allRows, runCommands } from '../../simulation/clients/table-commands.ts';

let azurite: Azurite;
let real: Tables;

beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
  const storage = await connect({
    kind: 'connectionString',
    connectionString: azurite.connectionString,
  });
  await storage.create();
  real = storage.tables;
});
afterAll(() => azurite.stop());

function memory(): Tables {
  return new MemoryTables(() => toInstant(new Date()));
}

describe('The memory store and Azurite', () => {
  it.each([1, 2, 3, 4, 5, 6])('answer random calls equally, seed %i', async (seed) => {
    const inMemory = await runCommands(memory(), new Random(seed), `p${seed}`, 200);
    const inAzurite = await runCommands(real, new Random(seed), `p${seed}`, 200);
    expect(inAzurite).toEqual(inMemory);
    // Both kinds of answers have come up.
    const told = inMemory.map((answer) => JSON.stringify(answer));
    expect(told.filter((answer) => answer === '"written"').length).toBeGreaterThan(10);
    for (const reason of ['exists', 'missing', 'changed']) {
      expect(told.filter((answer) => answer?.includes(`"${reason}"`)).length).toBeGreaterThan(3);
    }
  });

  it.each([11, 12])('give random operations equal answers and rows, seed %i', async (seed) => {
    const now = addMs(toInstant(new Date()), -60_000);
    let at = now;
    const told = async (tables: Tables): Promise<unknown> => {
      const random = new Random(seed);
      const population = populate(seed, 6, random);
      await load(tables, population);
      const services = {
        tables,
        queues: { send: () => Promise.resolve() },
        marks: new WakeUpMarks(tables),
        catalogs: new Catalogs(tables),
        clock: () => at,
        log: () => undefined,
      };
      const { tenantId } = population;
      const done: OperationId[] = [];
      const answers: string[] = [];
      for (let number = 0; number < 40; number += 1) {
        at = addMs(now, number * 1000);
        const request = randomRequest(random, population, done);
        const call = {
          tenantId,
          caller: { id: 'admin', kind: 'user' },
          now: at,
          route: `POST /${request.name}`,
          idempotencyKey: `key-${number}`,
          isDryRun: false,
        } as const;
        const operationId = operationIdOf(call);
        try {
          answers.push(JSON.stringify(await request.run(sessionOf(services, call))));
          done.push(operationId);
          await handleOperation(services, { v: 1, tenantId, operationId }, call.now);
        } catch (error) {
          if (!(error instanceof UnseatError)) throw error;
          answers.push(`${error.code} ${error.message}`);
        }
      }
      return { answers, rows: await allRows(tables, 'licensing', tenantId) };
    };
    expect(await told(real)).toEqual(await told(memory()));
  });
});
