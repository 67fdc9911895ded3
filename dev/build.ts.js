// What `node dev/build.ts` finds: plain JavaScript, so that a Node too old for TypeScript can say what to do.
if (process.features.typescript) {
  const quiet = process.argv.includes('--quiet');
  const { build } = await import('./bundle/bundle.ts');
  await build({ quiet });
  const { buildPortal } = await import('./portal/build-portal.ts');
  await buildPortal({ quiet });
  const { writeDeployFolder } = await import('./deploy-folder.ts');
  await writeDeployFolder();
} else {
  console.error(
    `Node ${process.versions.node} reads no TypeScript: run this instead, on the Node that npm ci installs: npm run build`,
  );
  process.exitCode = 1;
}
