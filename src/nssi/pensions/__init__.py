"""The register of granted pensions for labour activity: as granted, and what each recalculation made of them."""
