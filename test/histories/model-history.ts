import { services as allServices } from '../../lib/licensing/products/service.ts';
import type { ProductName } from '../../simulation/builders/products.ts';
import { productNames } from '../../simulation/builders/products.ts';
import type { ModelUser } from './model.ts';
import { Model } from './model.ts';
import type { Step, Taken } from './steps.ts';
import { at, day, people, seats } from './steps.ts';

/** The model of one history, told its steps one by one. */
export class ModelHistory {
  readonly model = new Model(
    people.map((person) => ({
      direct: new Set<ProductName>(person.direct),
      inherited: new Set<ProductName>(person.inherited),
      isSynced: person.isSynced,
    })),
  );
  readonly taken: Taken[] = [];
  items = 0;

  constructor() {
    for (const name of productNames) this.model.enabled.set(name, seats);
  }

  /** What the model answers to a step, and what the step took. */
  expect(step: Step): { code: string; taken?: Taken['licenses'] } {
    const { model } = this;
    const person = (index: number): ModelUser => at(model.users, index);
    switch (step.kind) {
      case 'licensesPage':
      case 'activeUsers': {
        const products = 'product' in step ? [step.product] : productNames;
        const taken = step.users.map((index) => ({
          user: index,
          products:
            (refusal(person(index)) === null ? model.unassign(person(index), products) : null) ??
            [],
        }));
        return { code: 'ok', taken };
      }
      case 'activeUser': {
        const refused = refusal(person(step.user));
        if (refused !== null) return { code: refused };
        const products = model.unassign(person(step.user), step.products);
        if (products === null) return { code: 'conflict' };
        return { code: 'ok', taken: [{ user: step.user, products }] };
      }
      case 'assign': {
        const refused = refusal(person(step.user));
        return {
          code: refused ?? (model.assign(person(step.user), step.products) ? 'ok' : 'conflict'),
        };
      }
      case 'delete': {
        if (person(step.user).isGone)
          return { code: person(step.user).isSynced ? 'ok' : 'notFound' };
        if (person(step.user).deleted === null) model.delete(person(step.user));
        return { code: 'ok' };
      }
      case 'restore': {
        if (person(step.user).isGone) return { code: 'notFound' };
        if (person(step.user).deleted === null) return { code: 'conflict' };
        model.restore(person(step.user));
        return { code: 'ok' };
      }
      case 'undo': {
        const operation = this.taken.at(-1 - step.back);
        if (operation === undefined) return { code: 'notFound' };
        return { code: this.expectUndo(operation) };
      }
      case 'placeHold': {
        if (person(step.user).isAwaitingPurge) return { code: 'conflict' };
        if (!this.hasData(person(step.user))) return { code: 'notFound' };
        person(step.user).holds.add(step.hold);
        return { code: 'ok' };
      }
      case 'liftHold': {
        if (!this.hasData(person(step.user))) return { code: 'notFound' };
        return { code: model.liftHold(person(step.user), step.hold) ? 'ok' : 'notFound' };
      }
      case 'seats': {
        const isLower = step.enabled < (model.enabled.get(step.product) ?? 0);
        if (isLower && model.consumed(step.product) > step.enabled) return { code: 'conflict' };
        model.enabled.set(step.product, step.enabled);
        return { code: 'ok' };
      }
      case 'oneDriveDays': {
        model.oneDriveDays = step.days;
        for (const one of model.users) this.moveOneDrive(one);
        return { code: 'ok' };
      }
      case 'putItem': {
        const one = person(step.user);
        const itemId = `item-${this.items}`;
        this.items += 1;
        if (one.isGone) return { code: 'notFound' };
        const data = one.data.get(step.service);
        if (data?.state === 'purged') return { code: 'purged' };
        if (data?.state !== 'provided') return { code: 'conflict' };
        data.items.push(itemId);
        return { code: 'ok' };
      }
      case 'move':
        model.moveTo(model.now + step.days * day);
        if (step.sweeps) model.sweep();
        return { code: 'ok' };
      case 'moveToNextDue': {
        const dues = model.users.flatMap((one) =>
          [...one.data.values()].map(({ until }) => until ?? 0),
        );
        const next = Math.min(...dues.filter((due) => due > model.now + 1));
        if (Number.isFinite(next)) model.moveTo(step.early ? next - 1 : next);
        model.sweep();
        return { code: 'ok' };
      }
    }
  }

  expectUndo(operation: Taken): string {
    const { model } = this;
    if (operation.isUndone) return 'conflict';
    const needed = new Map<ProductName, number>();
    for (const { user: index, products } of operation.licenses) {
      const one = at(model.users, index);
      if (one.isGone || one.deleted !== null) continue;
      const held = model.licensesOf(one);
      for (const name of products)
        if (!held.has(name)) needed.set(name, (needed.get(name) ?? 0) + 1);
    }
    for (const [name, count] of needed) {
      if ((model.enabled.get(name) ?? 0) - model.consumed(name) < count) return 'conflict';
    }
    for (const { user: index, products } of operation.licenses) {
      const one = at(model.users, index);
      if (!one.isGone && one.deleted === null) model.assign(one, products);
    }
    operation.isUndone = true;
    return 'ok';
  }

  /** A changed OneDrive retention applies to deletes still in progress. */
  moveOneDrive(one: ModelUser): void {
    const oneDrive = one.data.get('oneDrive');
    if (one.deleted === null || oneDrive?.state !== 'held') return;
    const ordinary = one.deleted.until - 30 * day + this.model.oneDriveDays * day;
    oneDrive.until = Math.max(ordinary, one.liftedAt + 30 * day);
    this.model.moveTo(this.model.now);
  }

  /** Whether a hold can be placed: there is a user, or data of one. */
  hasData(one: ModelUser): boolean {
    return !one.isGone || [...one.data.values()].some(({ state }) => state !== 'purged');
  }

  /** What a reader has to see of a user. */
  expected(one: ModelUser): unknown {
    const data = allServices.flatMap((service) => {
      const entry = one.data.get(service);
      return entry === undefined
        ? []
        : [
            {
              service,
              state: entry.state,
              until: entry.state === 'purged' ? null : entry.until,
              isSearchable:
                service === 'exchange' &&
                (entry.state === 'provided' || entry.state === 'inactiveMailbox'),
              items: entry.items.toSorted(),
            },
          ];
    });
    const licenses = one.isGone ? null : [...this.model.licensesOf(one)].toSorted();
    const isAllGone = one.isGone && data.every(({ state }) => state === 'purged');
    return { licenses, data: isAllGone ? [] : data };
  }
}

/** Why a user's licenses can't be changed; null when they can. */
function refusal(one: ModelUser): string | null {
  if (one.isGone) return 'notFound';
  return one.deleted === null ? null : 'conflict';
}
