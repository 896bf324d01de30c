import { dependencyCasesOf } from '../support/dependencies.js'

dependencyCasesOf('dependency-unpublished', ({ fires, silent }) => {
  fires(
    'a locked version that is listed no more',
    { accepted: true, gone: [{ name: 'left-pad', version: '0.0.9' }] },
    { severity: 'medium', message: /left-pad@0\.0\.9 is locked, and the registry lists other versions alone/ },
  )
  fires(
    'a package of this machine that the registry replaced by a note',
    { gone: [{ name: 'flatmap-stream', version: '0.1.1', wholly: true }] },
    { severity: 'high', message: /installed on this machine, and the registry has nothing of flatmap-stream/ },
  )
  silent('a tree of which everything is listed', { packages: [{ name: 'left-pad' }] })
  silent('a package that only moved', { packages: [{ name: 'left-pad', status: 'moved', movedFrom: '0.0.9' }] })
})
