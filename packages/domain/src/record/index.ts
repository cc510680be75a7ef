export { isId, mintId, PROVENANCE_METHODS, type Envelope, type Provenance } from './record.ts'
