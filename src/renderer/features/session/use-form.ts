import { useState } from 'react'
import { sayProblem } from '../../replica/say-problem.ts'

export type FormProblem = Readonly<{ message: string; fieldId?: string | undefined }>

/** A form of texts that is checked when sent, and says what the server refused. */
export function useForm<Name extends string>(names: readonly Name[]) {
  const [values, setValues] = useState(() => Object.fromEntries(names.map(name => [name, ''])) as Record<Name, string>)
  const [problems, setProblems] = useState<readonly FormProblem[]>([])
  const [isBusy, setBusy] = useState(false)
  const set = (name: Name) => (text: string) => setValues(now => ({ ...now, [name]: text }))

  /** `check` names what is missing; with nothing missing `send` runs. */
  const submit = async (check: (values: Record<Name, string>) => readonly FormProblem[], send: (values: Record<Name, string>) => Promise<void>): Promise<void> => {
    if (isBusy) return
    const found = check(values)
    setProblems(found)
    if (found.length > 0) return
    setBusy(true)
    try {
      await send(values)
    } catch (error) {
      setProblems([{ message: sayProblem(error) }])
    } finally {
      setBusy(false)
    }
  }
  const problemOf = (name: Name): string | undefined => problems.find(problem => problem.fieldId === name)?.message
  return { values, setValues, set, problems, problemOf, isBusy, submit }
}

export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/.test(text.trim())
