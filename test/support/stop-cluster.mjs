export default async function stopCluster() {
  await globalThis.denbaTestCluster?.stop();
}
