/** Character maps, fonts and decoders that a PDF may refer to without holding them; bundled, so that they are here offline. */
const urls = import.meta.glob<string>([
  '../../../../node_modules/pdfjs-dist/cmaps/*.bcmap',
  '../../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
  '../../../../node_modules/pdfjs-dist/wasm/*.wasm',
  '../../../../node_modules/pdfjs-dist/iccs/*.icc',
], { query: '?url', import: 'default', eager: true })

const byName = new Map(Object.entries(urls).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]))

/** The build inlines small files as `data:` addresses, which a strict content policy does not let a page fetch. */
function decodeInline(url: string): Uint8Array {
  const [head = '', body = ''] = url.slice('data:'.length).split(/,(.*)/s)
  return Uint8Array.from(head.endsWith(';base64') ? atob(body) : decodeURIComponent(body), character => character.charCodeAt(0))
}

/** What pdfjs calls when a document needs one of these files. */
export class BundledPdfData {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    // Character maps are asked for by their bare name.
    const url = byName.get(filename) ?? byName.get(`${filename}.bcmap`)
    if (url === undefined) throw new Error(`pdf data ${filename} is not bundled`)
    if (url.startsWith('data:')) return decodeInline(url)
    const reply = await fetch(url)
    if (!reply.ok) throw new Error(`pdf data ${filename} could not be read`)
    return new Uint8Array(await reply.arrayBuffer())
  }
}
