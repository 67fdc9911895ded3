import type { Service } from '../../lib/licensing/products/service.ts';
import type { ProductName } from '../../simulation/builders/products.ts';

/** What each product of the tests provides, said again in the plainest way. */
const provides: Readonly<Record<ProductName, readonly Service[]>> = {
  E3: ['exchange', 'oneDrive', 'teams', 'other'],
  EXCHANGE_P1: ['exchange'],
  ARCHIVE: ['other'],
  POWER_BI: ['other'],
};
const services = ['exchange', 'oneDrive', 'teams', 'other'] as const;
const day = 24 * 60 * 60 * 1000;
const month = 30 * day;

function isAlone(held: ReadonlySet<ProductName>): boolean {
  return held.has('ARCHIVE') && !held.has('E3') && !held.has('EXCHANGE_P1');
}

interface ModelData {
  state: string;
  until: number | null;
  items: string[];
}

export interface ModelUser {
  direct: Set<ProductName>;
  inherited: Set<ProductName>;
  readonly isSynced: boolean;
  deleted: { until: number; direct: Set<ProductName> } | null;
  isGone: boolean;
  /** Something has reached its end and no sweep has been there yet. */
  isAwaitingPurge: boolean;
  holds: Set<string>;
  liftedAt: number;
  data: Map<Service, ModelData>;
}

/** The rules of the article on plain objects, with one clock and nothing that can fail. */
export class Model {
  now = 0;
  readonly users: ModelUser[];
  readonly enabled = new Map<ProductName, number>();
  oneDriveDays = 30;

  constructor(users: readonly Pick<ModelUser, 'direct' | 'inherited' | 'isSynced'>[]) {
    this.users = users.map((user) => {
      const made: ModelUser = {
        ...user,
        deleted: null,
        isGone: false,
        isAwaitingPurge: false,
        holds: new Set(),
        liftedAt: -Infinity,
        data: new Map(),
      };
      this.#settleLicenses(made);
      return made;
    });
  }

  moveTo(now: number): void {
    this.now = now;
    for (const user of this.users) {
      for (const data of user.data.values()) {
        if (data.state !== 'held' || data.until === null || data.until > now) continue;
        if (user.holds.size > 0) Object.assign(data, { state: 'onHold', until: null });
        else {
          Object.assign(data, { state: 'purged', items: [] });
          user.isAwaitingPurge = true;
        }
      }
      if (user.deleted !== null && user.deleted.until <= now) user.isGone = true;
    }
  }

  sweep(): void {
    for (const user of this.users) user.isAwaitingPurge = false;
  }

  licensesOf(user: ModelUser): ReadonlySet<ProductName> {
    return new Set([...user.direct, ...(user.deleted === null ? user.inherited : [])]);
  }

  consumed(name: ProductName): number {
    return this.users.filter((user) => this.licensesOf(user).has(name)).length;
  }

  /** The archiving add-on works only beside a mailbox: no change leaves it alone that was not. */
  breaks(user: ModelUser, direct: ReadonlySet<ProductName>): boolean {
    return isAlone(new Set([...direct, ...user.inherited])) && !isAlone(this.licensesOf(user));
  }

  /** Takes direct licenses; answers which ones it took, null when that can't be. */
  unassign(user: ModelUser, names: readonly ProductName[]): readonly ProductName[] | null {
    if (this.breaks(user, new Set([...user.direct].filter((name) => !names.includes(name))))) {
      return null;
    }
    const taken = names.filter((name) => user.direct.delete(name));
    this.#settleLicenses(user);
    return taken;
  }

  /** Gives direct licenses, all or none; says whether there were seats. */
  assign(user: ModelUser, names: readonly ProductName[]): boolean {
    const held = this.licensesOf(user);
    if (names.some((name) => !held.has(name) && this.#free(name) < 1)) return false;
    if (this.breaks(user, new Set([...user.direct, ...names]))) return false;
    for (const name of names) user.direct.add(name);
    this.#settleLicenses(user);
    return true;
  }

  delete(user: ModelUser): void {
    const held = this.licensesOf(user);
    const isEnterprise = held.has('E3') || (held.has('EXCHANGE_P1') && held.has('ARCHIVE'));
    for (const [service, data] of user.data) {
      if (data.state !== 'provided' && data.state !== 'kept') continue;
      if (service === 'exchange' && user.holds.size > 0 && isEnterprise) {
        Object.assign(data, { state: 'inactiveMailbox', until: null });
      } else {
        const length = service === 'oneDrive' ? this.oneDriveDays * day : month;
        Object.assign(data, { state: 'held', until: this.now + length });
      }
    }
    user.deleted = { until: this.now + month, direct: user.direct };
    user.direct = new Set();
  }

  restore(user: ModelUser): void {
    if (user.deleted === null) return;
    const wanted = new Set([...user.deleted.direct, ...user.inherited]);
    const free = [...wanted].filter((name) => this.#free(name) >= 1);
    user.direct = new Set([...user.deleted.direct].filter((name) => free.includes(name)));
    user.inherited = new Set([...user.inherited].filter((name) => free.includes(name)));
    user.deleted = null;
    for (const data of user.data.values()) {
      if (data.state === 'inactiveMailbox') {
        Object.assign(data, { state: 'held', until: this.now + month });
      }
    }
    const oneDrive = user.data.get('oneDrive');
    if (oneDrive?.state === 'held' || oneDrive?.state === 'onHold') {
      Object.assign(oneDrive, { state: 'kept', until: null });
    }
    this.#settleLicenses(user);
  }

  liftHold(user: ModelUser, hold: string): boolean {
    if (!user.holds.delete(hold)) return false;
    if (user.holds.size > 0) return true;
    user.liftedAt = this.now;
    for (const data of user.data.values()) {
      const delayed = this.now + month;
      if (data.state === 'onHold' || data.state === 'inactiveMailbox') {
        Object.assign(data, { state: 'held', until: delayed });
      } else if (data.state === 'held') {
        Object.assign(data, { until: Math.max(data.until ?? 0, delayed) });
      }
    }
    return true;
  }

  #free(name: ProductName): number {
    return (this.enabled.get(name) ?? 0) - this.consumed(name);
  }

  #settleLicenses(user: ModelUser): void {
    const provided = new Set([...this.licensesOf(user)].flatMap((name) => provides[name]));
    for (const service of services) {
      const data = user.data.get(service);
      if (provided.has(service)) {
        const items = data === undefined || data.state === 'purged' ? [] : data.items;
        if (data?.state !== 'provided') {
          user.data.set(service, { state: 'provided', until: null, items });
        }
      } else if (data?.state === 'provided') {
        const isKept = service === 'oneDrive';
        data.state = isKept ? 'kept' : 'held';
        data.until = isKept ? null : this.now + month;
      }
    }
  }
}
