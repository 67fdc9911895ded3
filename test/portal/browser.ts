import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Starts Chromium. Where there is none the test fails with what to do: pages nobody has looked at are not tested. */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(executable)) {
    throw new Error(
      `There is no Chromium at ${executable}. Install it (apt-get install chromium), or name one in CHROMIUM.`,
    );
  }
  // As root, as in a container, its sandbox does not start.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: executable,
    args: isRoot ? ['--no-sandbox'] : [],
  });
}
