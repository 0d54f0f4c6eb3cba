import type { Connector } from './kit/connector.ts'
import { bamboohr } from './bamboohr/connector.ts'
import { calendly } from './calendly/connector.ts'
import { docusign } from './docusign/connector.ts'
import { googleCalendar } from './google-calendar/connector.ts'
import { microsoft365 } from './microsoft-365/connector.ts'
import { restHris } from './rest-hris/connector.ts'
import { codesignal } from './codesignal/connector.ts'
import { codility } from './codility/connector.ts'
import { hackerrank } from './hackerrank/connector.ts'
import { inboundCandidates } from './inbound-candidates/connector.ts'
import { scim } from './scim/connector.ts'
import { servicenow } from './servicenow/connector.ts'
import { slack } from './slack/connector.ts'
import { zoom } from './zoom/connector.ts'
import { webhooks } from './webhooks/connector.ts'

/** Every connector, one line each. */
export const connectors: readonly Connector[] = [
  bamboohr,
  calendly,
  docusign,
  googleCalendar,
  microsoft365,
  restHris,
  codesignal,
  codility,
  hackerrank,
  inboundCandidates,
  scim,
  servicenow,
  slack,
  webhooks,
  zoom,
]
