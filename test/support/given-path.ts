import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { TestApp } from './app.js';
import { aConfirmedDeath, pageOf, write, type GivenCase, type GivenOptions } from './given.js';
import type { CastMember } from './people.js';

export type PathPlaces = Readonly<Record<'cscom' | 'csref' | 'clinic', number>>;

/** The facilities of a path of three. Nobody has an account at the clinic. */
export async function placesOfPath(app: TestApp): Promise<PathPlaces> {
  const [cscom = 0, csref = 0, clinic = 0] = await Promise.all(
    ['CSCOM-DEMO-01', 'CSREF-DEMO', 'PRIVATE-DEMO'].map((code) => app.place(code)),
  );
  return { cscom, csref, clinic };
}

/** A line of one place, as a form refers to it. */
export const ref = (place: number) => ({ ref: { value: String(place) } });

/** The woman of M1 on a path through the private clinic, between the CSCom and the CSRéf. */
export const pathOfThree = ({ cscom, clinic, csref }: PathPlaces): Answers => ({
  m_facility_path: {
    value: [
      { ...ref(cscom), arrival: { value: '2026-03-13T23:10' }, departure: { value: '2026-03-14T05:55' } },
      { ...ref(clinic), arrival: { value: '2026-03-14T06:30' }, departure: { value: '2026-03-14T07:10' } },
      { ...ref(csref), arrival: { value: '2026-03-14T08:05' } },
    ],
  },
});

/** What the clinic tells of its part, and as it is written. */
export const TOLD =
  'Reçue en choc à 6 h 30, perfusion posée, pas de sang à la clinique, envoyée au CSRéf par taxi.';
export const narrative = {
  question: 'narrative',
  base: null,
  value: { value: [{ text: { value: TOLD } }] },
} as const;

/** The clinic's part as somebody sees it on the page of the case. */
export async function clinicsPart(app: TestApp, by: CastMember, { id }: Pick<GivenCase, 'id'>) {
  const { clinic } = await placesOfPath(app);
  return (await pageOf(app, by, id)).path.find(({ placeId }) => placeId === clinic);
}

/** The same death, confirmed; the head of the CSRéf names the clinic on the path. */
export async function aPathOfThree(app: TestApp, options: GivenOptions = {}): Promise<GivenCase> {
  const given = await aConfirmedDeath(app, options);
  await write(app, 'referralHead', given.id, pathOfThree(await placesOfPath(app)));
  return given;
}
