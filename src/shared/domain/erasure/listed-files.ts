const hash = /"sha256": ?"([0-9a-f]{64})"/g

/** The SHA-256 of every file that a document lists, in its JSON as JavaScript or PostgreSQL writes it. */
export const filesListedIn = (json: string): readonly string[] => [...json.matchAll(hash)].map(match => match[1]!)
