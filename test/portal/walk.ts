/** Goes through the numbered steps of a list in the admin article; what goes wrong says at which step. */
export async function walk(
  list: string,
  steps: readonly (() => Promise<unknown>)[],
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await step();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${list} step ${index + 1}: ${message}`, { cause: error });
    }
  }
}
