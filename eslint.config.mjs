import eslint from '@eslint/js';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

/** A strict content security policy blocks the styles of components: one global stylesheet instead. */
const noComponentStyles = ['styles', 'styleUrl', 'styleUrls'].map((name) => ({
  selector: `Decorator[expression.callee.name="Component"] Property[key.name="${name}"]`,
  message: 'Components have no styles of their own: write them in frontend/src/styles.css.',
}));

/** What is typed into a box without it, or chosen, lies in clear on the disk: browsers keep it to fill the page again. */
const boxesThatForget = ['textarea', 'input', 'select'].map((name) => ({
  selector: [
    `Element[name="${name}"]`,
    ':not(:has(> TextAttribute[name="autocomplete"]))',
    ':not(:has(> BoundAttribute[name="autocomplete"]))',
    ':not(:has(> TextAttribute[name="type"][value="file"]))',
  ].join(''),
  message: 'Say autocomplete="off": the browser keeps on the disk what is typed or chosen.',
}));

const typed = {
  extends: [eslint.configs.recommended, ...tseslint.configs.strictTypeChecked],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    eqeqeq: 'error',
    'no-console': 'error',
  },
};

/** Time and randomness are arguments of the domain. */
const pureDomain = {
  files: ['backend/src/domain/**/*.ts'],
  ignores: ['**/*.spec.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
        message: 'Take the time as an argument.',
      },
      {
        selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
        message: 'Take the time as an argument.',
      },
      {
        selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
        message: 'Take the randomness as an argument.',
      },
    ],
  },
};

/** The server speaks to its database and to nobody else: no address that somebody sends is ever fetched, no program started. */
const serverReachesNothing = {
  files: ['backend/src/**/*.ts'],
  rules: {
    'no-eval': 'error',
    'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
    '@typescript-eslint/no-restricted-imports': [
      'error',
      ...['child_process', 'dgram', 'http', 'http2', 'https', 'net', 'tls', 'vm'].map((name) => ({
        name: `node:${name}`,
        message: 'The server starts no program and calls no other server.',
        allowTypeImports: true,
      })),
    ],
  },
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.denba/', 'coverage/', 'docs/generated/', 'frontend/.angular/'] },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [eslint.configs.recommended],
    languageOptions: { globals: nodeGlobals() },
  },
  { files: ['backend/**/*.ts', 'test/**/*.ts'], ...typed },
  pureDomain,
  {
    files: ['backend/src/**/*.ts'],
    ignores: ['backend/src/platform/config.ts', '**/*.spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only platform/config.ts reads the environment.' },
      ],
    },
  },
  serverReachesNothing,
  { files: ['backend/src/cli.ts', 'backend/src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['frontend/**/*.ts'],
    ...typed,
    extends: [...typed.extends, ...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: { ...typed.rules, 'no-restricted-syntax': ['error', ...noComponentStyles] },
  },
  { files: ['frontend/src/main.ts'], rules: { 'no-console': ['error', { allow: ['error'] }] } },
  {
    files: ['frontend/**/*.html'],
    ignores: ['frontend/src/index.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
    rules: { 'no-restricted-syntax': ['error', ...boxesThatForget] },
  },
);

function nodeGlobals() {
  const names = [
    'process',
    'console',
    'Buffer',
    'URL',
    'AbortController',
    'performance',
    'setTimeout',
    'setInterval',
    'clearInterval',
    'clearTimeout',
    'module',
    'fetch',
  ];
  return Object.fromEntries(names.map((name) => [name, 'readonly']));
}
