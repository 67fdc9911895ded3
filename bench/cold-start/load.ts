import { createHostLog } from '../../dev/host/host-log.ts';
import { loadApp } from '../../dev/host/app/load-app.ts';

/** Loads an app as the worker does, and prints what that took: CPU of this process since it began to load, in milliseconds. */
const [, , folder = ''] = process.argv;
const began = process.cpuUsage();
const app = await loadApp(folder, createHostLog({ quiet: true }));
const { user, system } = process.cpuUsage(began);
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, functions: app.functions.size }));
process.exit();
