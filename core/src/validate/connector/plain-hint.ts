/** What to do about a URL with `http`. */
export const plainHint = 'use https; a host that knows better lists the origin in allowOrigins.'
