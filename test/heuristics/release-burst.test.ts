import { known, unknown } from '../../src/model.js'
import { fact, release } from '../support/facts.js'
import { casesOf } from '../support/heuristics.js'

const at = (version: string, time: string) => release({ version, publishedAt: known(`2025-${time}:00Z`) })
const weekly = ['0.5.0', '0.6.0', '0.7.0', '0.8.0', '0.9.0'].map((version, index) => at(version, `01-1${index}T10:00`))
const hours = (versions: readonly string[]) => versions.map((version, hour) => at(version, `06-01T0${hour}:30`))
const now = { publishedAt: known('2025-06-01T09:30:00Z') }
const hook = fact('install.script', 'postinstall: node x.js', { event: 'postinstall', command: 'node x.js' })

casesOf('release-burst', ({ fires, silent }) => {
  const many = [...weekly, ...hours(['0.9.1', '0.9.2', '0.9.3', '0.9.4', '0.9.5'])]
  fires(
    'six in a day',
    { history: many, release: { version: '0.9.6', ...now } },
    { severity: 'info', message: /6 releases/ },
  )
  fires(
    'six, and a hook',
    { history: many, before: [], facts: [hook], release: { version: '0.9.6', ...now } },
    { severity: 'medium' },
  )
  const lines = { history: [...weekly, ...hours(['0.7.1', '0.8.1'])], release: { version: '0.9.1', ...now } }
  fires('three lines', lines, { severity: 'info', message: /3 lines/ })
  fires('three lines with a hook', { ...lines, before: [], facts: [hook] }, { severity: 'high' })
  fires(
    'two majors in a day',
    { history: [...weekly, ...hours(['1.0.0'])], release: { version: '2.0.0', ...now } },
    { severity: 'low' },
  )

  silent('its own habit', {
    history: [
      ...Array.from({ length: 6 }, (_, index) => at(`0.1.${index}`, `01-01T0${index}:00`)),
      ...hours(['0.2.0', '0.2.1', '0.2.2', '0.2.3', '0.2.4']),
    ],
    release: { version: '0.2.5', ...now },
  })
  silent('a repair of a repair', { history: [...weekly, ...hours(['0.9.1'])], release: { version: '0.9.2', ...now } })
  silent('a time is not known', {
    history: [...many, release({ version: '0.1.0', publishedAt: unknown('contradicts') })],
    release: { version: '0.9.6', ...now },
  })
  silent('nightly builds', {
    history: [...weekly, ...hours(['1.0.0-a.1', '1.0.0-a.2', '1.0.0-a.3', '1.0.0-a.4', '1.0.0-a.5'])],
    release: { version: '1.0.0-a.6', ...now },
  })
  silent('a new project', { history: hours(['0.0.1', '0.0.2', '0.0.3']), release: { version: '0.0.4', ...now } })
})
