import type { Routes } from '@angular/router';
import { eventTexts, roleTexts, settingTexts } from '../core/domain-texts';
import { journalTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [journalTexts.ready, eventTexts.ready, roleTexts.ready, settingTexts.ready],
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./journal-page').then((m) => m.JournalPage),
      },
    ],
  },
];
