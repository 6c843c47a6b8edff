import type { Answers } from '../../../backend/src/domain/forms/form.js';
import type { Attendee } from './cycle/auditing.js';

const account = (username: string, job: string, involved = false): Attendee => ({
  username,
  name: '',
  profession: '',
  function: job,
  involved,
});

/** Five voices of a joint session at the CSRéf, one of them without an account; the midwife of the CSCom gave care. */
export const JOINT_ROOM: readonly Attendee[] = [
  account('medecin-csref', 'Médecin-chef'),
  account('sage-femme-csref', 'Sage-femme du CSRéf'),
  account('dtc', 'DTC'),
  account('sage-femme', 'Sage-femme du CSCom', true),
  {
    username: null,
    name: 'Oumar Diarra',
    profession: 'Infirmier, infirmière',
    function: 'Infirmier de garde',
    involved: false,
  },
];

/** The room of a CSCom: a voice from outside, the nurse gave care. */
export const CSCOM_ROOM: readonly Attendee[] = [
  account('dtc', 'DTC'),
  account('sage-femme', 'Sage-femme'),
  account('infirmier', 'Infirmier', true),
  account('sage-femme-csref', 'Sage-femme du CSRéf'),
];

/** Course of a session in which all agree. */
export const COURSE: Answers = {
  conflict_declared: { value: 'NO' },
  materials: { value: ['RECORD'] },
  minutes_note: {
    value:
      'Chacun a parlé, la sage-femme du CSCom d’abord. Les faits ont été relus heure par heure, puis les facteurs un à un.',
  },
  consensus: { value: 'UNANIMOUS' },
};
