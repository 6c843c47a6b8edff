import type { Routes } from '@angular/router';
import { codeTexts } from '../core/domain-texts';
import { reportTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [reportTexts.ready, codeTexts.ready],
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./report-list').then((m) => m.ReportList) },
      { path: 'district', loadComponent: () => import('./grid-page').then((m) => m.GridPage) },
      { path: 'nombres', loadComponent: () => import('./counts-page').then((m) => m.CountsPage) },
      {
        path: 'nouveau/:lieu/:periode',
        loadComponent: () => import('./report-page').then((m) => m.ReportPage),
      },
      { path: ':id', loadComponent: () => import('./report-page').then((m) => m.ReportPage) },
    ],
  },
];
