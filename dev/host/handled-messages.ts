/** Counts the queue messages this host has worked on since it started. */
export class HandledMessages {
  readonly #byQueue = new Map<string, number>();
  #begun = 0;

  begin(): void {
    this.#begun += 1;
  }

  add(queueName: string): void {
    this.#byQueue.set(queueName, this.of(queueName) + 1);
  }

  /** Also the ones that failed. */
  get begun(): number {
    return this.#begun;
  }

  of(queueName: string): number {
    return this.#byQueue.get(queueName) ?? 0;
  }

  get total(): number {
    return [...this.#byQueue.values()].reduce((sum, count) => sum + count, 0);
  }
}
