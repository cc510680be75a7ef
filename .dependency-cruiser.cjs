// The architecture, as a check: ADR-0001 (one way) and ADR-0002 (packages are technology, folders are rooms).
const SHARED = [
  'problem',
  'parse',
  'units',
  'time',
  'operation',
  'organisation',
  'actor',
  'place',
  'access',
  'record',
  'ledger',
  'release',
  'calibration',
  'config',
  'db',
  'backup',
  'storage',
  'edge',
  'theme',
  'map',
  'chart',
  'i18n',
  'widget',
]
const ROOMS = [
  'mandate',
  'force',
  'report',
  'incident',
  'situation',
  'warning',
  'assessment',
  'decision',
  'response',
  'lesson',
]
const ABOVE = ['app', 'cli', 'shell']
const MAY_IMPORT = {
  domain: [],
  analysis: ['domain'],
  store: ['domain'],
  server: ['domain', 'analysis', 'store'],
  web: ['domain', 'analysis'],
}
const TEST = '[.]test[.]tsx?$'

const layers = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
  name: `layer-${name}`,
  severity: 'error',
  comment: `${name} may import only: ${[name, ...allowed].join(', ')}`,
  from: { path: `^packages/${name}/src`, pathNot: TEST },
  to: { path: '^packages/', pathNot: [name, ...allowed].map((p) => `^packages/${p}/`) },
}))

const flow = ROOMS.slice(0, -1).map((room, i) => ({
  name: `flow-${room}`,
  severity: 'error',
  comment: `${room} may not know of a later room`,
  from: { path: `^packages/[^/]+/src/${room}/`, pathNot: TEST },
  to: { path: `^packages/[^/]+/src/(${ROOMS.slice(i + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...layers,
    ...flow,
    {
      name: 'shared-below-rooms',
      severity: 'error',
      from: { path: `^packages/[^/]+/src/(${SHARED.join('|')})/`, pathNot: TEST },
      to: { path: `^packages/[^/]+/src/(${[...ROOMS, ...ABOVE, 'exercise'].join('|')})/` },
    },
    {
      name: 'rooms-below-app',
      severity: 'error',
      from: { path: `^packages/[^/]+/src/(${[...ROOMS, 'exercise'].join('|')})/`, pathNot: TEST },
      to: { path: `^packages/[^/]+/src/(${ABOVE.join('|')})/` },
    },
    {
      name: 'exercise-is-beside',
      severity: 'error',
      from: { path: `^packages/[^/]+/src/(${ROOMS.join('|')})/`, pathNot: TEST },
      to: { path: '^packages/[^/]+/src/exercise/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: '(index[.]ts|[.]test[.]tsx?|main[.]tsx?|[.]d[.]ts|worker[.]ts|vite[.]config[.]ts)$',
      },
      to: {},
    },
    {
      name: 'one-door',
      severity: 'error',
      comment: 'enter another folder by its index.ts',
      from: { path: '^packages/([^/]+)/src/([^/]+)/', pathNot: TEST },
      to: { path: '^packages/[^/]+/src/[^/]+/', pathNot: ['^packages/$1/src/$2/', '/index[.]ts$'] },
    },
    {
      name: 'domain-and-analysis-are-pure',
      severity: 'error',
      from: { path: '^packages/(domain|analysis)/src', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: { path: '^packages/[^/]+/src', pathNot: TEST },
      to: { pathNot: '@types/', dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/[.]cache)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
