import { Injectable, signal } from '@angular/core';

/** `auto` follows the device. */
export type ThemeChoice = 'auto' | 'light' | 'dark';

const THEME_KEY = 'denba.theme';

/** Light, dark, or as the device says; kept on this device. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly kept = signal<ThemeChoice>(storedTheme());
  readonly choice = this.kept.asReadonly();

  constructor() {
    this.choose(this.kept());
  }

  choose(choice: ThemeChoice): void {
    this.kept.set(choice);
    if (choice === 'auto') {
      delete document.documentElement.dataset['theme'];
      localStorage.removeItem(THEME_KEY);
    } else {
      document.documentElement.dataset['theme'] = choice;
      localStorage.setItem(THEME_KEY, choice);
    }
  }
}

function storedTheme(): ThemeChoice {
  const kept = localStorage.getItem(THEME_KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}
