import type { Routes } from '@angular/router';
import { problemTexts } from './problem-texts';
import { facilityTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [facilityTexts.ready],
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./place-page').then((m) => m.PlacePage) },
      {
        path: 'import',
        canActivate: [problemTexts.ready],
        loadComponent: () => import('./import-page').then((m) => m.ImportPage),
      },
      {
        path: 'sans-district',
        loadComponent: () => import('./no-district-page').then((m) => m.NoDistrictPage),
      },
      { path: ':id', loadComponent: () => import('./place-page').then((m) => m.PlacePage) },
    ],
  },
];
