const hidden = '•••'
const secretHeaders = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|apikey)$|token|secret|signature|password/i
const secretKeys = /("(?:[^"\\]*(?:password|secret|token|api_?key|assertion|private_?key)[^"\\]*)"\s*:\s*")((?:[^"\\]|\\.)*)(")/gi
const secretParameters = /((?:^|[?&])[^=&\s]*(?:password|secret|token|api_?key|assertion|code|sig)[^=&\s]*=)([^&\s]+)/gi

/** Takes known secrets and whatever is named like one out of a text. `known` are values, longest first. */
export type Mask = Readonly<{ text(value: string): string; headers(value: Readonly<Record<string, string>>): Record<string, string>; /** The same with more secrets. */ also(more: readonly string[]): Mask }>

export function createMask(known: readonly string[]): Mask {
  const forms = known.filter(secret => secret.length >= 4).flatMap(secret => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')])
  const values = [...new Set(forms)].sort((a, b) => b.length - a.length)
  const text = (value: string): string => values.reduce((left, secret) => left.replaceAll(secret, hidden), value)
    .replace(secretKeys, `$1${hidden}$3`).replace(secretParameters, `$1${hidden}`)
  return {
    text,
    headers: value => Object.fromEntries(Object.entries(value).map(([name, content]) => [name, secretHeaders.test(name) ? hidden : text(content)])),
    also: more => createMask([...known, ...more]),
  }
}

/** What the headers of a request hold that nobody may read, with and without the word before it (`Bearer`, `Basic`). */
export function secretsIn(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).filter(([name]) => secretHeaders.test(name)).flatMap(([, value]) => [value, value.slice(value.indexOf(' ') + 1)])
}
