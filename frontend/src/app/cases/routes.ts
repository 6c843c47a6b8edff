import type { Routes } from '@angular/router';
import {
  codeTexts,
  eventTexts,
  phaseEntryTexts,
  reasonTexts,
  roleTexts,
  stateTexts,
} from '../core/domain-texts';
import { concernTexts } from '../ui/concern/texts';
import { pictureTexts } from '../ui/pictures/texts';
import { packetTexts } from './packet/texts';
import { reviewTexts } from './review/texts';
import { casesTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [
      casesTexts.ready,
      concernTexts.ready,
      pictureTexts.ready,
      stateTexts.ready,
      eventTexts.ready,
      reasonTexts.ready,
      roleTexts.ready,
      codeTexts.ready,
      phaseEntryTexts.ready,
    ],
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./case-list').then((m) => m.CaseList) },
      {
        path: 'confirmations',
        loadComponent: () => import('./approvals-page').then((m) => m.ApprovalsPage),
      },
      {
        path: 'qualite',
        loadComponent: () => import('./quality-page').then((m) => m.QualityPage),
      },
      { path: ':id', pathMatch: 'full', loadComponent: () => import('./case-page').then((m) => m.CasePage) },
      {
        path: ':id',
        canActivate: [reviewTexts.ready],
        children: [
          {
            path: 'formulaire/:form',
            loadComponent: () => import('./review/review-page').then((m) => m.ReviewPage),
          },
          {
            path: 'partie/:place',
            loadComponent: () => import('./review/enter-phase-page').then((m) => m.EnterPhasePage),
          },
          {
            path: 'inviter/:place',
            loadComponent: () => import('./review/invite-page').then((m) => m.InvitePage),
          },
          { path: 'retards', loadComponent: () => import('./review/delays-page').then((m) => m.DelaysPage) },
          {
            path: 'paquet',
            canActivate: [packetTexts.ready],
            loadComponent: () => import('./packet/packet-page').then((m) => m.PacketPage),
          },
          { path: 'dossier', loadComponent: () => import('./review/file-page').then((m) => m.FilePage) },
        ],
      },
    ],
  },
];
