const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A token of the demo's registry: its age at the time of seeding, and whose it is. */
export interface DemoToken {
  readonly usage: string
  readonly age: number
  /** A username; `undefined`: the account is gone. */
  readonly by: string | undefined
  readonly disabled?: boolean
}

/** The registry that demos and pictures show, newest first. */
export const DEMO_TOKENS: readonly DemoToken[] = [
  { usage: 'Power BI — nightly export', age: 2 * HOUR, by: 'olena' },
  { usage: 'asterisk-bridge-prod-eu-west-1', age: 20 * HOUR, by: 'bot' },
  { usage: 'Звіти відділу якості', age: 21 * DAY, by: 'olena' },
  { usage: 'legacy dialer', age: 73 * DAY, by: 'ivan', disabled: true },
  { usage: '', age: 112 * DAY, by: undefined },
  { usage: 'chat-gateway (staging)', age: 158 * DAY, by: 'maria' },
  { usage: 'HubSpot CRM sync', age: 173 * DAY, by: 'olena' },
  { usage: 'Salesforce click-to-call', age: 201 * DAY, by: 'ivan' },
  { usage: 'Grafana dashboards', age: 233 * DAY, by: 'bot' },
  { usage: 'Zapier', age: 295 * DAY, by: 'olena' },
  { usage: 'webhook relay', age: 362 * DAY, by: 'maria' },
  { usage: 'monitoring probe', age: 419 * DAY, by: undefined },
  { usage: 'Telegram bot — support line', age: 431 * DAY, by: 'olena' },
  { usage: 'speech-to-text worker 1', age: 440 * DAY, by: 'bot' },
  { usage: 'speech-to-text worker 2', age: 440 * DAY, by: 'bot' },
  { usage: 'Jira Service Management', age: 466 * DAY, by: 'maria' },
  { usage: 'Окремий кабінет партнера', age: 498 * DAY, by: 'olena' },
  { usage: 'call recordings archive (S3)', age: 530 * DAY, by: 'bot' },
  { usage: 'Zendesk tickets', age: 561 * DAY, by: 'ivan' },
  { usage: 'WFM schedule import', age: 588 * DAY, by: 'maria' },
  { usage: 'mobile app — beta', age: 620 * DAY, by: 'olena', disabled: true },
  { usage: 'SAP ERP order status', age: 655 * DAY, by: 'ivan' },
  { usage: 'predictive dialer tests', age: 689 * DAY, by: 'maria', disabled: true },
  { usage: 'n8n workflows', age: 702 * DAY, by: 'olena' },
  { usage: 'payroll export', age: 740 * DAY, by: undefined },
  { usage: 'wallboard 3rd floor', age: 801 * DAY, by: 'bot' },
  { usage: 'Google Sheets add-on', age: 866 * DAY, by: 'olena' },
  { usage: 'first integration test', age: 990 * DAY, by: 'olena' },
]

/** Names that a screen or a search may stumble over. */
export const ODD_USAGES: readonly string[] = [
  '',
  '',
  ' ',
  'the same twice',
  'the same twice',
  'THE SAME TWICE',
  'x'.repeat(10_000),
  'a long name of many words '.repeat(20).trim(),
  'رمز الوصول للتقارير',
  'אסימון גישה (בדיקה)',
  'left \u202eright-to-left override\u202c left',
  '📞 telephony 👩‍💻 team 🇺🇦',
  '<img src=x onerror="alert(1)">',
  '<b>bold</b> &amp; "quoted" \'single\'',
  '</script><script>alert(1)</script>',
  '{{ 7 * 7 }} ${7 * 7}',
  '100 % done',
  '100 X done',
  'snake_case_name',
  'snakeXcaseXname',
  'back\\slash\\name',
  '*',
  'star * inside',
  'what? a question',
  'line one\nline two',
  'tab\there',
  '=HYPERLINK("http://example.com")',
  'null',
  '0',
  'Ёлка, Їжак, Ґанок, İstanbul, straße',
  'e\u0301 combined, é composed',
  '日本語のトークン',
]

/** Names for the tokens of ordinary people. */
export const PLAIN_USAGES: readonly string[] = [
  'CRM integration',
  'Power BI',
  'mobile app',
  'reporting',
  'chat widget',
  'webhook',
  'dialer',
  'test',
  'test',
  'recordings export',
  'Інтеграція з CRM',
  'backup script',
]

export { DAY, HOUR, MINUTE }
