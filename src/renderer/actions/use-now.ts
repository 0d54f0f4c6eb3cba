import { useEffect, useState } from 'react'

/** This moment, renewed every minute: words such as "Monday 16:10" and ages follow it. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
