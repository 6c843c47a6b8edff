import type { Routes } from '@angular/router';
import { roleTexts, settingTexts } from '../core/domain-texts';
import { facilityTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [facilityTexts.ready, settingTexts.ready, roleTexts.ready],
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./settings-page').then((m) => m.SettingsPage),
      },
    ],
  },
];
