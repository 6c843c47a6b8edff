import type { CastMember } from '../people.js';

/** Somebody of every role, and the pages that their links must lead to. */
export const VISITORS: Readonly<Partial<Record<CastMember, readonly string[]>>> = {
  relais: ['/notifier', '/cas', '/cas/:id', '/rapports', '/rapports/:id'],
  midwife: [
    '/aide/papier',
    '/cas/:id/formulaire/maternal_review',
    '/cas/:id/formulaire/notification',
    '/cas/:id/retards',
  ],
  head: ['/cas/confirmations', '/seances', '/seances/:id', '/seances/nouvelle'],
  referralHead: ['/cas/:id/dossier', '/seances/:id', '/suites'],
  asaco: ['/actions', '/actions/:id'],
  mayor: ['/actions'],
  otherMidwife: ['/protection/:id'],
  focalPoint: [
    '/cas/qualite',
    '/cas/:id/paquet',
    '/cas/:id/comparaison',
    '/suites/:id',
    '/seances/:id',
    '/tirages/:id',
    '/journal',
    '/rapports/district',
    '/rapports/:id',
  ],
  coordinator: ['/sieges', '/sieges/:id', '/tirages'],
  region: ['/rapports/nombres', '/cas/:id/comparaison', '/suites', '/tirages/:id'],
  partner: ['/actions'],
  national: ['/rapports/nombres', '/suites', '/tirages'],
  admin: ['/comptes', '/comptes/:id', '/structures', '/parametres', '/journal'],
  reviewerOne: ['/contre-audits', '/contre-audits/:id'],
  reviewerTwo: ['/contre-audits', '/contre-audits/:id'],
  reviewerFive: ['/contre-audits', '/contre-audits/:id'],
};
