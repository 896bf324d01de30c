import { addresses } from './host-addresses.js'
import { calls } from './host-calls.js'
import { commonjsCalls, nodeCalls } from './host-node.js'
import { testSpellings } from './spelling.js'

testSpellings('a host, by its call', calls)
testSpellings("a host, by Node's modules and sockets", nodeCalls)
testSpellings('a host, by its address', addresses)
testSpellings('a host, in CommonJS', commonjsCalls)
