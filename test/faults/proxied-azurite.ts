import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Azurite } from '../../dev/azurite.ts';
import { startAzurite } from '../../dev/azurite.ts';
import { toConnectionString } from '../../dev/azurite/connection-string.ts';
import { readRecord, writeRecord } from '../../dev/azurite/record.ts';
import type { ProxyFault } from './fault-proxy.ts';
import { FaultProxy } from './fault-proxy.ts';

/** Azurite on disk, with proxies before its queue and table ports that hosts are told to use. */
export class ProxiedAzurite {
  /** As hosts see it: behind the proxies. */
  readonly seen: Azurite;
  readonly proxies: readonly FaultProxy[];
  readonly #folder: string;
  #real: Azurite;

  private constructor(
    real: Azurite,
    seen: Azurite,
    proxies: readonly FaultProxy[],
    folder: string,
  ) {
    this.#real = real;
    this.seen = seen;
    this.proxies = proxies;
    this.#folder = folder;
  }

  static async start(): Promise<ProxiedAzurite> {
    const folder = await mkdtemp(join(tmpdir(), 'unseat-faults-'));
    const real = await startAzurite({ stateFolder: join(folder, 'azurite'), port: 0 });
    const queue = await FaultProxy.start(real.ports.queue);
    const table = await FaultProxy.start(real.ports.table);
    const stateFolder = await mkdtemp(join(folder, 'hosts-'));
    const ports = { ...real.ports, queue: queue.port, table: table.port };
    const seen = { ...real, stateFolder, ports, connectionString: toConnectionString(ports) };
    const proxied = new ProxiedAzurite(real, seen, [queue, table], folder);
    proxied.#tellHosts();
    return proxied;
  }

  /** As it is: for a look into the tables that meets no fault. */
  get real(): Azurite {
    return this.#real;
  }

  inject(choose: () => ProxyFault | null): void {
    for (const proxy of this.proxies) proxy.inject(choose);
  }

  /** Stops Azurite in good order and starts it again on what it has saved. */
  async restart(): Promise<void> {
    const { stateFolder } = this.#real;
    await this.#real.stop();
    this.#real = await startAzurite({ stateFolder, port: 0 });
    const [queue, table] = this.proxies;
    if (queue !== undefined) queue.target = this.#real.ports.queue;
    if (table !== undefined) table.target = this.#real.ports.table;
    this.#tellHosts();
  }

  async stop(): Promise<void> {
    await Promise.all(this.proxies.map((proxy) => proxy.stop()));
    await this.#real.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Hosts find their Azurite by the record in their folder. This process stands in it too, so that none of them ends it. */
  #tellHosts(): void {
    const record = readRecord(this.#real.stateFolder);
    if (record === null) throw new Error('Azurite has left no record');
    const hosts = [process.pid, ...(readRecord(this.seen.stateFolder)?.hosts ?? [])];
    writeRecord(this.seen.stateFolder, { ...record, ports: this.seen.ports, hosts });
  }
}
