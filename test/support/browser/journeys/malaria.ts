import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cycle } from '../cycle/cycle.js';
import { COURSE, CSCOM_ROOM } from '../rooms.js';
import { openSite, type Device, type Site } from '../site.js';
import { expectWorkedFile, plain } from '../worked-file.js';
import { m2 } from '../../worked-cases.js';

/** M2: severe malaria taken for eclampsia. The first audit is wrong, the counter-audits find it, a third person settles it. */
export function malariaJourney(device: Device): void {
  describe(`a malaria taken for eclampsia, on a ${device}`, () => {
    let site: Site;
    let cycle: Cycle;
    beforeAll(async () => {
      site = await openSite('2026-09-08T09:00');
      cycle = new Cycle(site, device, m2);
    });
    afterAll(() => site.close());

    it('is notified late by the head of the centre, with the reason', async () => {
      expect(await cycle.notify('head', 'Pas de réseau')).toMatch(/^DNB-/);
    });

    it('is confirmed, documented and frozen as worked', async () => {
      site.goTo('2026-09-08T14:00');
      await cycle.confirm('focalPoint');
      await cycle.document({ member: 'midwife', facility: 'cscom' });
      await cycle.freeze('head');
      await expectWorkedFile(site.app, cycle.caseId, m2);
    }, 120_000);

    it('is audited at the CSCom: eclampsia, not avoidable', async () => {
      await cycle.release('focalPoint');
      const course = {
        ...COURSE,
        agrees_cert: { value: 'NO_CERT' },
        no_recommendation_reason: { value: 'Elles seront prises à la réunion du district.' },
      };
      await cycle.hold('head', '2026-09-12T10:00', CSCOM_ROOM, course);
      await cycle.seal('head');
      expect(await cycle.firstOpinion()).toEqual(plain(m2.opinion));
    }, 120_000);

    it('is counter-audited blind by two reviewers', async () => {
      await cycle.counterAudit();
      expect(await cycle.state()).toBe('adjudicating');
    }, 120_000);

    it('is adjudicated to malaria, indirect', async () => {
      await cycle.assign('coordinator', 'relecteur-5');
      await cycle.adjudicate('reviewerFive', m2.adjudication ?? {});
      expect(await cycle.final('icdmm_group', 'maternal_class')).toEqual({
        source: 'adjudicated',
        icdmm_group: 'MM7',
        maternal_class: 'INDIRECT',
      });
    }, 120_000);

    it('shows a major difference of class, group, delay 3 and avoidability', async () => {
      const page = await cycle.comparison('focalPoint');
      expect(page).toContain('Écart majeur sur 4 questions');
      expect(await cycle.levels()).toMatchObject({
        eligibility: 'NONE',
        class: 'MAJOR',
        group: 'MAJOR',
        delay1: 'NONE',
        delay2: 'NONE',
        delay3: 'MAJOR',
        quality: 'MODERATE',
        factors: 'MINOR',
        avoidability: 'MAJOR',
        'decisive-treatment': 'MODERATE',
      });
      await cycle.close('focalPoint');
      expect(await cycle.state()).toBe('closed');
    });
  });
}
