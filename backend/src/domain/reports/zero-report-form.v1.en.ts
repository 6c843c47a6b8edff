import type { FormTextsOf } from '../forms/form.js';
import type { zeroReportFormV1 } from './zero-report-form.v1.js';

/** English texts of the zero report. */
export const zeroReportFormV1En: FormTextsOf<typeof zeroReportFormV1> = {
  title: 'Zero report',
  sections: {
    period: 'Where and when',
    deaths: 'Deaths',
    births: 'Births',
    means: 'Means',
    sending: 'Sending',
  },
  labels: {
    zr_facility: 'Facility or village',
    zr_period_type: 'Period',
    zr_period: 'Week or month',
    zr_deaths_wra: 'Deaths of women aged 12 to 49',
    zr_deaths_mat: 'Of these, suspected maternal deaths',
    zr_stillbirths: 'Stillbirths',
    zr_stillbirths_fresh: 'Fresh stillbirths',
    zr_stillbirths_mac: 'Macerated stillbirths',
    zr_nnd: 'Newborn deaths (0 to 27 days)',
    zr_nnd_0_6: 'Newborn deaths, 0 to 6 days',
    zr_nnd_7_27: 'Newborn deaths, 7 to 27 days',
    zr_child_1_59: 'Child deaths, 1 to 59 months',
    zr_zero_confirmed: 'Registers checked: no death',
    zr_births: 'Births',
    zr_live_births: 'Live births',
    zr_total_births: 'All births',
    zr_assisted_births: 'Assisted births',
    zr_villages_reporting: 'Villages that reported',
    zr_stockouts: 'Out of stock',
    zr_ambulance_ok: 'Ambulance in working order',
    zr_staff_present: 'Qualified staff present',
    zr_submitted_at: 'Sent on',
    zr_ontime: 'On time',
    zr_completeness: 'Villages that reported (%)',
  },
  hints: {
    zr_deaths_wra: 'From any cause, accidents included.',
    zr_deaths_mat: 'During pregnancy, birth or the 42 days after.',
    zr_zero_confirmed: 'Maternity, ward and consultation registers were looked at.',
    zr_total_births: 'Live births and stillbirths together.',
    zr_assisted_births: 'By a midwife, an obstetric nurse, a matrone or a doctor.',
    zr_staff_present: 'People who can attend a birth, on an ordinary day of the week.',
  },
};
