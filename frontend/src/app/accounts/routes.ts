import type { Routes } from '@angular/router';
import { roleTexts } from '../core/domain-texts';
import { accountTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [accountTexts.ready, roleTexts.ready],
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./person-list').then((m) => m.PersonList) },
      { path: 'nouveau', loadComponent: () => import('./person-new').then((m) => m.PersonNew) },
      {
        path: 'demandes',
        loadComponent: () => import('./role-requests-page').then((m) => m.RoleRequestsPage),
      },
      { path: ':id', loadComponent: () => import('./person-page').then((m) => m.PersonPage) },
    ],
  },
];
