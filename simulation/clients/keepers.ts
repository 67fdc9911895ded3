import { UnseatError } from '../../lib/errors.ts';
import type { TenantId, UserId } from '../../lib/licensing/ids.ts';
import type { Service } from '../../lib/licensing/products/service.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import { vaultPartition, itemKey } from '../../lib/storage/rows/vault-item-row.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { start } from '../builders/users.ts';
import { checkClocks } from '../checks/clock-checks.ts';
import { describe } from './clients.ts';
import { randomContent } from './contents.ts';
import type { Instance } from '../world/instance.ts';
import { canary } from '../world/population.ts';
import type { Population } from '../world/population.ts';
import type { Random } from '../world/random.ts';
import { randomService } from './requests.ts';
import type { World } from '../world/world.ts';
import { adminCall } from './admin-call.ts';

interface Place {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly service: Service;
}

interface Kept extends Place {
  readonly itemId: string;
  /** Under which generation somebody was told that it is kept. */
  readonly generation: number;
}

/** The portals that keep items for people. */
export class Keepers {
  readonly #world: World;
  readonly #kept = new Map<string, Kept>();
  /** Every content that was ever sent for an item. */
  readonly #sent = new Map<string, Set<string>>();
  #writes = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async put(random: Random, { tenantId, userIds }: Population, instance: Instance): Promise<void> {
    const userId = random.pick(userIds);
    if (userId === undefined) return;
    const service = randomService(random);
    const place = { tenantId, userId, service };
    this.#writes += 1;
    const content = randomContent(random, this.#writes);
    const items = random.some(['a', 'b', 'c'], random.between(1, 3)).map((itemId) => ({
      itemId,
      name: `${canary} ${itemId}`,
      contentType: 'text/plain',
      sizeBytes: content.length,
      createdAt: start,
      content,
    }));
    for (const { itemId } of items) this.#send(place, itemId, content);
    const before = this.#generation(place);
    const isDone = await this.#put(place, items, instance);
    const generation = this.#generation(place);
    if (!isDone || generation === null || generation !== before) return;
    for (const { itemId } of items) {
      this.#kept.set(keyOf(place, itemId), { ...place, itemId, generation });
    }
  }

  /** What is read is what somebody has sent, every character of it. */
  checkRead(place: Place, itemId: string, content: string | null): void {
    const isSent = content !== null && this.#sent.get(keyOf(place, itemId))?.has(content) === true;
    this.#world.findings.check('rows', isSent, () => {
      return `${keyOf(place, itemId)}: nobody has sent what is read, ${content?.slice(0, 100)}`;
    });
  }

  /** What somebody was told is kept is there as long as its generation lives. */
  async checkAll(): Promise<void> {
    for (const kept of this.#kept.values()) {
      const { tenantId, userId, service, itemId, generation } = kept;
      const data = this.#world.watched.shadow(tenantId).users.get(userId)?.data[service];
      if (data?.generation !== generation || data.state === 'purging' || data.state === 'purged')
        continue;
      const key = itemKey({ service, generation }, itemId);
      const row = await this.#world.memory.get('vault', vaultPartition(tenantId, userId), key);
      this.#world.findings.check('I5', row !== null, () => {
        return `${userId} ${key}: kept for a portal, ${data.state}, and not there`;
      });
    }
  }

  /** True when it was done; an outage, a crash and a refusal are false. */
  async #put(
    { tenantId, userId, service }: Place,
    items: Parameters<typeof putItems>[3],
    instance: Instance,
  ): Promise<boolean> {
    const call = adminCall({ tenantId, now: instance.now(), route: 'PUT /items' });
    try {
      const done = await this.#world.act(instance, tenantId, (services) =>
        putItems(sessionOf(services, call), userId, service, items),
      );
      return done !== 'crashed';
    } catch (error) {
      const { findings } = this.#world;
      checkClocks(findings, instance, error);
      const isForeseen = error instanceof UnseatError || error instanceof StorageOutage;
      findings.check('error', isForeseen, () => `putItems: ${describe(error)}`);
      return false;
    }
  }

  #send(place: Place, itemId: string, content: string): void {
    const contents = this.#sent.get(keyOf(place, itemId)) ?? new Set();
    this.#sent.set(keyOf(place, itemId), contents.add(content));
  }

  #generation({ tenantId, userId, service }: Place): number | null {
    return (
      this.#world.watched.shadow(tenantId).users.get(userId)?.data[service]?.generation ?? null
    );
  }
}

function keyOf({ tenantId, userId, service }: Place, itemId: string): string {
  return `${tenantId} ${userId} ${service} ${itemId}`;
}
