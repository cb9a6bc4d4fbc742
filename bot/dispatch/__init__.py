"""The machinery of updates and jobs: what stands between Telegram's line and the features. Only the app uses it."""
