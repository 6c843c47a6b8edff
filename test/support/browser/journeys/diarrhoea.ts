import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cycle } from '../cycle/cycle.js';
import { COURSE, CSCOM_ROOM } from '../rooms.js';
import { openSite, type Device, type Site } from '../site.js';
import { expectWorkedFile, plain } from '../worked-file.js';
import { as } from '../../api.js';
import { ok } from '../../given-audits.js';
import { c2 } from '../../worked-cases.js';

/** C2: diarrhoea of a malnourished child who died at home. The first audit sees the malnutrition alone; a third person settles it. */
export function diarrhoeaJourney(device: Device): void {
  describe(`a diarrhoea of a malnourished child, on a ${device}`, () => {
    let site: Site;
    let cycle: Cycle;
    beforeAll(async () => {
      site = await openSite('2026-04-17T10:30');
      cycle = new Cycle(site, device, c2, { mother_name: { value: 'Awa Coulibaly' } });
      // Every death of a child of this district goes before two reviewers, not the share that is drawn.
      const placeId = await site.app.place('DISTRICT-DEMO');
      for (const [key, value] of [
        ['draw.other', 1],
        ['review.seats-other', 2],
      ])
        ok(await as(site.app, 'admin').put('/settings', { placeId, key, value }), 'setting');
    });
    afterAll(() => site.close());

    it('is notified by the relay of the village, and confirmed', async () => {
      expect(await cycle.notify('relais')).toMatch(/^DNB-/);
      site.goTo('2026-04-17T14:00');
      await cycle.confirm('focalPoint', '2026-04-14');
    }, 60_000);

    it('is documented, and told by the family two weeks later', async () => {
      await cycle.document({ member: 'head', facility: 'cscom' });
      site.goTo('2026-05-03T09:00');
      await cycle.interview('head');
    }, 120_000);

    it('is frozen with exactly the worked answers, messages and computed values', async () => {
      await cycle.freeze('head');
      await expectWorkedFile(site.app, cycle.caseId, c2);
    });

    it('is audited at the CSCom: severe malnutrition', async () => {
      await cycle.release('focalPoint');
      const course = {
        ...COURSE,
        agrees_cert: { value: 'NO_CERT' },
        no_recommendation_reason: { value: 'Elles seront prises à la réunion du district.' },
      };
      await cycle.hold('head', '2026-05-06T10:00', CSCOM_ROOM, course);
      await cycle.seal('head');
      expect(await cycle.firstOpinion()).toEqual(plain(c2.opinion));
    }, 120_000);

    it('is counter-audited blind by two reviewers', async () => {
      await cycle.counterAudit();
      expect(await cycle.state()).toBe('adjudicating');
    }, 120_000);

    it('is adjudicated to diarrhoea, with malnutrition beside it', async () => {
      await cycle.assign('coordinator', 'relecteur-5');
      await cycle.adjudicate('reviewerFive', c2.adjudication ?? {});
      expect(await cycle.final('child_group', 'cod_underlying', 'avoidability')).toEqual({
        source: 'adjudicated',
        child_group: 'C03',
        cod_underlying: 'A09',
        avoidability: 'AVOID_YES',
      });
    }, 120_000);

    it('shows the differences of the worked case', async () => {
      await cycle.comparison('focalPoint');
      expect(await cycle.levels()).toMatchObject({
        group: 'MODERATE',
        delay1: 'MAJOR',
        delay2: 'NONE',
        delay3: 'MAJOR',
        quality: 'MAJOR',
        factors: 'MODERATE',
        avoidability: 'MODERATE',
      });
    });
  });
}
