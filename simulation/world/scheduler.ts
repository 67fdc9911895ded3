import type { Random } from './random.ts';

/** What dies when an instance crashes: its waiting calls are never answered, its activities end there. */
export class Life {
  isOver = false;
  readonly over: Promise<'crashed'>;
  readonly #end: (value: 'crashed') => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<'crashed'>();
    this.over = promise;
    this.#end = resolve;
  }

  crash(): void {
    this.isOver = true;
    this.#end('crashed');
  }
}

interface Turn {
  readonly life: Life | null;
  readonly notBefore: number;
  readonly go: () => void;
}

/**
 * Lets one call of all that wait happen at a time, in an order that only the seed decides. Nothing ever sleeps: a slow
 * call is one that others overtake.
 */
export class Scheduler {
  readonly #random: Random;
  #waiting: Turn[] = [];
  steps = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Waits until it is this call's turn; never ends when its instance has died meanwhile. */
  turn(life: Life | null, delay = 0): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ life, notBefore: this.steps + delay, go: resolve });
    return promise;
  }

  /** Makes something happen at a later turn, whatever becomes of the instance that asked for it. */
  later(effect: () => Promise<void>, delay: number): void {
    void this.turn(null, delay).then(effect);
  }

  /** Runs until nobody waits for a turn any more. */
  async run(beforeStep: () => void = () => undefined): Promise<void> {
    for (;;) {
      beforeStep();
      await settle();
      this.#waiting = this.#waiting.filter(({ life }) => life?.isOver !== true);
      if (this.#waiting.length === 0) return;
      this.steps += 1;
      this.#next().go();
    }
  }

  #next(): Turn {
    const ready = this.#waiting.filter(({ notBefore }) => notBefore <= this.steps);
    const next =
      this.#random.pick(ready) ??
      this.#waiting.reduce((first, turn) => (turn.notBefore < first.notBefore ? turn : first));
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    return next;
  }
}

/** Until every promise that can go on by itself has done so. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** What a caller sees that is not there any more. */
export function never<Value>(): Promise<Value> {
  return new Promise(() => undefined);
}
