import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cycle } from '../cycle/cycle.js';
import { COURSE, JOINT_ROOM } from '../rooms.js';
import { openSite, type Device, type Site } from '../site.js';
import { expectWorkedFile, plain } from '../worked-file.js';
import { as } from '../../api.js';
import { ok } from '../../given-audits.js';
import { p1 } from '../../worked-cases.js';

/** P1: fresh stillbirth after a long labour and an evacuation. Audit and counter-audits agree, blind of each other. */
export function stillbirthJourney(device: Device): void {
  describe(`a stillbirth after a long labour, on a ${device}`, () => {
    let site: Site;
    let cycle: Cycle;
    beforeAll(async () => {
      site = await openSite('2026-05-12T08:30');
      cycle = new Cycle(site, device, p1, { mother_name: { value: 'Awa Coulibaly' } });
      // Every stillbirth of this district goes before two reviewers, not the share that is drawn.
      const placeId = await site.app.place('DISTRICT-DEMO');
      for (const [key, value] of [
        ['draw.intrapartum-partner', 1],
        ['draw.other', 1],
        ['review.seats-other', 2],
      ])
        ok(await as(site.app, 'admin').put('/settings', { placeId, key, value }), 'setting');
    });
    afterAll(() => site.close());

    it('is notified by the midwife of the CSCom, and confirmed', async () => {
      expect(await cycle.notify('midwife')).toMatch(/^DNB-/);
      site.goTo('2026-05-12T10:00');
      await cycle.confirm('focalPoint');
    }, 60_000);

    it('is documented by both facilities, each its own phase', async () => {
      await cycle.document({ member: 'midwife', facility: 'cscom' });
      await cycle.document({ member: 'referralMidwife', facility: 'csref' });
    }, 120_000);

    it('is frozen with exactly the worked answers, messages and computed values', async () => {
      await cycle.freeze('referralHead');
      await expectWorkedFile(site.app, cycle.caseId, p1);
    });

    it('is audited in a joint session', async () => {
      await cycle.release('focalPoint');
      const course = {
        ...COURSE,
        agrees_cert: { value: 'NO_CERT' },
        no_recommendation_reason: { value: 'Elles seront prises à la réunion du district.' },
      };
      await cycle.hold('referralHead', '2026-05-16T10:00', JOINT_ROOM, course);
      await cycle.seal('referralHead');
      expect(await cycle.firstOpinion()).toEqual(plain(p1.opinion));
    }, 120_000);

    it('is counter-audited blind by two reviewers', async () => {
      await cycle.counterAudit();
    }, 120_000);

    it('concludes intrapartum, I3 with M3, without a difference', async () => {
      const codes = ['eligibility', 'timing', 'icdpm_group', 'maternal_condition', 'cod_underlying'];
      expect(await cycle.final(...codes)).toEqual({
        source: 'audit',
        eligibility: 'STILLBIRTH',
        timing: 'INTRAPARTUM',
        icdpm_group: 'I3',
        maternal_condition: 'M3',
        cod_underlying: 'P20.1',
      });
      const page = await cycle.comparison('focalPoint');
      expect(page).toContain('Avis identiques');
      expect(new Set(Object.values(await cycle.levels()))).toEqual(new Set(['NONE']));
    });
  });
}
