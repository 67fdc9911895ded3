import { createServer } from 'node:http';
import { once } from 'node:events';
import { TableClient } from '@azure/data-tables';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Azurite, startAzurite } from '../../dev/azurite.ts';
import { readRecord } from '../../dev/azurite/record.ts';
import { writeOffset } from '../../dev/clock/offset-file.ts';
import { probe } from '../../dev/azurite/probe.ts';
import { post, startFixture } from './fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unseat-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('is used by a second host of the same folder and stops with the last of them', async () => {
  const args = ['--state', folder, '--storage-port', '0'];
  const azurite = await startAzurite({ stateFolder: folder, port: 0 });
  const one = await startFixture({ azurite, args });
  const two = await startFixture({ azurite, args });
  await azurite.stop();
  await two.clock.advance('P3D');
  expect((await one.clock.read()).offset).toBe('P3D');
  await one.stop();
  expect(await probe(azurite.ports.table)).toBe('table');
  await two.stop();
  expect(await probe(azurite.ports.table)).toBe('nothing');
});

it('is found again after its host was killed, with data and clock, and stopped at the end', async () => {
  const azurite = await startAzurite({ stateFolder: folder, port: 0 });
  const killed = await startFixture({ azurite });
  await azurite.stop();
  await killed.clock.advance('P5D');
  await killed.kill();
  expect(readRecord(folder)).toMatchObject({ ports: azurite.ports, hosts: [] });

  const next = await startFixture({ azurite });
  expect((await next.clock.read()).offset).toBe('P5D');
  expect((await next.clock.advance('P1D')).offset).toBe('P6D');
  await next.stop();
  expect(await probe(azurite.ports.table)).toBe('nothing');
});

function keptTable({ connectionString }: Azurite): TableClient {
  return TableClient.fromConnectionString(connectionString, 'kept', {
    allowInsecureConnection: true,
  });
}

it('keeps data and clock on disk from one start to the next, until --fresh', async () => {
  const first = await startAzurite({ stateFolder: folder, port: 0 });
  await keptTable(first).createTable();
  await keptTable(first).createEntity({ partitionKey: 'a', rowKey: 'b' });
  writeOffset(join(folder, 'clock.json'), 2 * 86_400_000);
  await first.stop();

  const second = await startAzurite({ stateFolder: folder, port: 0 });
  const again = await startFixture({ azurite: second });
  expect((await again.clock.read()).offset).toBe('P2D');
  await expect(keptTable(second).getEntity('a', 'b')).resolves.toBeDefined();
  await again.stop();
  await second.stop();

  const args = ['--fresh', '--storage-port', '0'];
  const fresh = await startFixture({ azurite: second, args });
  expect((await fresh.clock.read()).offset).toBe('PT0S');
  await fresh.stop();
});

it('of somebody else is used, but its clock is not moved', async () => {
  const theirs = await startAzurite({ memory: true, port: 23_480 });
  const host = await startFixture({
    azurite: { ...theirs, stateFolder: folder, clockFile: null },
  });
  const answer = await post(`${host.url}/dev/clock`, { advance: 'P31D' });
  expect(answer.status).toBe(409);
  expect(await answer.text()).toMatch(/port 23482 was not started by this host.*--storage-port/);
  expect((await host.clock.settle()).offset).toBe('PT0S');
  await host.stop();
  expect(await probe(theirs.ports.table)).toBe('table');
  await theirs.stop();
});

it('that finds another program on a port says which one and what to do', async () => {
  const server = createServer((_, response) => response.end('hello')).listen(23_492, '127.0.0.1');
  await once(server, 'listening');
  await expect(startAzurite({ stateFolder: folder, port: 23_490 })).rejects.toThrow(
    /Port 23492.*another program.*--storage-port/,
  );
  server.close();
});
