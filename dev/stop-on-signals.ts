import pc from 'picocolors';

/** npm passes Ctrl-C on although the terminal has sent it already: two at once are one. */
const sameMs = 500;

/** Stops in good order at the first Ctrl-C or SIGTERM and at once at the second. */
export function stopOnSignals(stop: () => Promise<void>): void {
  // A host of npm run dev ends at every change; that is no news.
  const isOfWatch = process.connected;
  let stoppingSince: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stoppingSince === null) {
      stoppingSince = performance.now();
      if (!isOfWatch) console.log(pc.dim(`${signal}: stopping. Once more to stop at once.`));
      void stopAndExit(stop);
    } else if (performance.now() - stoppingSince > sameMs) {
      process.exit(130);
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

async function stopAndExit(stop: () => Promise<void>): Promise<void> {
  try {
    await stop();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
