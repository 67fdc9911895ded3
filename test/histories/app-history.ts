import { expect } from 'vitest';
import { UnseatError } from '../../lib/errors.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import { listItems, readData } from '../../lib/operations/held-data/read-data.ts';
import { readUser } from '../../lib/operations/users/read-users.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import type { OperationAnswer } from '../../lib/operations/engine/answers/result.ts';
import { setSeats } from '../../lib/operations/licenses/set-seats.ts';
import { sweep } from '../../lib/operations/purge/sweep.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import type { Assignment } from '../../lib/licensing/user.ts';
import type { ProductName } from '../../simulation/builders/products.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, productNames, skuId } from '../../simulation/builders/products.ts';
import { direct, inherited, start, user, userId } from '../../simulation/builders/users.ts';
import type { Step, Taken } from './steps.ts';
import { at, people, seats } from './steps.ts';

/** A way that holds no seat and provides nothing: the model does not know it at all. */
function inError(name: ProductName): Assignment {
  return { ...inherited(name, 2), state: 'Error', error: 'CountViolation' };
}

const reader = { kind: 'reader' } as const;

/** The real operations on tables in memory, told the same steps. */
export class AppHistory {
  readonly world = new MemoryWorld();
  items = 0;

  load(): Promise<void> {
    return this.world.load(
      productNames.map((name) => product(name, seats)),
      people.map((person, index) => {
        const { isSynced } = person;
        const assignments = [
          ...person.direct.map((name) => direct(name)),
          ...person.inherited.map((name) => inherited(name)),
          ...('inError' in person ? person.inError.map((name) => inError(name)) : []),
        ];
        return user(assignments, {
          id: userId(index),
          userPrincipalName: `u${index}@contoso.com`,
          isSynced,
        });
      }),
    );
  }

  /** Does a step; `now` is where a move of the clock leads. */
  run(
    step: Step,
    now: number,
    undone: Taken | undefined,
  ): Promise<OperationAnswer | string | null> {
    const { world } = this;
    const { services } = world;
    const session = world.session();
    switch (step.kind) {
      case 'licensesPage':
        return unassignLicenses(session, {
          path: 'licensesPage',
          userIds: step.users.map(userId),
          skuIds: [skuId(step.product)],
        });
      case 'activeUsers':
        return unassignLicenses(session, {
          path: 'activeUsers',
          userIds: step.users.map(userId),
          skuIds: 'allDirect',
        });
      case 'activeUser':
        return unassignLicenses(session, {
          path: 'activeUser',
          userIds: [userId(step.user)],
          skuIds: step.products.map(skuId),
        }).then((answer) => answer.results[0]?.error?.code ?? answer);
      case 'assign': {
        const licenses = step.products.map((name) => ({ skuId: skuId(name), disabledPlans: [] }));
        return assignLicenses(session, userId(step.user), licenses);
      }
      case 'delete': {
        const path = at(people, step.user).isSynced ? 'directorySync' : 'deleteUser';
        return deleteUsers(session, { path, userIds: [userId(step.user)] });
      }
      case 'restore':
        return restoreUser(session, userId(step.user));
      case 'undo': {
        return undone === undefined
          ? Promise.resolve('notFound')
          : undoOperation(session, undone.operationId);
      }
      case 'placeHold': {
        const hold = { holdId: step.hold, kind: 'litigation', note: null } as const;
        return placeHold(session, userId(step.user), hold);
      }
      case 'liftHold':
        return liftHold(session, userId(step.user), step.hold);
      case 'seats':
        return setSeats(session, skuId(step.product), step.enabled).then(() => null);
      case 'oneDriveDays':
        return putTenant(session, {
          displayName: 'Contoso',
          oneDriveRetentionDays: step.days,
        }).then(() => null);
      case 'putItem': {
        const item = {
          itemId: `item-${this.items}`,
          name: 'Item',
          contentType: 'text/plain',
          sizeBytes: 1,
          createdAt: null,
          content: 'x',
        };
        this.items += 1;
        return putItems(session, userId(step.user), step.service, [item]).then(() => null);
      }
      case 'move':
      case 'moveToNextDue': {
        world.now = addMs(start, now);
        const isSwept = step.kind === 'moveToNextDue' || step.sweeps;
        return (isSwept ? sweep(services, world.now) : Promise.resolve()).then(() => null);
      }
    }
  }

  /** What a reader sees of a user. */
  async seen(index: number): Promise<unknown> {
    const session = this.world.session();
    const id = userId(index);
    const there = await orCode(readUser(session, id));
    const licenses =
      typeof there === 'string'
        ? null
        : there.licenses
            .filter(({ state }) => state !== 'Error')
            .map(({ skuPartNumber }) => skuPartNumber)
            .toSorted();
    const entries = await orCode(readData(session, id, reader));
    if (typeof entries === 'string') return { licenses, data: [] };
    const data = [];
    for (const { service, state, until, eDiscoverySearchable } of entries) {
      const page = { top: 100, skipToken: null };
      const items = await orCode(listItems(session, { idOrName: id, service, reader }, page));
      const isPurged = state === 'purging' || state === 'purged';
      expect(typeof items === 'string' ? items : 'ok').toBe(isPurged ? 'purged' : 'ok');
      data.push({
        service,
        // Whether the sweep has been there yet makes no difference to a reader.
        state: isPurged ? 'purged' : state,
        until: isPurged || until === null ? null : Date.parse(until) - Date.parse(start),
        isSearchable: eDiscoverySearchable,
        items: typeof items === 'string' ? [] : items.value.map(({ itemId }) => itemId).toSorted(),
      });
    }
    const isAllGone = licenses === null && data.every(({ state }) => state === 'purged');
    return { licenses, data: isAllGone ? [] : data };
  }
}

async function orCode<Value>(work: Promise<Value>): Promise<Value | string> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UnseatError) return error.kind;
    throw error;
  }
}
