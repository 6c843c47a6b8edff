import type { PhaseEntryTexts } from './phase-entry.js';

export const phaseEntryEn: PhaseEntryTexts = {
  entered: 'entered by the focal point, from: {how}, {from} of the facility, on {date}',
  invited: 'written and signed by the facility, by invitation: {from}, on {date}',
  how: { telephone: 'telephone', visit: 'visit', paper: 'paper brought in', letter: 'letter' },
  from: {
    OBG: 'obstetrician',
    MD: 'doctor',
    MIDWIFE: 'midwife',
    OBSTETRIC_NURSE: 'obstetric nurse',
    NURSE: 'nurse',
    MATRONE: 'matron',
    COMMUNITY: 'community worker',
    MANAGEMENT: 'manager',
    OTHER: 'other carer',
  },
};
