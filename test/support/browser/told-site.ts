import { demonstrationId } from '../../../backend/src/accounts/demonstration.js';
import { tellDemonstration } from '../../../backend/src/commands/load-demonstration.js';
import { as } from '../api.js';
import { ok } from '../given-audits.js';
import { people } from '../people.js';
import { openSite, type Site } from './site.js';

/** The product with the whole demonstration, and one suspicion that somebody named by the district follows. */
export async function openToldSite(): Promise<Site> {
  const site = await openSite('2026-03-16T10:00', { DENBA_DEMO: '1' });
  const { app } = site;
  await tellDemonstration(app.nest, app.clock);
  const named = {
    placeId: await app.place('DISTRICT-DEMO'),
    key: 'safeguarding.person',
    value: people.otherMidwife,
  };
  ok(await as(app, 'admin').put('/settings', named), 'whom to alert');
  const suspected = demonstrationId('case', 'evacuated');
  ok(await as(app, 'midwife').post(`/cases/${suspected}/raise-concern`, {}), 'suspicion');
  return site;
}
