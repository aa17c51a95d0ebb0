"""What production cannot do without, with values that lead nowhere."""

PRODUCTION = {
    "SAMSPILL_MODE": "production",
    "SECRET_KEY": "only-for-the-tests-" + "x" * 50,
    "DATABASE_URL": "postgres://app@127.0.0.1:1/nowhere",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "BASE_DOMAIN": "samspill.example",
    "EMAIL_HOST": "127.0.0.1",
    "DEFAULT_FROM_EMAIL": "Samspill <samspill@samspill.example>",
    "DATA_DIR": "/tmp",
}
