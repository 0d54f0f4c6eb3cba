import type { BaseWindow, Dialog, WebContents } from 'electron'
import { saveFile } from './files.ts'
import type { Saved } from './files.ts'

/** The page with its print styles as a PDF, saved where the person says. */
export async function printToPdf(
  contents: Pick<WebContents, 'printToPDF'>, dialog: Pick<Dialog, 'showSaveDialog'>, window: BaseWindow,
  page: { suggestedName: string; landscape: boolean },
): Promise<Saved> {
  // Tagged, so that a screen reader can read the packet.
  const bytes = await contents.printToPDF({ landscape: page.landscape, printBackground: true, preferCSSPageSize: true, generateTaggedPDF: true })
  const name = page.suggestedName.toLowerCase().endsWith('.pdf') ? page.suggestedName : `${page.suggestedName}.pdf`
  return saveFile(dialog, window, name, bytes)
}
