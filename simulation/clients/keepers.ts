import { UnseatError } from '../../lib/errors.ts';
import type { UserId } from '../../lib/licensing/ids.ts';
import type { Service } from '../../lib/licensing/products/service.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { listItems, readItem } from '../../lib/operations/held-data/read-data.ts';
import { vaultPartition, itemKey } from '../../lib/storage/rows/vault-item-row.ts';
import { tombstoneKey } from '../../lib/storage/rows/tombstone-row.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { start } from '../builders/users.ts';
import { describe } from './clients.ts';
import type { Instance } from '../world/instance.ts';
import { canary } from '../world/population.ts';
import type { Population } from '../world/population.ts';
import type { Random } from '../world/random.ts';
import { randomService } from './requests.ts';
import type { World } from '../world/world.ts';

interface Kept {
  readonly population: Population;
  readonly userId: UserId;
  readonly service: Service;
  readonly itemId: string;
  /** Under which generation somebody was told that it is kept. */
  readonly generation: number;
}

const reader = { kind: 'reader' } as const;

/** The portals that keep items for people, and read them again. */
export class Keepers {
  readonly #world: World;
  readonly #kept = new Map<string, Kept>();
  #writes = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async put(random: Random, population: Population, instance: Instance): Promise<void> {
    const { tenantId } = population;
    const userId = random.pick(population.userIds);
    if (userId === undefined) return;
    const service = randomService(random);
    this.#writes += 1;
    const content = `${canary} ${this.#writes}`;
    const items = random.some(['a', 'b', 'c'], random.between(1, 3)).map((itemId) => ({
      itemId,
      name: `${canary} ${itemId}`,
      contentType: 'text/plain',
      sizeBytes: content.length,
      createdAt: start,
      content,
    }));
    const before = this.#generation(tenantId, userId, service);
    const call = this.#call(population, instance);
    const done = await this.#try('putItems', () =>
      this.#world.act(instance, tenantId, (services) =>
        putItems(services, call, userId, service, items),
      ),
    );
    const generation = this.#generation(tenantId, userId, service);
    if (!done || generation === undefined || generation !== before) return;
    for (const { itemId } of items) {
      const key = `${userId} ${service} ${itemId}`;
      this.#kept.set(key, { population, userId, service, itemId, generation });
    }
  }

  /** Reads as a portal does: data that is gone for good is never given out. */
  async read(random: Random, population: Population, instance: Instance): Promise<void> {
    const userId = random.pick(population.userIds);
    if (userId === undefined) return;
    await this.#read(population, instance, userId, randomService(random));
  }

  /** What somebody was told is kept is there as long as its generation lives, and nothing else is. */
  async checkAll(instance: Instance): Promise<void> {
    for (const kept of this.#kept.values()) {
      const { population, userId, service, itemId, generation } = kept;
      const { tenantId } = population;
      const data = this.#world.watched.shadow(tenantId).users.get(userId)?.data[service];
      if (data?.generation !== generation || data.state === 'purging' || data.state === 'purged')
        continue;
      const key = itemKey({ service, generation }, itemId);
      const row = await this.#world.memory.get('vault', vaultPartition(tenantId, userId), key);
      this.#world.findings.check('I5', row !== null, () => {
        return `${userId} ${key}: kept for a portal, ${data.state}, and not there`;
      });
    }
    for (const population of this.#world.populations) {
      for (const userId of population.userIds) {
        await this.#read(population, instance, userId, 'exchange');
        await this.#read(population, instance, userId, 'oneDrive');
      }
    }
  }

  async #read(
    population: Population,
    instance: Instance,
    userId: UserId,
    service: Service,
  ): Promise<void> {
    const { tenantId } = population;
    const { watched, memory, findings } = this.#world;
    const call = this.#call(population, instance);
    const shadow = watched.shadow(tenantId);
    const wasGone = !shadow.users.has(userId);
    const key = tombstoneKey(tenantId, userId, { service, generation: 1 });
    const hadTombstone = (await memory.get('licensing', tenantId, key)) !== null;
    const before = shadow.users.get(userId)?.data[service];
    const isRead = await this.#try(
      'read',
      () =>
        this.#world.act(instance, tenantId, async (services) => {
          const page = { top: 10, skipToken: null };
          const { value } = await listItems(services, call, userId, service, reader, page);
          for (const { itemId } of value) {
            await readItem(services, call, userId, service, reader, itemId);
          }
        }),
      wasGone && hadTombstone,
    );
    const wasPurged =
      before?.state === 'purged' && before === shadow.users.get(userId)?.data[service];
    findings.check('I6', !(isRead && (wasGone || wasPurged)), () => `${userId} ${service} is read`);
  }

  /** True when it was done; an outage, a crash and a refusal are false. */
  async #try(name: string, what: () => Promise<unknown>, mustSayPurged = false): Promise<boolean> {
    const { findings } = this.#world;
    try {
      return (await what()) !== 'crashed';
    } catch (error) {
      if (error instanceof StorageOutage) return false;
      findings.check('error', error instanceof UnseatError, () => `${name}: ${describe(error)}`);
      const isTrue = !mustSayPurged || (error instanceof UnseatError && error.code !== 'notFound');
      findings.check('error', isTrue, () => `${name}: says there never was what is purged`);
      return false;
    }
  }

  #generation(tenantId: string, userId: UserId, service: Service): number | undefined {
    return this.#world.watched.shadow(tenantId).users.get(userId)?.data[service]?.generation;
  }

  #call({ tenantId }: Population, instance: Instance) {
    return {
      tenantId,
      caller: { id: 'admin', kind: 'user' },
      now: instance.now(),
      route: 'PUT /items',
      idempotencyKey: null,
      isDryRun: false,
    } as const;
  }
}
