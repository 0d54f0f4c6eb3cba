import { testModel } from './run-model.ts'

testModel('PGlite')
