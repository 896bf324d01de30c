import { mixed } from './recipient-mix.js'
import { places } from './recipient-places.js'
import { commonjs, protocols } from './recipient-protocols.js'
import { values } from './recipient-values.js'
import { quiet } from './recipients-quiet.js'
import { testSpellings } from './spelling.js'

testSpellings('a constant recipient, by its place', places)
testSpellings('a constant recipient, by its value', values)
testSpellings('a constant recipient, by its protocol', protocols)
testSpellings('a constant recipient, in CommonJS', commonjs)
testSpellings('no constant recipient', quiet)
testSpellings('a constant recipient, place and value mixed', mixed(50))
