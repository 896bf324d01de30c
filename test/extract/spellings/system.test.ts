import { commonjsEvaluated, evaluated, notEvaluated, patched } from './evals.js'
import { files, quiet } from './files.js'
import { commonjsSpawned, notSpawned, spawned } from './spawns.js'
import { spawnedOtherwise } from './spawns-more.js'
import { testSpellings } from './spelling.js'
import { targets } from './targets.js'

testSpellings('a program that is started', spawned)
testSpellings('a program that is started by other means', spawnedOtherwise)
testSpellings('a program that is started, in CommonJS', commonjsSpawned)
testSpellings('no program that is started', notSpawned)
testSpellings('text run as code', evaluated)
testSpellings('text run as code, in CommonJS', commonjsEvaluated)
testSpellings('what others call, patched', patched)
testSpellings('no text run as code', notEvaluated)
testSpellings('a file', files)
testSpellings('a target of writes', targets)
testSpellings('an ordinary file', quiet)
