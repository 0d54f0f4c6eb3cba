import { expect, test } from 'vitest'
import { isWeakPassword } from '#server/identity/weak-password'

const own = ['Mara Lindt', 'mara.lindt@acme-talent.test', 'Acme Talent']

test.each([
  'short', 'password1234', 'Password123456!', 'P@ssw0rd2026!', 'qwertyuiop123', '1q2w3e4r5t6y', 'passwordpassword', 'aaaaaaaaaaaaaaaa', 'abcdefghijklmnop',
  'iloveyou1234567', 'letmeinletmein1', 'welcomewelcome1', 'superman123456', 'abababababab', 'maralindt2026', 'Acme-Talent-1!', 'mara.lindt@acme', 'Shortlist2026!',
  'ｐａｓｓｗｏｒｄ１２３４',
])('%s is refused', password => { expect(isWeakPassword(password, own)).toBe(true) })

test.each([
  'correct horse battery staple', 'a long enough pass phrase', 'Zebedees secret phrase', 'vK7#mQ2!xR9$', 'mara eats nine green pears', 'Füße im kalten Bach',
  'another long pass phrase', '我的密码是一个很长的句子吧',
])('%s is accepted', password => { expect(isWeakPassword(password, own)).toBe(false) })
