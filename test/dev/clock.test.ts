import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { post, readSeen, startFixture } from './fixture.ts';

let host: StartedHost;
beforeAll(async () => {
  host = await startFixture();
});
afterAll(() => host.stop());

const day = 86_400_000;

describe('moving the clock', () => {
  it('moves the app, its answers and the storage together', async () => {
    const before = Date.now();
    const { now, offset, settled } = await host.clock.advance('P30DT1H');
    expect(offset).toBe('P30DT1H');
    expect(settled).toBeNull();
    expect(now.getTime() - before).toBeGreaterThanOrEqual(30 * day + 3_600_000);
    const answer = await fetch(`${host.url}/api/seen`);
    expect(Date.parse(answer.headers.get('date') ?? '') - before).toBeGreaterThan(30 * day);
    const table = TableClient.fromConnectionString(host.azurite.connectionString, 'clock', {
      allowInsecureConnection: true,
    });
    await table.createTable();
    await table.createEntity({ partitionKey: 'a', rowKey: 'a' });
    const { timestamp } = await table.getEntity('a', 'a');
    expect(Date.parse(timestamp ?? '') - before).toBeGreaterThan(30 * day);
    await host.clock.reset();
  });

  it('adds up, and resets to the time of this machine', async () => {
    await host.clock.advance('P1D');
    expect((await host.clock.advance('PT12H')).offset).toBe('P1DT12H');
    expect((await host.clock.reset()).offset).toBe('PT0S');
    const { now, settled } = await host.clock.read();
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(5000);
    expect(settled).toBeNull();
  });
});

describe('settling', () => {
  it('runs a timer that missed many runs once, as past due, and then what it queued', async () => {
    // A clock that stood ahead may have begun a sweep of its own, whose messages still wait.
    await host.clock.settle();
    const { sweeps, purges } = await readSeen(host);
    const answer = await host.clock.advance('P31D', { settle: true });
    expect(answer.settled).toEqual({ sweeps: 1, messages: 2, purged: 2 });
    const after = await readSeen(host);
    expect(after.purges).toBe(purges + 2);
    expect(after.sweeps).toHaveLength(sweeps.length + 1);
    const last = after.sweeps.at(-1);
    expect(last?.isPastDue).toBe(true);
    expect(Date.parse(last?.at ?? '')).toBeGreaterThan(Date.now() + 30 * day);
  });

  it('runs a timer again when the clock has gone back and comes there once more', async () => {
    await host.clock.reset();
    const { settled } = await host.clock.advance('P31D', { settle: true });
    expect(settled).toMatchObject({ sweeps: 1 });
  });

  it('does nothing when nothing is due', async () => {
    const { settled } = await host.clock.settle();
    expect(settled).toEqual({ sweeps: 0, messages: 0, purged: 0 });
  });

  it('waits for a message that is put away for a moment, not for one put away for hours', async () => {
    await post(`${host.url}/api/enqueue`, { name: 'soon', delay: 2 });
    expect((await host.clock.settle()).settled?.messages).toBe(1);
    await post(`${host.url}/api/enqueue`, { name: 'later', delay: 3600 });
    expect((await host.clock.settle()).settled?.messages).toBe(0);
    const { settled } = await host.clock.advance('PT1H', { settle: true });
    // The hour may be the one with the daily sweep, which queues two.
    expect(settled && settled.messages - settled.purged).toBe(1);
  });

  it('waits for a message that fails and comes back', async () => {
    await post(`${host.url}/api/enqueue`, { name: 'again', fails: 1 });
    expect((await host.clock.settle()).settled?.messages).toBe(1);
  });

  it('runs a timer that an admin call started to its end', async () => {
    const { purges } = await readSeen(host);
    await post(`${host.url}/admin/functions/sweep`, {});
    await host.clock.settle();
    expect((await readSeen(host)).purges).toBe(purges + 2);
  });
});

describe('a wrong request to the clock', () => {
  it.each([
    [{ advance: '31 days' }, /"31 days".*P31D/],
    [{ advance: 'P1M' }, /"P1M" has months.*P30D/],
    [{ advance: 'P0D' }, /"P0D".*P31D/],
    [{ advance: 31 }, /advance.*P31D/],
    [{ forward: 'P31D' }, /forward.*P31D/],
    [{ advance: 'P1D', reset: true }, /exclude/],
    [{}, /P31D/],
  ])('%j is answered 400 with what is wrong and a good one', async (body, message) => {
    const answer = await post(`${host.url}/dev/clock`, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: { code: 'invalidRequest', message: expect.stringMatching(message) },
    });
  });

  it('text that is no JSON is answered 400', async () => {
    const answer = await fetch(`${host.url}/dev/clock`, { method: 'POST', body: '{advance' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('{advance');
  });
});
