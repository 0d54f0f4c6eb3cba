import fc from 'fast-check'
import { expect, test } from 'vitest'
import { captionKind, readCaptions } from '#shared/lib/captions'

const said = async (text: string) => (await readCaptions(text)).cues.map(({ seconds, speaker, text: words }) => [seconds, speaker, words])

test('a recording’s captions name their speakers, also after an hour', async () => {
  expect(await said(`WEBVTT

1
00:00:03.120 --> 00:00:05.900
Ada Example: Hi, thanks for joining. Can you hear me?

2
00:00:06.010 --> 00:00:09.480
Bob O'Sample: Yes. One second, I'll share: here's the repo.

3
00:00:09.480 --> 00:00:12.000
I mean the second link.

4
00:59:58.900 --> 01:00:02.300
Łukasz Przykład (he/him): Any questions for us?
`)).toEqual([
    [3, 'Ada Example', 'Hi, thanks for joining. Can you hear me?'], [6, 'Bob O\'Sample', 'Yes. One second, I\'ll share: here\'s the repo.'],
    [9, null, 'I mean the second link.'], [3_598, 'Łukasz Przykład (he/him)', 'Any questions for us?'],
  ])
})

test('comments, styles, settings, voices and tags are no words', async () => {
  expect(await said('\uFEFFWEBVTT Kind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE not said\n\nintro\n00:01.500 --> 00:02.500 align:start position:0%\n<v.loud Ana>Tea &amp; <b>milk</b><00:02.000><c> please</c></v>\n')).toEqual([[1, 'Ana', 'Tea & milk please']])
})

test('SRT reads with commas and carriage returns; a broken place is counted, the rest is there', async () => {
  expect(await said('1\r\n00:00:03,120 --> 00:00:05,900\r\nAda: Hi.\r\n\r\n2\r\n01:00:06,010 --> 01:00:09,480\r\nBob: <i>Yes</i>.\r\nGo on.\r\n')).toEqual([[3, 'Ada', 'Hi.'], [3_606, 'Bob', 'Yes. Go on.']])
  const broken = await readCaptions('WEBVTT\n\n00:00:00.500 --> 00:00:07.000\nOne\n\n00:00:07.000 --> 00:00:1d.890\nTwo\n\n00:00:11.890 --> 00:00:16.320\nThree\n')
  expect(broken.cues.map(cue => cue.text)).toEqual(['One', 'Three'])
  expect(broken.skipped).toBeGreaterThan(0)
})

test('plain text reads with times and names before the words, above them, or without', async () => {
  expect(await said('[00:12] Ana de la Cruz: I asked first.\n1:02:03 - Ben: Why?\nOne thing: it rained.\nQuestion')).toEqual([
    [12, 'Ana de la Cruz', 'I asked first.'], [3_723, 'Ben', 'Why?'], [null, null, 'One thing: it rained.'], [null, null, 'Question'],
  ])
  expect(await said('Ada Example  0:03\nHi there.\nBob Sample  1:00:06\nYes.')).toEqual([[3, 'Ada Example', 'Hi there.'], [3_606, 'Bob Sample', 'Yes.']])
})

test('whatever it is given, it answers; and nothing it finds is empty', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ maxLength: 300 }), fc.array(fc.constantFrom('WEBVTT', '', '00:00:01.000 --> 00:00:02.000', '00:00:01,000 --> x', '1', '<v Ana>', 'Ana: yes', '\u0000', 'NOTE'), { maxLength: 20 }).map(lines => lines.join('\n'))), async text => {
    for (const cue of (await readCaptions(text)).cues) expect(cue.text.trim()).not.toBe('')
  }))
})

test('what is written as WebVTT or SRT is read as it was', async () => {
  const word = fc.stringMatching(/^[a-z]{1,9}$/)
  const cue = fc.record({ seconds: fc.nat(30_000), speaker: fc.constantFrom('Ana Silva', 'Ben', 'Łukasz de Souza'), text: fc.array(word, { minLength: 1, maxLength: 9 }).map(words => words.join(' ')) })
  const clock = (seconds: number, comma: string): string => `${[Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(part => String(part).padStart(2, '0')).join(':')}${comma}500`
  await fc.assert(fc.asyncProperty(fc.array(cue, { minLength: 1, maxLength: 20 }), fc.boolean(), async (cues, isSrt) => {
    const mark = isSrt ? ',' : '.'
    const text = `${isSrt ? '' : 'WEBVTT\n\n'}${cues.map((each, at) => `${at + 1}\n${clock(each.seconds, mark)} --> ${clock(each.seconds + 2, mark)}\n${each.speaker}: ${each.text}\n`).join('\n')}`
    expect(captionKind(text)).toBe(isSrt ? 'srt' : 'vtt')
    expect((await readCaptions(text)).cues).toEqual(cues)
  }))
})
