/** "10:42", with the day where it was not today. */
export function sayClock(ms: number, nowMs = Date.now()): string {
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString()
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...(isToday ? {} : { day: 'numeric' as const, month: 'short' as const }) }).format(ms)
}
