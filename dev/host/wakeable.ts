/** A pause that can be ended early. A wake-up while nobody waits counts for the next pause. */
export class Wakeable {
  #wakeUp: (() => void) | null = null;
  #pending = false;

  async pause(ms: number): Promise<void> {
    if (!this.#pending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#pending = false;
    this.#wakeUp = null;
  }

  wake(): void {
    if (this.#wakeUp) this.#wakeUp();
    else this.#pending = true;
  }
}
