import { inject, Injectable, signal } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import type { Language } from '@domain/accounts/person.js';
import { madeOnce } from './made-once';
import { frenchSpaces } from './typography';

type Params = Readonly<Record<string, string | number>>;
type Bundle<Key extends string> = Readonly<Record<Key, string>>;
type CountKey<Key extends string> = Key extends `${infer Base}_other` ? Base : never;

/** Texts of one feature in both languages, loaded when first needed. Made by `defineTexts`. */
export interface TextScope<Key extends string> {
  readonly name: string;
  readonly loaders: Readonly<Record<Language, () => Promise<{ readonly default: Bundle<Key> }>>>;
  /** Put it in `canActivate` of the feature's routes: the texts are there before the page is drawn. */
  readonly ready: CanActivateFn;
}

/** What `injectTexts` gives: `t('key')`, `t('key', { n: 3 })`, and the two forms below. */
export interface Translate<Key extends string> {
  (key: Key, params?: Params): string;
  /** Chooses `key_one` or `key_other` by the number, which is also the parameter `n`. */
  count(key: CountKey<Key>, n: number, params?: Params): string;
  /** For keys made at run time (`state.` + code): `null` when there is no such text. */
  find(key: string, params?: Params): string | null;
}

const LANGUAGE_KEY = 'denba.language';

/** The language in use and every text loaded so far. Reading a text inside a template follows the language by itself. */
@Injectable({ providedIn: 'root' })
export class TextStore {
  private readonly transloco = inject(TranslocoService);
  private readonly scopes = new Map<string, TextScope<string>>();
  private readonly loading = new Map<string, Promise<void>>();
  private readonly revision = signal(0);
  private readonly active = signal<Language>(storedLanguage());

  readonly language = this.active.asReadonly();

  /** Loads every known scope in the new language, then switches: no text is ever shown half in one, half in the other. */
  async use(language: Language): Promise<void> {
    await Promise.all([...this.scopes.values()].map((scope) => this.fetch(scope, language)));
    this.transloco.setActiveLang(language);
    this.active.set(language);
    document.documentElement.lang = language;
    localStorage.setItem(LANGUAGE_KEY, language);
  }

  async load(scope: TextScope<string>): Promise<void> {
    this.scopes.set(scope.name, scope);
    await this.fetch(scope, this.active());
  }

  find(key: string, params?: Params): string | null {
    this.revision();
    const language = this.active();
    const found = this.transloco.getTranslation(language)[key] as unknown;
    return typeof found === 'string' ? this.transloco.translate(key, params ?? {}, language) : null;
  }

  private fetch(scope: TextScope<string>, language: Language): Promise<void> {
    const key = `${scope.name}/${language}`;
    const running =
      this.loading.get(key) ??
      scope.loaders[language]().then(({ default: texts }) => {
        const spaced = Object.entries(texts).map(([name, text]): [string, string] => [
          `${scope.name}.${name}`,
          language === 'fr' ? frenchSpaces(text) : text,
        ]);
        this.transloco.setTranslation(Object.fromEntries(spaced), language, { emitChange: false });
        this.revision.update((n) => n + 1);
      });
    this.loading.set(key, running);
    running.catch(() => this.loading.delete(key));
    return running;
  }
}

function storedLanguage(): Language {
  return localStorage.getItem(LANGUAGE_KEY) === 'en' ? 'en' : 'fr';
}

/**
 * Declares the texts of a feature. The English file must have exactly the keys of the French one, or it does not compile:
 *
 *     // cases/texts.ts
 *     export const casesTexts = defineTexts('cases', { fr: () => import('./texts.fr'), en: () => import('./texts.en') });
 *     // cases/texts.fr.ts
 *     export default { title: 'Cas', rows_one: '{n} cas', rows_other: '{n} cas' };
 *     // cases/texts.en.ts
 *     import type fr from './texts.fr';
 *     export default { ... } satisfies Record<keyof typeof fr, string>;
 *     // cases/routes.ts
 *     export const routes: Routes = [{ path: '', canActivate: [casesTexts.ready], children: [...] }];
 *     // a component
 *     protected readonly t = injectTexts(casesTexts);      {{ t('title') }}  {{ t.count('rows', n) }}
 */
export function defineTexts<Texts extends Bundle<string>>(
  name: string,
  loaders: {
    readonly fr: () => Promise<{ readonly default: Texts }>;
    readonly en: () => Promise<{ readonly default: Bundle<keyof Texts & string> }>;
  },
): TextScope<keyof Texts & string> {
  const scope: TextScope<keyof Texts & string> = {
    name,
    loaders,
    ready: async () => {
      await inject(TextStore).load(scope);
      return true;
    },
  };
  return scope;
}

const plurals = madeOnce(
  (language, options: Intl.PluralRulesOptions) => new Intl.PluralRules(language, options),
);

/** The translating function of a scope, for a component or a service (injection context only). */
export function injectTexts<Key extends string>(scope: TextScope<Key>): Translate<Key> {
  const store = inject(TextStore);
  void store.load(scope);
  const find = (key: string, params?: Params): string | null => store.find(`${scope.name}.${key}`, params);
  return Object.assign((key: Key, params?: Params) => find(key, params) ?? '', {
    count: (key: CountKey<Key>, n: number, params?: Params) => {
      const form = plurals(store.language(), {}).select(n) === 'one' ? 'one' : 'other';
      return find(`${key}_${form}`, { n, ...params }) ?? '';
    },
    find,
  });
}
