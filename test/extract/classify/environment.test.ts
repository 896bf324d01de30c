import { describe, expect, it } from 'vitest'
import { isSecretName } from '../../../src/extract/classify/environment.js'

const words = (text: string): string[] => text.trim().split(/\s+/)

describe('isSecretName', () => {
  it.each(
    words(`GITHUB_TOKEN NPM_TOKEN AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID OPENAI_API_KEY npm_config__authToken dbPassword DB_PASS
      DATABASE_URL MONGODB_URI SENTRY_DSN GITHUB_PAT AZURE_STORAGE_CONNECTION_STRING NPM_AUTH SLACK_WEBHOOK_URL PGPASSWORD
      GOOGLE_APPLICATION_CREDENTIALS PRIVATE_KEY PRIVATE_KEY_PATH API_KEY2 REDIS_URL KEY MNEMONIC SESSION_SECRET MYSQL_PWD`),
  )('%s is secret', (name) => {
    expect(isSecretName(name)).toBe(true)
  })

  it.each(
    words(`KEYBOARD MONKEY PUBLIC_KEY KEYBOARD_LAYOUT PATH HOME PWD OLDPWD INIT_CWD MAX_TOKENS TOKEN_LIMIT TOKENIZER AUTHOR
      AUTH_MODE BYPASS COMPASS NODE_ENV PORT TOKEN_URL SSH_AUTH_SOCK OAUTH_REDIRECT_URI SECRET_NAME API_URL NEXT_PUBLIC_KEY
      PASSTHROUGH DISABLE_AUTH MCP_AUTH_ENABLED DB_HOST PATTERN`),
  )('%s is not', (name) => {
    expect(isSecretName(name)).toBe(false)
  })
})
