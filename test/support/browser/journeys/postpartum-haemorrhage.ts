import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cycle } from '../cycle/cycle.js';
import { COURSE, JOINT_ROOM } from '../rooms.js';
import { openSite, type Device, type Site } from '../site.js';
import { expectWorkedFile, plain } from '../worked-file.js';
import { runClock } from '../../given-audits.js';
import { refrigerator } from '../../given-recommendations.js';
import { m1 } from '../../worked-cases.js';

const ACTION = 'Acheter un réfrigérateur pour les médicaments de la maternité';

/** M1: bleeding after birth at the CSCom, death at the CSRéf. Every role in turn, by clicks alone. */
export function haemorrhageJourney(device: Device): void {
  describe(`a postpartum haemorrhage, on a ${device}`, () => {
    let site: Site;
    let cycle: Cycle;
    beforeAll(async () => {
      site = await openSite('2026-03-14T16:10');
      cycle = new Cycle(site, device, m1);
    });
    afterAll(() => site.close());

    it('is notified by the midwife of the CSCom', async () => {
      expect(await cycle.notify('midwife')).toMatch(/^DNB-/);
    });

    it('is confirmed by the focal point', async () => {
      site.goTo('2026-03-14T18:00');
      await cycle.confirm('focalPoint');
    });

    it('is documented by both facilities, each its own phase', async () => {
      await cycle.document({ member: 'midwife', facility: 'cscom' });
      await cycle.document({ member: 'referralMidwife', facility: 'csref' });
    }, 120_000);

    it('is frozen with exactly the worked answers, messages and computed values', async () => {
      await cycle.freeze('referralHead');
      await expectWorkedFile(site.app, cycle.caseId, m1);
    });

    it('is audited in a joint session that recommends a refrigerator', async () => {
      await cycle.release('focalPoint');
      const course = { ...COURSE, agrees_cert: { value: 'YES' } };
      await cycle.hold('referralHead', '2026-03-18T10:00', JOINT_ROOM, course);
      const recommendation = refrigerator({
        rec_action: { value: ACTION },
        rec_audience: { value: 'ASACO' },
        rec_follow_member: { value: 'sage-femme' },
      });
      await cycle.recommend('referralHead', recommendation);
      await cycle.seal('referralHead');
      expect(await cycle.firstOpinion()).toEqual(plain(m1.opinion));
    }, 120_000);

    it('is counter-audited blind by two reviewers', async () => {
      await cycle.counterAudit();
    }, 120_000);

    it('concludes direct, obstetric haemorrhage, without a difference', async () => {
      expect(await cycle.final('icdmm_group', 'maternal_class')).toEqual({
        source: 'audit',
        icdmm_group: 'MM3',
        maternal_class: 'DIRECT',
      });
      const page = await cycle.comparison('focalPoint');
      expect(page).toContain('Avis identiques');
      expect(page).not.toMatch(/Majeur|Modéré|Mineur/);
    });

    it('has its recommendation carried out by the ASACO, verified by another person, and is closed', async () => {
      site.goTo('2026-04-02T09:00');
      await runClock(site.app);
      await cycle.answerAction('asaco', ACTION, 'D’accord');
      await cycle.answerAction('asaco', ACTION, 'Fait', 'Reçu');
      await cycle.verify('focalPoint', ACTION);
      await cycle.close('focalPoint');
      expect(await cycle.state()).toBe('closed');
    }, 60_000);
  });
}
