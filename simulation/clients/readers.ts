import { UnseatError } from '../../lib/errors.ts';
import type { UserId } from '../../lib/licensing/ids.ts';
import type { Service } from '../../lib/licensing/products/service.ts';
import type { User } from '../../lib/licensing/user.ts';
import type { Reader } from '../../lib/operations/held-data/read-data.ts';
import { listItems, readData, readItem } from '../../lib/operations/held-data/read-data.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import { tombstoneKey } from '../../lib/storage/rows/tombstone-row.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { describe } from './clients.ts';
import type { Instance } from '../world/instance.ts';
import type { Keepers } from './keepers.ts';
import type { Population } from '../world/population.ts';
import type { Random } from '../world/random.ts';
import { randomService } from './requests.ts';
import type { World } from '../world/world.ts';
import { adminCall } from './admin-call.ts';

interface Reading {
  readonly population: Population;
  readonly userId: UserId;
  readonly service: Service;
  readonly reader: Reader;
}

/** The portals that read what is kept, for whoever may read all of it and for delegates. */
export class Readers {
  readonly #world: World;
  readonly #keepers: Keepers;

  constructor(world: World, keepers: Keepers) {
    this.#world = world;
    this.#keepers = keepers;
  }

  async read(random: Random, population: Population, instance: Instance): Promise<void> {
    const service = randomService(random);
    const { users } = this.#world.watched.shadow(population.tenantId);
    const isDelegate = random.chance(0.5);
    // Most delegates come to whom they are named for; some try somebody else.
    const delegated = population.userIds.filter((id) => users.get(id)?.delegates.length);
    const isNamed = isDelegate && delegated.length > 0 && random.chance(0.9);
    const userId = random.pick(isNamed ? delegated : population.userIds);
    if (userId === undefined) return;
    const id = random.pick(users.get(userId)?.delegates ?? []) ?? userId;
    const reader: Reader = isDelegate ? { kind: 'delegate', id } : { kind: 'reader' };
    await this.#read({ population, userId, service, reader }, instance);
  }

  /** Nothing that is gone for good can be read of anybody. */
  async readAll(instance: Instance): Promise<void> {
    const reader = { kind: 'reader' } as const;
    for (const population of this.#world.populations) {
      for (const userId of population.userIds) {
        await this.#read({ population, userId, service: 'exchange', reader }, instance);
        await this.#read({ population, userId, service: 'oneDrive', reader }, instance);
      }
    }
  }

  async #read(reading: Reading, instance: Instance): Promise<void> {
    const { population, userId, service, reader } = reading;
    const { tenantId } = population;
    const { watched, memory, findings } = this.#world;
    const { users } = watched.shadow(tenantId);
    const wasGone = !users.has(userId);
    const key = tombstoneKey(tenantId, userId, { service, generation: 1 });
    const hadTombstone = (await memory.get('licensing', tenantId, key)) !== null;
    const before = users.get(userId)?.data[service];
    const isRead = await this.#try(reading, instance, wasGone && hadTombstone);
    const after = users.get(userId);
    const wasPurged = before?.state === 'purged' && before === after?.data[service];
    findings.check('I6', !(isRead && (wasGone || wasPurged)), () => `${userId} ${service} is read`);
    // The last that a delegate's answer rests on is the user's row.
    findings.check('I12', !isRead || isOpenTo(reader, after, service), () => {
      return `a delegate reads ${userId} ${service}, ${after?.data[service]?.state}`;
    });
  }

  /** True when it was read; an outage, a crash and a refusal are false. */
  async #try(reading: Reading, instance: Instance, mustSayPurged: boolean): Promise<boolean> {
    const { findings } = this.#world;
    try {
      return (await this.#readItems(reading, instance)) !== 'crashed';
    } catch (error) {
      if (error instanceof StorageOutage) return false;
      findings.check('error', error instanceof UnseatError, () => `read: ${describe(error)}`);
      const isTrue =
        !mustSayPurged ||
        reading.reader.kind === 'delegate' ||
        (error instanceof UnseatError && error.kind !== 'notFound');
      findings.check('error', isTrue, () => `read: says there never was what is purged`);
      return false;
    }
  }

  #readItems(
    { population, userId, service, reader }: Reading,
    instance: Instance,
  ): Promise<'read' | 'crashed'> {
    const { tenantId } = population;
    const call = adminCall({ tenantId, now: instance.now(), route: 'GET /items' });
    return this.#world.act(instance, tenantId, async (services): Promise<'read'> => {
      const session = sessionOf(services, call);
      if (reader.kind === 'delegate') {
        this.#checkEntries(await readData(session, userId, reader));
      }
      const page = { top: 10, skipToken: null };
      const { value } = await listItems(session, { idOrName: userId, service, reader }, page);
      for (const { itemId } of value) {
        const { content } = await readItem(session, { idOrName: userId, service, reader }, itemId);
        this.#keepers.checkRead({ tenantId, userId, service }, itemId, content);
      }
      return 'read';
    });
  }

  #checkEntries(entries: readonly { readonly state: string }[]): void {
    const isOpen = entries.every(({ state }) => open.has(state));
    this.#world.findings.check('I12', isOpen, () => `a delegate sees ${JSON.stringify(entries)}`);
  }
}

/** What a delegate may read; said once more, so that nobody checks the rules by themselves. */
const open: ReadonlySet<string | undefined> = new Set(['held', 'onHold', 'inactiveMailbox']);

function isOpenTo(reader: Reader, user: User | undefined, service: Service): boolean {
  if (reader.kind === 'reader') return true;
  return (
    user?.delegates.some((id) => id === reader.id) === true && open.has(user.data[service]?.state)
  );
}
