/** The clock requests are paced by, in milliseconds, and how they wait. */
export interface PaceClock {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** More is not worth waiting for, in milliseconds: whoever asks is told to come again. */
const longestWaitMs = 4000;
/** What is left of the rate when the service was busy. */
const slowerBy = 0.85;
/** What comes back each second in which it was not, as a share of the rate. */
const fasterBy = 0.03;
/** Requests a second that are always sent: a single busy answer in a quiet hour slows nobody down. */
const lowestRate = 50;
/** A service that takes this many requests a second is not held back. */
const highestRate = 5000;

/**
 * How fast this process asks a service that says it is busy. Asking again at once is what keeps a busy service busy: the rate
 * falls with each time it says so and comes back slowly, so that it settles a little below what the service takes. Until
 * it says so the first time nothing waits.
 */
export class Pace {
  readonly #clock: PaceClock;
  /** Requests a second; null while nothing is held back. */
  #rate: number | null = null;
  /** Who waits, in the order of coming. */
  readonly #waiting: (() => void)[] = [];
  #isLettingIn = false;
  #lastLetIn = -Infinity;
  /** Answers to what was sent before this say nothing of the rate there is now. */
  #changedAt = -Infinity;
  #lastFaster = 0;
  /** What was sent in this second and the one before: how fast it was when the service said it is busy. */
  readonly #sent = { second: 0, count: 0, before: 0 };

  constructor(clock: PaceClock) {
    this.#clock = clock;
  }

  /**
   * Waits until a request may go.
   * @returns when it went; null when that is too far away, and it should not be sent
   */
  async enter(): Promise<number | null> {
    if (this.#rate !== null) {
      if ((this.#waiting.length / this.#rate) * 1000 > longestWaitMs) return null;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        if (!this.#isLettingIn) void this.#letIn();
      });
    }
    const sentAt = this.#clock.now();
    this.#count(sentAt);
    return sentAt;
  }

  /** Takes in how a request that was sent at a moment was answered. */
  answered(sentAt: number, isBusy: boolean): void {
    const now = this.#clock.now();
    if (isBusy) {
      if (sentAt < this.#changedAt) return;
      const rate = this.#rate ?? Math.max(this.#sent.before, this.#sent.count);
      this.#rate = Math.max(lowestRate, rate * slowerBy);
      this.#changedAt = now;
      this.#lastFaster = now;
    } else if (this.#rate !== null) {
      const seconds = (now - this.#lastFaster) / 1000;
      this.#lastFaster = now;
      this.#rate *= 1 + fasterBy * Math.min(seconds, 1);
      if (this.#rate > highestRate) this.#rate = null;
    }
  }

  /** One after the other, at the rate there is then. */
  async #letIn(): Promise<void> {
    this.#isLettingIn = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const apart = this.#rate === null ? 0 : 1000 / this.#rate;
      const early = this.#lastLetIn + apart - this.#clock.now();
      if (early > 0) await this.#clock.wait(early);
      this.#lastLetIn = this.#clock.now();
      next();
    }
    this.#isLettingIn = false;
  }

  #count(at: number): void {
    const second = Math.floor(at / 1000);
    if (second !== this.#sent.second) {
      this.#sent.before = second === this.#sent.second + 1 ? this.#sent.count : 0;
      this.#sent.second = second;
      this.#sent.count = 0;
    }
    this.#sent.count += 1;
  }
}
