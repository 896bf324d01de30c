import { environments, machines, quiet } from './flow-machine.js'
import { tokens } from './flow-tokens.js'
import { ways } from './flow-ways.js'
import { testSpellings } from './spelling.js'

testSpellings('a token to a host', tokens)
testSpellings('a token on its way', ways)
testSpellings('the whole environment to a host', environments)
testSpellings('what is read of the machine, to a host', machines)
testSpellings('what does not leave', quiet)
