import { startThrowawayCluster } from '../../scripts/throwaway-cluster.mjs';

/** One PostgreSQL cluster for the whole run; spec files take fresh databases from it. */
export default async function startCluster() {
  if (process.env.DENBA_TEST_CLUSTER) return;
  const cluster = await startThrowawayCluster();
  process.env.DENBA_TEST_CLUSTER = JSON.stringify(cluster.description);
  globalThis.denbaTestCluster = cluster;
}
