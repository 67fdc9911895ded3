import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** Where `npm run portal` finds the API: the local host. */
const host = process.env['UNSEAT_URL'] ?? 'http://localhost:7071';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, '../dist/portal'),
    // It is not below this folder, so nothing is removed without being asked for.
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the pages lets nothing in that is written into a page or an address.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
  server: {
    port: 5173,
    // The local host answers a page of its own address alone.
    proxy: Object.fromEntries(
      ['/api', '/dev'].map((path) => [path, { target: host, changeOrigin: false }]),
    ),
  },
});
