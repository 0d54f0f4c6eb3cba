/** What takes the keys and does something, as a selector. */
export const control = ':is(button, input, select, textarea, a[href], [tabindex="0"]):not([disabled], [tabindex="-1"], [type="hidden"], [hidden])'
