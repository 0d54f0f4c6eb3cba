import { z } from 'zod'

/** Any UTF-8 text that PostgreSQL and every browser can keep: no NUL, no lone surrogate. */
const storable = (value: string): boolean => !value.includes('\u0000') && value.isWellFormed()

/** One line of text of at most `max` characters. */
export const line = (max: number) => z.string().max(max).refine(storable, 'holds characters that cannot be stored')
/** Several lines of text of at most `max` characters. */
export const prose = (max = 20_000) => line(max)
/** Every document's and item's identity: a UUID, made on the laptop (UUIDv7). */
export const id = z.uuid().max(36)
/** The latest instant we accept: the year 2200. A wrong clock is measured, never trusted. */
const latestMs = 7_258_118_400_000
/** An instant: milliseconds since 1970 UTC. */
export const instantMs = z.int().min(0).max(latestMs)
/** A calendar day, `YYYY-MM-DD`, with no zone. */
export const day = z.iso.date()
/** An IANA zone name such as `Europe/Berlin`. */
export const zone = z.string().min(1).max(64).regex(/^[A-Za-z0-9_+\-/]+$/)
/** Money: whole minor units with its ISO 4217 code. */
export const money = z.strictObject({ amountMinor: z.int().min(0).max(1e13), currency: z.string().regex(/^[A-Z]{3}$/) })
/** An item's place among its siblings: a fractional index, compared as plain text. */
export const rank = z.string().min(1).max(120).regex(/^[0-9A-Za-z]+$/)
/** A colour-free label chosen from a controlled list: its id. */
export const choice = id.nullable()
