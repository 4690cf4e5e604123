"""The law as pure functions: terms, income, service, benefits and pensions, each answer with its receipt."""
