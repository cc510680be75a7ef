import { FLASH_ACKNOWLEDGEMENT_PATH } from '@eirene/domain/situation'
import { fillPath, send } from '../../edge/index.ts'

/** The signed-in person takes note of a flash report. Throws Refusal. */
export async function acknowledge(slug: string, id: string): Promise<void> {
  await send('POST', fillPath(FLASH_ACKNOWLEDGEMENT_PATH, { slug, id }))
}
