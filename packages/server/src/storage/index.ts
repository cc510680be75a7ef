export {
  ATTACHMENT_AREAS,
  DamagedAttachment,
  digestOf,
  type AttachmentArea,
  type AttachmentStore,
  type StoredAttachment,
} from './attachment-store.ts'
export { attachmentsFolder, dropAttachmentDrafts, openFolderStore } from './folder-store.ts'
export { keepStream, syncFolder, tooLarge, type KeptFile } from './keep-stream.ts'
export { openAttachmentStore } from './open-store.ts'
export { openS3Store, type S3Settings } from './s3-store.ts'
