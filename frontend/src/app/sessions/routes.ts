import type { Routes } from '@angular/router';
import { codeTexts, eventTexts, reasonTexts, roleTexts, stateTexts } from '../core/domain-texts';
import { sessionsTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [
      sessionsTexts.ready,
      stateTexts.ready,
      eventTexts.ready,
      reasonTexts.ready,
      roleTexts.ready,
      codeTexts.ready,
    ],
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./session-list').then((m) => m.SessionList),
      },
      { path: 'nouvelle', loadComponent: () => import('./plan-page').then((m) => m.PlanPage) },
      { path: ':id', loadComponent: () => import('./session-page').then((m) => m.SessionPage) },
    ],
  },
];
