import type { Routes } from '@angular/router';
import { reasonTexts, roleTexts, stateTexts } from '../core/domain-texts';
import { auditsTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [auditsTexts.ready, stateTexts.ready, reasonTexts.ready, roleTexts.ready],
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./seat-list').then((m) => m.SeatList) },
      { path: ':id', loadComponent: () => import('./seat-page').then((m) => m.SeatPage) },
    ],
  },
];
