import { Background } from '../clients/background.ts';
import { Clients } from '../clients/clients.ts';
import { clockOffsets, jump } from '../faults/clock-jumps.ts';
import type { FaultKind } from '../faults/faults.ts';
import { RandomFaults, weathers } from '../faults/random-faults.ts';
import type { Instance } from '../world/instance.ts';
import { Keepers } from '../clients/keepers.ts';
import { Readers } from '../clients/readers.ts';
import { populate } from '../world/population.ts';
import { quiesce } from '../clients/quiesce.ts';
import { Random } from '../world/random.ts';
import { randomRequest } from '../clients/requests.ts';
import type { Violation } from '../world/violations.ts';
import { World } from '../world/world.ts';

/** What one history has shown. */
export interface HistoryResult {
  readonly seed: number;
  readonly activities: number;
  readonly calls: number;
  readonly checks: number;
  /** Generations of data that came to their end. */
  readonly purged: number;
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly violations: readonly Violation[];
}

const mostInstances = 3;
/** Activities of one burst live together, and no longer than the host lets a function run. */
const burstMs = 8 * 60_000;
/** Most often a burst takes a minute or two; now and then each piece of work in it takes several. */
const slowestStepsMs = [20_000, 20_000, 200_000] as const;
const activityWeights = [
  ['request', 10],
  ['repeat', 4],
  ['put', 3],
  ['read', 2],
  ['sweep', 2],
  ['message', 16],
] as const;

/** One seed decides everything: who asks what, which call comes when, and what goes wrong with it. */
export async function runHistory(seed: number): Promise<HistoryResult> {
  const history = new History(seed);
  await history.run();
  const { findings, scheduler } = history.world;
  return {
    seed,
    activities: history.activities,
    calls: scheduler.steps,
    checks: findings.checks,
    purged: history.world.memory.all('licensing').filter(({ key }) => key.startsWith('P~')).length,
    faults: history.faults.counts,
    violations: findings.violations,
  };
}

class History {
  readonly #random: Random;
  readonly faults: RandomFaults;
  readonly world: World;
  readonly #clients: Clients;
  readonly #keepers: Keepers;
  readonly #readers: Readers;
  readonly #background: Background;
  #instances: { instance: Instance; offset: number }[] = [];
  activities = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.faults = new RandomFaults(this.#random);
    const populations = [populate(1, 24, this.#random), populate(2, 5, this.#random)];
    this.world = new World(this.#random, this.faults, populations);
    this.#clients = new Clients(this.world);
    this.#keepers = new Keepers(this.world);
    this.#readers = new Readers(this.world, this.#keepers);
    this.#background = new Background(this.world, this.faults, this.#random);
  }

  async run(): Promise<void> {
    await this.world.load();
    const bursts = this.#random.between(18, 48);
    for (let burst = 0; burst < bursts; burst += 1) {
      if (burst > 0) jump(this.world, this.#random);
      const { calm, slow, rough, contended, stormy } = weathers;
      const weather = this.#random.pick([
        calm,
        slow,
        rough,
        rough,
        rough,
        contended,
        stormy,
        stormy,
      ]);
      this.faults.weather = weather ?? calm;
      this.#instances = Array.from({ length: this.#random.between(1, mostInstances) }, () => {
        const offset = this.#random.pick(clockOffsets) ?? 0;
        return { instance: this.world.instance(offset), offset };
      });
      await this.#burst(this.#random.between(6, 24));
    }
    this.faults.calm();
    await quiesce(
      this.world,
      {
        background: this.#background,
        clients: this.#clients,
        keepers: this.#keepers,
        readers: this.#readers,
      },
      this.#random,
    );
  }

  async #burst(count: number): Promise<void> {
    let [left, running] = [count, 0];
    this.world.beginBurst(burstMs);
    const slowestStepMs = this.#random.pick(slowestStepsMs);
    await this.world.scheduler.run(() => {
      if (left > 0 && (running === 0 || this.#random.chance(0.3))) {
        left -= 1;
        running += 1;
        this.activities += 1;
        void this.#activity().finally(() => {
          running -= 1;
        });
      }
      if (this.#random.chance(0.08)) this.world.pass(this.#random.between(1, slowestStepMs));
    });
    if (left > 0) await this.#burst(left);
  }

  async #activity(): Promise<void> {
    const random = this.#random;
    const instance = this.#instance();
    if (random.chance(0.03)) instance.setClock(random.pick(clockOffsets) ?? 0);
    const population = random.chance(0.8) ? this.world.populations[0] : this.world.populations[1];
    if (population === undefined) throw new RangeError('a world without tenants');
    switch (random.weighted(activityWeights)) {
      case 'request': {
        const takings = this.#clients.takings(population.tenantId);
        const sent = this.#clients.note(randomRequest(random, population, takings));
        let outcome = await this.#clients.attempt(sent, instance);
        // A portal that got no answer asks again under the same key.
        while (outcome === 'unknown' && random.chance(0.6)) {
          outcome = await this.#clients.attempt(sent, this.#instance());
        }
        return;
      }
      case 'repeat': {
        const sent = random.pick(this.#clients.sent);
        if (sent !== undefined) await this.#clients.attempt(sent, instance);
        return;
      }
      case 'put':
        return this.#keepers.put(random, population, instance);
      case 'read':
        return this.#readers.read(random, population, instance);
      case 'sweep':
        return this.#background.sweep(instance);
      case 'message':
        return this.#background.handleAny(instance);
    }
  }

  /** Any instance; one that crashed has been started anew, with empty caches. */
  #instance(): Instance {
    const place = this.#random.int(this.#instances.length);
    const chosen = this.#instances[place];
    if (chosen === undefined) throw new RangeError('no instances');
    if (!chosen.instance.life.isOver) return chosen.instance;
    const started = this.world.instance(chosen.offset);
    this.#instances[place] = { instance: started, offset: chosen.offset };
    return started;
  }
}
