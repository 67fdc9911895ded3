import { createHostLog } from '../../dev/host/host-log.ts';
import { loadApp } from '../../dev/host/app/load-app.ts';

/** Loads an app as the worker does, and prints what that took in CPU, in milliseconds: alone, and with the start of the process. */
const [, , folder = ''] = process.argv;
const began = process.cpuUsage();
const app = await loadApp(folder, createHostLog({ quiet: true }));
const [alone, whole] = [process.cpuUsage(began), process.cpuUsage()];
const toMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
console.log(
  JSON.stringify({
    cpuMs: toMs(alone),
    processMs: toMs(whole),
    functions: app.functions.size,
  }),
);
process.exit();
