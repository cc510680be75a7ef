export { brokenTextIssues, parsed, parseWith, refused, type Issue, type Parsed } from './parse.ts'
